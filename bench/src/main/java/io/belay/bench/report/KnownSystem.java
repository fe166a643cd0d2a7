package io.belay.bench.report;

/**
 * The systems that the comparison knows, in the order in which they are shown.
 */
enum KnownSystem
{
    BELAY("belay", "Belay", Promise.TWO_DISKS,
        "Each frame is written and synced by the owner and by its standby, two processes, before it is acknowledged " +
            "(W=2)."),
    BELAY_1000("belay-1000-markets", "Belay, 1,000 markets", Promise.TWO_DISKS,
        "As Belay, with the same load spread over 1,000 markets."),
    AERON_CLUSTER_2("aeron-cluster-2", "Aeron Cluster, level 2", Promise.QUORUM,
        "Three members; a request is answered when two of them have written it and synced data and metadata."),
    AERON_CLUSTER_1("aeron-cluster-1", "Aeron Cluster, level 1", Promise.QUORUM,
        "Three members; a request is answered when two of them have written it and synced the data."),
    AERON_CLUSTER_0("aeron-cluster-0", "Aeron Cluster, level 0", Promise.MEMORY,
        "Three members; a request is answered when two of them have it in the page cache. Nothing is synced, so a " +
        "power cut may take what was acknowledged: this is less than Belay promises, and it has no ratio to the " +
            "floor."),
    BOOKKEEPER("bookkeeper", "BookKeeper", Promise.QUORUM,
        "Two bookies, both must answer, each after its journal is synced."),
    NIO_PAIR("nio-pair", "bare NIO pair", Promise.TWO_DISKS,
        "Two Java processes, one socket, group commit, both sides synced. No recovery, no order of markets, no flow " +
        "control: what two synced copies cost at least in Java."),
    AERON_ECHO("aeron-echo", "Aeron UDP echo, no disk", Promise.MEMORY,
        "Requests come back over Aeron's UDP. Nothing is stored."),
    FLOOR_SUM("floor-sum", "floor's sum", Promise.FLOOR,
        "The disk's floor, one UDP and one IPC round trip added up, percentile by percentile, at 1 in flight."),
    FLOOR_DISK("floor-disk", "floor: disk", Promise.FLOOR,
        "Two processes at once, each writes and syncs one record after the other in a prepared file."),
    FLOOR_UDP("floor-udp", "floor: UDP", Promise.FLOOR, "Aeron round trip over the loop-back interface."),
    FLOOR_IPC("floor-ipc", "floor: IPC", Promise.FLOOR, "Aeron round trip through shared memory."),
    OTHER("", "", Promise.MEMORY, "");

    /** What an answer stands for. */
    enum Promise
    {
        /** On two disks. */
        TWO_DISKS,
        /** On the disks of a quorum. */
        QUORUM,
        /** In memory only. */
        MEMORY,
        /** Nothing: part of a yardstick. */
        FLOOR;

        /** Whether its time may be divided by the floor's, which syncs. */
        boolean isComparable()
        {
            return TWO_DISKS == this || QUORUM == this;
        }
    }

    private final String key;
    private final String label;
    private final Promise promise;
    private final String meaning;

    KnownSystem(final String key, final String label, final Promise promise, final String meaning)
    {
        this.key = key;
        this.label = label;
        this.promise = promise;
        this.meaning = meaning;
    }

    static KnownSystem of(final String key)
    {
        for (final KnownSystem system : values())
        {
            if (system.key.equals(key))
            {
                return system;
            }
        }

        return OTHER;
    }

    /** Name for people of a system that may be unknown here. */
    static String labelOf(final String key)
    {
        final KnownSystem system = of(key);

        return OTHER == system ? key : system.label;
    }

    /** Class of its lines in the style sheet. */
    static String cssClassOf(final String key)
    {
        final KnownSystem system = of(key);

        return OTHER == system ? "s-other" : "s-" + system.key;
    }

    String key()
    {
        return key;
    }

    Promise promise()
    {
        return promise;
    }

    /** What its acknowledgement says. */
    String meaning()
    {
        return meaning;
    }
}
