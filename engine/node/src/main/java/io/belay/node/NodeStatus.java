package io.belay.node;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.File;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.aeron.CncFileDescriptor;
import io.belay.node.NodeCounters.MarketField;
import io.belay.node.NodeCounters.NodeField;
import io.belay.replication.OwnerState;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.errors.ErrorLogReader;
import org.agrona.concurrent.status.CountersReader;

/**
 * What can be seen of a node from another process: its mark file and its counters. Reading touches nothing.
 *
 * @param nodeName               of the node.
 * @param pid                    of its process.
 * @param alive                  whether that process and its counters are there.
 * @param startMs                when it was started, milliseconds since 1970.
 * @param aeronDirectory         of its media driver.
 * @param journalSequence        entries appended.
 * @param journalDurableSequence entries durable.
 * @param journalFailed          whether the journal refuses all.
 * @param clients                connected.
 * @param refused                appends refused.
 * @param defects                messages that could not be read.
 * @param errorCount             errors observed.
 * @param markets                by name.
 * @param errors                 distinct ones.
 */
public record NodeStatus(
    String nodeName,
    long pid,
    boolean alive,
    long startMs,
    String aeronDirectory,
    long journalSequence,
    long journalDurableSequence,
    boolean journalFailed,
    long clients,
    long refused,
    long defects,
    long errorCount,
    List<Market> markets,
    List<ObservedError> errors)
{
    private static final int OWNER = 1;

    /**
     * One market at the node.
     *
     * @param name   of the market.
     * @param id     of the market.
     * @param values by field; a field that the node does not show is absent.
     */
    public record Market(String name, long id, Map<MarketField, Long> values)
    {
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
            return isOwner() ? "owner" : "standby";
        }

        /**
         * @return the state of the owner's term, or of the standby's session.
         */
        public String state()
        {
            final int code = (int)value(MarketField.STATE);
            if (isOwner())
            {
                return OwnerState.of(code).name();
            }

            return switch (code)
            {
                case 0 -> "WAITING";
                case 1 -> "OPENED";
                case 2 -> "FOLLOWING";
                default -> "BROKEN";
            };
        }

        /**
         * @return whether an owned market is live; a standby is always well.
         */
        public boolean isWell()
        {
            return !isOwner() || OwnerState.LIVE.name().equals(state());
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
         * @return entries that the standby lacks, as the owner knows.
         */
        public long standbyLag()
        {
            return isOwner() && 2 == w() ? Math.max(0, position() - standbyPosition()) : 0;
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
        /**
         * @return what happened, without the stack.
         */
        public String firstLine()
        {
            final int end = text.indexOf('\n');

            return (end < 0 ? text : text.substring(0, end)).strip();
        }
    }

    /**
     * Reads a node's mark file, and its counters when its driver's are there.
     *
     * @param directory of the node.
     * @return what was seen.
     */
    public static NodeStatus read(final Path directory)
    {
        try (NodeMarkFile mark = NodeMarkFile.open(directory))
        {
            final Map<NodeField, Long> node = new EnumMap<>(NodeField.class);
            final Map<String, Market> markets = new TreeMap<>();
            final boolean hasCounters = readCounters(mark, node, markets);
            final List<ObservedError> errors = new ArrayList<>();
            ErrorLogReader.read(mark.errors(), (count, firstMs, lastMs, text) ->
                errors.add(new ObservedError(count, firstMs, lastMs, text)));

            return new NodeStatus(
                mark.nodeName(),
                mark.pid(),
                mark.isAlive() && hasCounters,
                mark.startMs(),
                mark.aeronDirectory(),
                node.getOrDefault(NodeField.JOURNAL_SEQUENCE, 0L),
                node.getOrDefault(NodeField.JOURNAL_DURABLE_SEQUENCE, 0L),
                0 != node.getOrDefault(NodeField.JOURNAL_FAILED, 0L),
                node.getOrDefault(NodeField.CLIENTS, 0L),
                node.getOrDefault(NodeField.APPENDS_REFUSED, 0L),
                node.getOrDefault(NodeField.DEFECTS, 0L),
                node.getOrDefault(NodeField.ERRORS, 0L),
                List.copyOf(markets.values()),
                errors);
        }
    }

    private static boolean readCounters(
        final NodeMarkFile mark, final Map<NodeField, Long> node, final Map<String, Market> markets)
    {
        final File cnc = new File(mark.aeronDirectory(), CncFileDescriptor.CNC_FILE);
        if (!cnc.exists() || 0 == cnc.length())
        {
            return false;
        }

        final MappedByteBuffer mapping =
            IoUtil.mapExistingFile(cnc, FileChannel.MapMode.READ_ONLY, CncFileDescriptor.CNC_FILE);
        try
        {
            final DirectBuffer metaData = CncFileDescriptor.createMetaDataBuffer(mapping);
            final CountersReader counters = new CountersReader(
                CncFileDescriptor.createCountersMetaDataBuffer(mapping, metaData),
                CncFileDescriptor.createCountersValuesBuffer(mapping, metaData));
            counters.forEach((counterId, typeId, key, label) ->
                take(counters, counterId, typeId, key, mark.nodeId(), node, markets));
        }
        finally
        {
            IoUtil.unmap(mapping);
        }

        return !node.isEmpty();
    }

    private static void take(
        final CountersReader counters,
        final int counterId,
        final int typeId,
        final DirectBuffer key,
        final int nodeId,
        final Map<NodeField, Long> node,
        final Map<String, Market> markets)
    {
        if ((NodeCounters.NODE_TYPE_ID != typeId && NodeCounters.MARKET_TYPE_ID != typeId) ||
            nodeId != key.getInt(0, LITTLE_ENDIAN))
        {
            return;
        }

        final int field = key.getInt(4, LITTLE_ENDIAN);
        final long value = counters.getCounterValue(counterId);
        if (NodeCounters.NODE_TYPE_ID == typeId)
        {
            final NodeField nodeField = NodeField.of(field);
            if (null != nodeField)
            {
                node.put(nodeField, value);
            }

            return;
        }

        final MarketField marketField = MarketField.of(field);
        if (null != marketField)
        {
            final byte[] name = new byte[key.getInt(16, LITTLE_ENDIAN)];
            key.getBytes(20, name);
            final long id = key.getLong(8, LITTLE_ENDIAN);
            markets.computeIfAbsent(
                new String(name, StandardCharsets.UTF_8),
                (text) -> new Market(text, id, new EnumMap<>(MarketField.class))).values().put(marketField, value);
        }
    }
}
