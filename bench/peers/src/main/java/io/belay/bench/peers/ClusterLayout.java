package io.belay.bench.peers;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the members of a cluster are, and what they are told alike.
 *
 * @param data      directory on the disk under test.
 * @param memory    directory for what is shared in memory.
 * @param ports     of all members, {@link #PORTS_PER_MEMBER} each.
 * @param syncLevel of files: 0 none, 1 data, 2 data and metadata.
 * @param mtuBytes  of a datagram.
 */
record ClusterLayout(Path data, Path memory, List<Integer> ports, int syncLevel, int mtuBytes)
{
    static final int MEMBERS = 3;
    static final int PORTS_PER_MEMBER = 5;
    static final int LOG_TERM_BYTES = 16 << 20;
    static final int SEGMENT_BYTES = 64 << 20;
    static final int WINDOW_BYTES = 2 << 20;
    static final String CONTROL_CHANNEL = "aeron:ipc?term-length=64k";
    static final String ANY_PORT_CHANNEL = "aeron:udp?endpoint=127.0.0.1:0";

    private static final int INGRESS = 0;
    private static final int ARCHIVE = 4;

    /** The form is {@code id,ingress,consensus,log,catch-up,archive|}, once a member. */
    String members()
    {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < MEMBERS; i++)
        {
            text.append(i);
            for (int j = 0; j < PORTS_PER_MEMBER; j++)
            {
                text.append(',').append(endpoint(i, j));
            }

            text.append('|');
        }

        return text.toString();
    }

    /** What a client is told. */
    String ingressEndpoints()
    {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < MEMBERS; i++)
        {
            text.append(0 == i ? "" : ",").append(i).append('=').append(endpoint(i, INGRESS));
        }

        return text.toString();
    }

    String archiveChannel(final int member)
    {
        return "aeron:udp?endpoint=" + endpoint(member, ARCHIVE);
    }

    Path dataOf(final int member)
    {
        return data.resolve("member-" + member);
    }

    String aeronDirectoryOf(final String who)
    {
        return memory.resolve("aeron-" + who).toString();
    }

    private String endpoint(final int member, final int which)
    {
        return "127.0.0.1:" + ports.get(member * PORTS_PER_MEMBER + which);
    }
}
