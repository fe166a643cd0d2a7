package io.belay.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.belay.node.NodeCounters.NodeField;
import io.belay.replication.OwnerState;
import org.agrona.concurrent.errors.ErrorLogReader;

/**
 * What can be seen of a node from another process: its mark file, its counters and its markets. Reading touches nothing.
 *
 * @param nodeName               of the node.
 * @param pid                    of its process.
 * @param alive                  whether that process and its counters are there.
 * @param starting               whether that process is there and does not show all its markets yet.
 * @param silentMs               how long ago that one of its agents was run which has not been for longest; about 100
 *                               when all is well, 0 when its process is not there.
 * @param startMs                when it was started, milliseconds since 1970.
 * @param aeronDirectory         of its media driver.
 * @param journalSequence        entries appended.
 * @param journalDurableSequence entries durable.
 * @param journalFailed          whether the journal refuses all.
 * @param clients                connected.
 * @param refused                appends refused.
 * @param defects                messages that could not be read.
 * @param errorCount             errors observed.
 * @param instance               random number of this run of the node.
 * @param values                 of the whole node, by field; a field that the node does not show is absent.
 * @param markets                by name.
 * @param errors                 distinct ones.
 */
public record NodeStatus(
    String nodeName,
    long pid,
    boolean alive,
    boolean starting,
    long silentMs,
    long startMs,
    String aeronDirectory,
    long journalSequence,
    long journalDurableSequence,
    boolean journalFailed,
    long clients,
    long refused,
    long defects,
    long errorCount,
    long instance,
    Map<NodeField, Long> values,
    List<Market> markets,
    List<ObservedError> errors)
{
    private static final int OWNER = 1;
    private static final int NEITHER = 3;

    /** Ten times as long as agents take between two beats, and longer than a disk may be busy. */
    private static final long STALLED_MS = 2_000;

    /**
     * @return whether the process is there, but an agent of it is not run: it was stopped, it hangs, or its disk does.
     *         After a while its driver gives such a node up, and it no longer counts as alive.
     */
    public boolean isStalled()
    {
        return silentMs >= STALLED_MS;
    }

    /**
     * @param field of the whole node.
     * @return its value, 0 when the node does not show it.
     */
    public long value(final NodeField field)
    {
        return values.getOrDefault(field, 0L);
    }

    /**
     * One market at the node.
     *
     * @param name   of the market.
     * @param id     of the market.
     * @param values by field; a field that the node does not show is absent.
     */
    public record Market(String name, long id, Map<MarketField, Long> values)
    {
        private static final String FOLLOWING = "FOLLOWING";

        private long value(final MarketField field)
        {
            return values.getOrDefault(field, 0L);
        }

        /**
         * @return whether the node owns it.
         */
        public boolean isOwner()
        {
            return OWNER == value(MarketField.ROLE);
        }

        /**
         * @return owner or standby.
         */
        public String role()
        {
            return isOwner() ? "owner" : NEITHER == value(MarketField.ROLE) ? "-" : "standby";
        }

        /**
         * @return the state of the owner's term, or of the standby's session.
         */
        public String state()
        {
            final int code = (int)value(MarketField.STATE);
            if (isOwner())
            {
                return ownerState(code);
            }

            return switch (code)
            {
                case 0 -> "WAITING";
                case 1 -> "OPENED";
                case 2 -> FOLLOWING;
                case 3 -> "BROKEN";
                default -> "STATE-" + code;
            };
        }

        /** A node of a newer version may have states that are unknown here. */
        private static String ownerState(final int code)
        {
            for (final OwnerState state : OwnerState.values())
            {
                if (state.code() == code)
                {
                    return state.name();
                }
            }

            return "STATE-" + code;
        }

        /**
         * @return whether an owned market is live, or a standby follows its owner.
         */
        public boolean isWell()
        {
            return NEITHER == value(MarketField.ROLE) ||
                (isOwner() ? OwnerState.LIVE.name() : FOLLOWING).equals(state());
        }

        /**
         * @return epoch of the term or session.
         */
        public long epoch()
        {
            return value(MarketField.EPOCH);
        }

        /**
         * @return W.
         */
        public int w()
        {
            return (int)value(MarketField.W);
        }

        /**
         * @return last txid.
         */
        public long txid()
        {
            return value(MarketField.TXID);
        }

        /**
         * @return highest txid known to be committed.
         */
        public long committedTxid()
        {
            return value(MarketField.COMMITTED_TXID);
        }

        /**
         * @return last position.
         */
        public long position()
        {
            return value(MarketField.POSITION);
        }

        /**
         * @return position durable in the own journal.
         */
        public long durablePosition()
        {
            return isOwner() ? value(MarketField.DURABLE_POSITION) : value(MarketField.POSITION);
        }

        /**
         * @return position durable at the standby, as the owner knows.
         */
        public long standbyPosition()
        {
            return value(MarketField.STANDBY_POSITION);
        }

        /**
         * @return whether the lag is that of now. While the standby is away, or is being matched and caught up, only
         *         what it had when it was last in step is known.
         */
        public boolean isLagKnown()
        {
            return isOwner() && 2 == w() && isWell();
        }

        /**
         * @return entries that the standby lacks, as the owner knows; of no meaning unless {@link #isLagKnown()}.
         */
        public long standbyLag()
        {
            return isOwner() && 2 == w() ? Math.max(0, position() - standbyPosition()) : 0;
        }

        /**
         * @return entries that the own journal has not acknowledged to the owner; 0 at a standby, which shows only what
         *         is durable.
         */
        public long ownLag()
        {
            return isOwner() ? Math.max(0, position() - durablePosition()) : 0;
        }

        /**
         * @return bytes of the frames among them, as clients sent them.
         */
        public long ownLagBytes()
        {
            return value(MarketField.OWN_LAG_BYTES);
        }

        /**
         * @return age in nanoseconds of the oldest of them, 0 when there is none.
         */
        public long ownLagNs()
        {
            return value(MarketField.OWN_LAG_NS);
        }

        /**
         * @return bytes of the frames that the standby has not acknowledged; of no meaning unless
         *         {@link #isLagKnown()}.
         */
        public long standbyLagBytes()
        {
            return value(MarketField.STANDBY_LAG_BYTES);
        }

        /**
         * @return age in nanoseconds of the oldest entry of this term that the standby has not acknowledged, 0 when
         *         there is none. It has a meaning also while the lag in entries has none.
         */
        public long standbyLagNs()
        {
            return value(MarketField.STANDBY_LAG_NS);
        }

        /**
         * @return time in nanoseconds within which half of the appends of the last second were answered by the owner, 0
         *         when none was.
         */
        public long ackP50Ns()
        {
            return value(MarketField.ACK_P50_NS);
        }

        /**
         * @return time in nanoseconds within which 99 in a hundred of them were.
         */
        public long ackP99Ns()
        {
            return value(MarketField.ACK_P99_NS);
        }

        /**
         * @return whether the configuration names other nodes than the journal.
         */
        public boolean configDiffers()
        {
            return 0 != value(MarketField.CONFIG_DIFFERS);
        }
    }

    /**
     * One distinct error.
     *
     * @param count   how often.
     * @param firstMs when first, milliseconds since 1970.
     * @param lastMs  when last.
     * @param text    with its stack.
     */
    public record ObservedError(int count, long firstMs, long lastMs, String text)
    {
        /** As a Throwable prints itself, and Aeron's own errors their category after it. */
        private static final Pattern CLASS_NAME =
            Pattern.compile("^(?:[a-z_]\\w*\\.)+(?:\\w+\\$)*(\\w+)(?:: (?:(?:ERROR|WARN|FATAL) - )?|$)");

        /**
         * @return what happened, without the stack and without the name of a class; where there are no other words,
         *         those of the class's name.
         */
        public String firstLine()
        {
            final int end = text.indexOf('\n');
            final String line = (end < 0 ? text : text.substring(0, end)).strip();
            final Matcher named = CLASS_NAME.matcher(line);
            if (!named.find())
            {
                return line;
            }

            final String words = line.substring(named.end()).strip();

            return words.isEmpty() ?
                named.group(1).replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT) : words;
        }
    }

    /**
     * Reads a node's mark file, and its counters and table of markets when its driver's are there.
     *
     * @param directory of the node.
     * @return what was seen.
     */
    public static NodeStatus read(final Path directory)
    {
        try (NodeMarkFile mark = NodeMarkFile.open(directory))
        {
            final SeenCounters counters = SeenCounters.read(
                mark.aeronDirectory(), mark.nodeId(), mark.instance());
            final List<ObservedError> errors = new ArrayList<>();
            ErrorLogReader.read(mark.errors(), (count, firstMs, lastMs, text) ->
                errors.add(new ObservedError(count, firstMs, lastMs, text)));

            final boolean isProcessAlive = mark.isAlive();

            return new NodeStatus(
                mark.nodeName(),
                mark.pid(),
                isProcessAlive && !counters.isEmpty(),
                isProcessAlive && isStarting(mark, counters),
                isProcessAlive ? Math.max(0, System.currentTimeMillis() - mark.activityMs()) : 0,
                mark.startMs(),
                mark.aeronDirectory(),
                counters.value(NodeField.JOURNAL_SEQUENCE),
                counters.value(NodeField.JOURNAL_DURABLE_SEQUENCE),
                0 != counters.value(NodeField.JOURNAL_FAILED),
                counters.value(NodeField.CLIENTS),
                counters.value(NodeField.APPENDS_REFUSED),
                counters.value(NodeField.DEFECTS),
                counters.value(NodeField.ERRORS),
                mark.instance(),
                counters.node(),
                counters.isEmpty() ?
                    List.of() : MarketTable.read(mark.aeronDirectory(), mark.nodeId(), mark.instance()),
                errors);
        }
    }

    /** Before a node has counters it has not moved on the time in its mark; one whose driver has dropped them has. */
    private static boolean isStarting(final NodeMarkFile mark, final SeenCounters counters)
    {
        return counters.isEmpty() ?
            mark.activityMs() == mark.startMs() : 0 == counters.value(NodeField.STARTED);
    }
}
