package io.belay.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.aeron.logbuffer.FrameDescriptor;
import io.belay.driver.DriverProfile;
import io.belay.journal.JournalConfig;
import io.belay.journal.WriteMode;
import io.belay.replication.MarketDefinition;
import io.belay.wire.MarketNames;
import org.agrona.BitUtil;
import org.agrona.SystemUtil;

/**
 * What a node is configured with. A record is valid or does not exist.
 *
 * @param self                which node this is.
 * @param nodes               all nodes, by name.
 * @param markets             all markets, as configured; the journal may know better.
 * @param directory           of the journal and the mark file.
 * @param aeron               keys of Aeron, among them {@code aeron.dir}, passed on.
 * @param driverEmbedded      whether the node starts its own driver.
 * @param driverTimeoutNs     without a sign of the driver, at the start or later, before it counts as gone.
 * @param driverProfile       of an embedded driver.
 * @param threading           how agents are laid out on threads.
 * @param idle                what a thread does when there is nothing to do.
 * @param frameLengthMax      longest bytes of a frame.
 * @param clientWindow        appends of one client that may await their outcome.
 * @param marketWindow        entries of one market that may await their commit.
 * @param heartbeatIntervalNs between heartbeats.
 * @param replicaTimeoutNs    of silence before a standby counts as lost.
 * @param retryIntervalNs     before what was refused is tried again.
 * @param writeMode           how entries get into the journal.
 * @param cycleBytes          of one journal file.
 * @param retentionBytes      of sealed journal files, 0 keeps all.
 * @param retentionAgeMs      of sealed journal files, 0 keeps all.
 * @param walTermBytes        of a WAL or append stream's buffer.
 * @param walMtuBytes         of a WAL stream's datagrams.
 */
