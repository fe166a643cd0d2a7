package io.belay.node;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.File;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.agrona.BitUtil;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a node shows of its markets to other processes: a file in the media driver's directory, beside the counters.
 * <pre>
 *   0         4      8          12            16         64
 *  +---------+------+----------+-------------+----------+-----+-----+- - -
 *  | version | rows | length   | number of   | instance | row | row |
 *  |         |      | of a row | fields      |          |     |     |
 *  +---------+------+----------+-------------+----------+-----+-----+- - -
 *
 *  row:  int64 value of each field | int64 market id | int32 length and UTF-8 of the market's name
 * </pre>
 * All little-endian. They are no Aeron counters, for a driver has room for 8,192 of those and takes each one by a round
 * trip: a thousand markets filled it, and took twenty seconds to start. Nor is the file in the node's directory: setting
 * a value there could wait for the disk that the journal forces.
 */
final class MarketTable
{
    private static final int VERSION = 1;
    private static final int ROWS_OFFSET = 4;
    private static final int ROW_LENGTH_OFFSET = 8;
    private static final int FIELDS_OFFSET = 12;
    private static final int INSTANCE_OFFSET = 16;
    private static final int HEADER_LENGTH = 64;
    private static final int FIELDS = MarketField.values().length;
    private static final int ID_OFFSET = FIELDS * Long.BYTES;
    private static final int NAME_LENGTH_OFFSET = ID_OFFSET + Long.BYTES;
    private static final int NAME_OFFSET = NAME_LENGTH_OFFSET + Integer.BYTES;

    private final UnsafeBuffer buffer;
    private final int rowLength;
    private int rows;

    /** One market. Of the thread of the agent that it shows. */
    static final class Row
    {
        private final UnsafeBuffer buffer;
        private final int offset;

        private Row(final UnsafeBuffer buffer, final int offset)
        {
            this.buffer = buffer;
            this.offset = offset;
        }

        void set(final MarketField field, final long value)
        {
            buffer.putLongRelease(offset + field.code * Long.BYTES, value);
        }
    }

    /** The mapping is let go by the collector, not by hand: an agent may set a value as long as it lives. */
    private MarketTable(final UnsafeBuffer buffer, final int rowLength)
    {
        this.buffer = buffer;
        this.rowLength = rowLength;
    }

    private static File file(final String aeronDirectory, final int nodeId)
    {
        return new File(aeronDirectory, "belay-node-" + nodeId + ".markets");
    }

    /**
     * Makes an empty one in place of that of an earlier run.
     *
     * @param names of the markets that may be added.
     */
    static MarketTable create(
        final String aeronDirectory, final int nodeId, final long instance, final List<String> names)
    {
        final File file = file(aeronDirectory, nodeId);
        final int longest = names.stream().mapToInt((name) -> name.getBytes(StandardCharsets.UTF_8).length)
            .max().orElse(0);
        final int rowLength = BitUtil.align(NAME_OFFSET + longest, BitUtil.CACHE_LINE_LENGTH);
        IoUtil.deleteIfExists(file);
        final UnsafeBuffer buffer =
            new UnsafeBuffer(IoUtil.mapNewFile(file, HEADER_LENGTH + (long)names.size() * rowLength));
        buffer.putInt(ROW_LENGTH_OFFSET, rowLength, LITTLE_ENDIAN);
        buffer.putInt(FIELDS_OFFSET, FIELDS, LITTLE_ENDIAN);
        buffer.putLong(INSTANCE_OFFSET, instance, LITTLE_ENDIAN);
        buffer.putIntRelease(0, VERSION);

        return new MarketTable(buffer, rowLength);
    }

    /** Before the agents start. */
    Row add(final long marketId, final String marketName)
    {
        final int offset = HEADER_LENGTH + rows * rowLength;
        final byte[] name = marketName.getBytes(StandardCharsets.UTF_8);
        buffer.putLong(offset + ID_OFFSET, marketId, LITTLE_ENDIAN);
        buffer.putInt(offset + NAME_LENGTH_OFFSET, name.length, LITTLE_ENDIAN);
        buffer.putBytes(offset + NAME_OFFSET, name);
        rows++;
        buffer.putIntRelease(ROWS_OFFSET, rows);

        return new Row(buffer, offset);
    }

    /**
     * Reads what a run of a node shows. Nothing is seen where there is no file, or one of another run or version.
     *
     * @return the markets by name.
     */
    static List<NodeStatus.Market> read(final String aeronDirectory, final int nodeId, final long instance)
    {
        final File file = file(aeronDirectory, nodeId);
        if (file.length() < HEADER_LENGTH)
        {
            return List.of();
        }

        final MappedByteBuffer mapping = IoUtil.mapExistingFile(file, FileChannel.MapMode.READ_ONLY, file.getName());
        try
        {
            final UnsafeBuffer buffer = new UnsafeBuffer(mapping);
            final boolean isSeen =
                VERSION == buffer.getIntVolatile(0) && instance == buffer.getLong(INSTANCE_OFFSET, LITTLE_ENDIAN);

            return isSeen ? markets(buffer) : List.of();
        }
        finally
        {
            IoUtil.unmap(mapping);
        }
    }

    private static List<NodeStatus.Market> markets(final UnsafeBuffer buffer)
    {
        final List<NodeStatus.Market> markets = new ArrayList<>();
        final int rows = buffer.getIntVolatile(ROWS_OFFSET);
        final int rowLength = buffer.getInt(ROW_LENGTH_OFFSET, LITTLE_ENDIAN);
        final int fields = buffer.getInt(FIELDS_OFFSET, LITTLE_ENDIAN);
        for (int i = 0; i < rows; i++)
        {
            final int offset = HEADER_LENGTH + i * rowLength;
            final Map<MarketField, Long> values = new EnumMap<>(MarketField.class);
            for (final MarketField field : MarketField.values())
            {
                if (field.code < fields)
                {
                    values.put(field, buffer.getLongVolatile(offset + field.code * Long.BYTES));
                }
            }

            final int idOffset = offset + fields * Long.BYTES;
            final byte[] name = new byte[buffer.getInt(idOffset + Long.BYTES, LITTLE_ENDIAN)];
            buffer.getBytes(idOffset + Long.BYTES + Integer.BYTES, name);
            markets.add(new NodeStatus.Market(
                new String(name, StandardCharsets.UTF_8), buffer.getLong(idOffset, LITTLE_ENDIAN), values));
        }

        markets.sort(Comparator.comparing(NodeStatus.Market::name));

        return markets;
    }
}