public record NodeConfig(
    NodeAddress self,
    Map<String, NodeAddress> nodes,
    List<MarketDefinition> markets,
    Path directory,
    Map<String, String> aeron,
    boolean driverEmbedded,
    long driverTimeoutNs,
    DriverProfile driverProfile,
    Threading threading,
    Idle idle,
    int frameLengthMax,
    int clientWindow,
    int marketWindow,
    long heartbeatIntervalNs,
    long replicaTimeoutNs,
    long retryIntervalNs,
    WriteMode writeMode,
    long cycleBytes,
    long retentionBytes,
    long retentionAgeMs,
    int walTermBytes,
    int walMtuBytes)
{
    private static final long MS = 1_000_000L;
    private static final long HOUR_NS = 3_600_000L * MS;
    private static final int MIB = 1 << 20;
    private static final int PORT_MAX = 65_535;
    private static final int PAGE = 4096;
    /** What an entry holds beside the bytes of a frame; a control entry with a long chain must fit too. */
    private static final int ENTRY_OVERHEAD_BYTES = 64 * 1024;

    /** How agents are laid out on threads. */
    public enum Threading
    {
        /** Owner and journal on a thread each. */
        DEDICATED,
        /** Both on one thread: for tests and very small boxes; a sync then holds up acks. */
        SHARED
    }

    /** What the owner of a market does when its standby is lost. */
    public enum StandbyLost
    {
        /** It takes no appends; the standby has the right to go on alone, when it is promoted. */
        STOP,
        /** It goes on alone after a while, with W=1; the standby may then not be promoted without its consent. */
        DEGRADE
    }

    /** What a thread does when there is nothing to do. */
    public enum Idle
    {
        /** Yields for a while, then parks: quiet when idle, fast under load, good on few cores. */
        ADAPTIVE,
        /** Yields: the best latency on few cores, always a full core each. */
        YIELD,
        /** Spins: only with a core for each thread. */
        SPIN
    }

    /**
     * One node of the cluster.
     *
     * @param name     of the node.
     * @param id       number of the node, 1 to 65534, in every epoch that it makes.
     * @param endpoint host and UDP port where it hears its peers.
     */
    public record NodeAddress(String name, int id, String endpoint)
    {
    }

    /**
     * Reads and checks all keys.
     *
     * @param settings to read.
     * @return a valid configuration.
     * @throws ConfigException naming what is wrong.
     */
    public static NodeConfig from(final Settings settings)
    {
        final Map<String, NodeAddress> nodes = nodes(settings);
        final String name = settings.text("belay.node", null);
        final NodeAddress self = nodes.get(name);
        if (null == self)
        {
            throw settings.wrong(
                "belay.node", name, "is none of the nodes configured: " + String.join(", ", nodes.keySet()));
        }

        final int termBytes = (int)settings.sizeBytes("belay.wal.term.length", "16m", 1 << 16, 1 << 30);
        if (!BitUtil.isPowerOfTwo(termBytes))
        {
            throw settings.wrong("belay.wal.term.length", SystemUtil.formatSize(termBytes), "is not a power of two");
        }

        final int frameLengthMax = (int)settings.sizeBytes("belay.frame.length.max", "1m", 0, MIB);
        if (frameLengthMax > termBytes / 8 - 4096)
        {
            throw settings.wrong("belay.frame.length.max", SystemUtil.formatSize(frameLengthMax),
                "does not fit into a message of the WAL, which is an eighth of belay.wal.term.length=" +
                SystemUtil.formatSize(termBytes));
        }

        final NodeConfig config = new NodeConfig(
            self,
            nodes,
            markets(settings, nodes),
            Path.of(settings.text("belay.dir", null)),
            settings.aeron(),
            settings.flag("belay.driver.embedded", false),
            settings.durationNs("belay.driver.timeout", "10s", 100 * MS, HOUR_NS),
            settings.choice("belay.driver.profile", DriverProfile.class, DriverProfile.DEV),
            settings.choice("belay.threading", Threading.class, Threading.DEDICATED),
            settings.choice("belay.idle.strategy", Idle.class, Idle.ADAPTIVE),
            frameLengthMax,
            powerOfTwo(settings, "belay.client.window", "1024", 1, 1 << 16),
            powerOfTwo(settings, "belay.market.window", "8192", 16, 1 << 20),
            settings.durationNs("belay.heartbeat.interval", "100ms", MS, HOUR_NS),
            settings.durationNs("belay.replica.timeout", "1s", 10 * MS, HOUR_NS),
            settings.durationNs("belay.retry.interval", "1s", MS, HOUR_NS),
            settings.choice("belay.journal.write.mode", WriteMode.class, WriteMode.DIRECT),
            settings.sizeBytes("belay.journal.cycle.length", "64m", 4 * MIB, 1L << 30),
            settings.sizeBytes("belay.journal.retention.bytes", "0", 0, Long.MAX_VALUE),
            retentionAgeMs(settings),
            termBytes,
            settings.count("belay.wal.mtu", "8192", 1408, 65504));
        config.check(settings);
        settings.refuseUnknown();

        return config;
    }

    /** What is shorter than a millisecond would become 0, which keeps all. */
    private static long retentionAgeMs(final Settings settings)
    {
        final String key = "belay.journal.retention.age";
        final long ageNs = settings.durationNs(key, "0ns", 0, Long.MAX_VALUE);
        if (ageNs > 0 && ageNs < MS)
        {
            throw settings.wrong(key, SystemUtil.formatDuration(ageNs), "is less than 1ms; 0 keeps all");
        }

        return ageNs / MS;
    }

    /** What one value means for another. */
    private void check(final Settings settings)
    {
        if (0 != walMtuBytes % FrameDescriptor.FRAME_ALIGNMENT)
        {
            throw settings.wrong("belay.wal.mtu", Integer.toString(walMtuBytes),
                "is not a multiple of " + FrameDescriptor.FRAME_ALIGNMENT);
        }

        if (walMtuBytes > FrameDescriptor.computeMaxMessageLength(walTermBytes))
        {
            throw settings.wrong("belay.wal.mtu", Integer.toString(walMtuBytes),
                "is more than an eighth of belay.wal.term.length=" + SystemUtil.formatSize(walTermBytes));
        }

        if (0 != cycleBytes % PAGE)
        {
            throw settings.wrong("belay.journal.cycle.length", SystemUtil.formatSize(cycleBytes),
                "is not a multiple of " + PAGE);
        }

        if (replicaTimeoutNs < 2 * heartbeatIntervalNs)
        {
            throw settings.wrong("belay.replica.timeout", SystemUtil.formatDuration(replicaTimeoutNs),
                "is less than two heartbeat intervals of " + SystemUtil.formatDuration(heartbeatIntervalNs));
        }
    }

    /**
     * @return what the journal is opened with.
     */
    JournalConfig journal()
    {
        return JournalConfig.of(directory.resolve("journal"))
            .withEntryBytesMax(frameLengthMax + ENTRY_OVERHEAD_BYTES)
            .withCycleBytes((int)cycleBytes)
            .withRetention(retentionBytes, retentionAgeMs)
            .withWriteMode(writeMode);
    }

    private static int powerOfTwo(
        final Settings settings, final String key, final String fallback, final int min, final int max)
    {
        final int value = settings.count(key, fallback, min, max);
        if (!BitUtil.isPowerOfTwo(value))
        {
            throw settings.wrong(key, Integer.toString(value), "is not a power of two");
        }

        return value;
    }

    private static Map<String, NodeAddress> nodes(final Settings settings)
    {
        final Map<String, NodeAddress> nodes = new TreeMap<>();
        final Set<String> names = new TreeSet<>(settings.between("belay.node.", ".id"));
        names.addAll(settings.between("belay.node.", ".endpoint"));
        for (final String name : names)
        {
            if (!name.matches("[A-Za-z0-9._-]{1,64}"))
            {
                throw new ConfigException(
                    "'belay.node." + name + ".…': a node's name is 1 to 64 letters, digits or ._-");
            }

            final String idKey = "belay.node." + name + ".id";
            final String endpointKey = "belay.node." + name + ".endpoint";
            final int id = settings.count(idKey, null, 1, 65534);
            final String endpoint = settings.text(endpointKey, null);
            if (!isHostAndPort(endpoint))
            {
                throw settings.wrong(endpointKey, endpoint, "is not host:port, with a port of 1 to " + PORT_MAX);
            }

            for (final NodeAddress other : nodes.values())
            {
                if (other.id == id)
                {
                    throw settings.wrong(idKey, Integer.toString(id), "is the id of node " + other.name + " too");
                }

                if (other.endpoint.equals(endpoint))
                {
                    throw settings.wrong(endpointKey, endpoint, "is the endpoint of node " + other.name + " too");
                }
            }

            nodes.put(name, new NodeAddress(name, id, endpoint));
        }

        if (nodes.isEmpty())
        {
            throw new ConfigException("no node is configured: set belay.node.<name>.id and belay.node.<name>.endpoint");
        }

        return nodes;
    }

    private static boolean isHostAndPort(final String endpoint)
    {
        if (!endpoint.matches("[^:\\s]+:\\d{1,5}|\\[[0-9a-fA-F:]+]:\\d{1,5}"))
        {
            return false;
        }

        final int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));

        return port > 0 && port <= PORT_MAX;
    }

    private static List<MarketDefinition> markets(final Settings settings, final Map<String, NodeAddress> nodes)
    {
        final MarketNames names = new MarketNames();
        final List<MarketDefinition> markets = new ArrayList<>();
        for (final String entry : settings.text("belay.markets", null).split(",", -1))
        {
            final String name = entry.strip();
            final long id;
            try
            {
                id = names.add(name);
            }
            catch (final IllegalArgumentException ex)
            {
                throw settings.wrong(
                    "belay.markets", settings.text("belay.markets", null), "cannot be: " + ex.getMessage());
            }

            markets.add(market(settings, nodes, name, id));
        }

        for (final String key : List.of("owner", "standby", "w", "standby.lost", "degrade.after"))
        {
            for (final String name : settings.between("belay.market.", "." + key))
            {
                if (markets.stream().noneMatch((market) -> market.name().equals(name)))
                {
                    throw new ConfigException("'belay.market." + name + "." + key + "' is set, but '" + name +
                        "' is not in belay.markets");
                }
            }
        }

        return List.copyOf(markets);
    }

    private static MarketDefinition market(
        final Settings settings, final Map<String, NodeAddress> nodes, final String name, final long id)
    {
        final int w = settings.count(key(settings, name, "w"), "2", 1, 2);
        final String ownerKey = key(settings, name, "owner");
        final String owner = settings.text(ownerKey, null);
        final String standbyKey = key(settings, name, "standby");
        final String standby = settings.text(standbyKey, "");
        requireNode(settings, nodes, ownerKey, owner);
        if (1 == w)
        {
            if (!standby.isEmpty())
            {
                throw settings.wrong(standbyKey, standby, "names a standby, but W of market '" + name + "' is 1");
            }

            return new MarketDefinition(name, id, nodes.get(owner).id(), 0, 1);
        }

        if (standby.isEmpty())
        {
            throw new ConfigException("'" + standbyKey + "' is not set, but W of market '" + name + "' is 2");
        }

        requireNode(settings, nodes, standbyKey, standby);
        if (standby.equals(owner))
        {
            throw settings.wrong(standbyKey, standby, "is the owner of market '" + name + "' too");
        }

        return new MarketDefinition(
            name, id, nodes.get(owner).id(), nodes.get(standby).id(), 2, degradeAfterNs(settings, name));
    }

    private static long degradeAfterNs(final Settings settings, final String name)
    {
        final String afterKey = key(settings, name, "degrade.after");
        final long afterNs = settings.durationNs(afterKey, "5s", 10 * MS, HOUR_NS);
        final StandbyLost lost =
            settings.choice(key(settings, name, "standby.lost"), StandbyLost.class, StandbyLost.STOP);
        if (StandbyLost.STOP == lost && settings.isSet(afterKey))
        {
            throw settings.wrong(afterKey, SystemUtil.formatDuration(afterNs), "is set, but market '" + name +
                "' stops when its standby is lost: set standby.lost=DEGRADE too, or neither");
        }

        return StandbyLost.DEGRADE == lost ? afterNs : 0;
    }

    private static void requireNode(
        final Settings settings, final Map<String, NodeAddress> nodes, final String key, final String name)
    {
        if (!nodes.containsKey(name))
        {
            throw settings.wrong(key, name, "is none of the nodes configured: " + String.join(", ", nodes.keySet()));
        }
    }

    /** The key of one market where it is set, else the key for all markets. */
    private static String key(final Settings settings, final String market, final String suffix)
    {
        final String own = "belay.market." + market + "." + suffix;
        final String all = "belay.market." + suffix;
        settings.has(all);

        return settings.isSet(own) ? own : all;
    }
}
