package io.belay.node;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.File;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.aeron.Aeron;
import io.aeron.CncFileDescriptor;
import io.belay.node.NodeCounters.MarketField;
import io.belay.node.NodeCounters.NodeField;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * The counters of one node, as another process sees them.
 * <p>
 * The driver keeps those of a killed node for some seconds, while a new instance already has its own. Only those of the
 * instance that the mark file names are seen.
 */
final class SeenCounters
{
    private final int nodeId;
    private final long instance;
    private final Map<NodeField, Long> node = new EnumMap<>(NodeField.class);
    private final Map<String, NodeStatus.Market> markets = new TreeMap<>();

    private SeenCounters(final int nodeId, final long instance)
    {
        this.nodeId = nodeId;
        this.instance = instance;
    }

    /**
     * Reads them. Nothing is seen where no driver is, or one that has not finished its start.
     */
    static SeenCounters read(final String aeronDirectory, final int nodeId, final long instance)
    {
        final SeenCounters seen = new SeenCounters(nodeId, instance);
        final File cnc = new File(aeronDirectory, CncFileDescriptor.CNC_FILE);
        if (cnc.length() < CncFileDescriptor.END_OF_METADATA_OFFSET)
        {
            return seen;
        }

        final MappedByteBuffer mapping =
            IoUtil.mapExistingFile(cnc, FileChannel.MapMode.READ_ONLY, CncFileDescriptor.CNC_FILE);
        try
        {
            final UnsafeBuffer metaData = CncFileDescriptor.createMetaDataBuffer(mapping);
            if (0 != metaData.getIntVolatile(CncFileDescriptor.cncVersionOffset(0)) &&
                CncFileDescriptor.isCncFileLengthSufficient(metaData, mapping.capacity()))
            {
                seen.take(new CountersReader(
                    CncFileDescriptor.createCountersMetaDataBuffer(mapping, metaData),
                    CncFileDescriptor.createCountersValuesBuffer(mapping, metaData)));
            }
        }
        finally
        {
            IoUtil.unmap(mapping);
        }

        return seen;
    }

    boolean isEmpty()
    {
        return node.isEmpty();
    }

    long value(final NodeField field)
    {
        return node.getOrDefault(field, 0L);
    }

    Map<NodeField, Long> node()
    {
        return Map.copyOf(node);
    }

    List<NodeStatus.Market> markets()
    {
        return List.copyOf(markets.values());
    }

    private void take(final CountersReader counters)
    {
        final long clientId = clientId(counters);
        counters.forEach((counterId, typeId, key, label) ->
        {
            if (isOurs(typeId, key) && clientId == counters.getCounterOwnerId(counterId))
            {
                take(typeId, key, counters.getCounterValue(counterId));
            }
        });
    }

    /** The Aeron client of the instance: each has one of its own. */
    private long clientId(final CountersReader counters)
    {
        final long[] found = {Aeron.NULL_VALUE};
        counters.forEach((counterId, typeId, key, label) ->
        {
            if (NodeCounters.NODE_TYPE_ID == typeId && isOurs(typeId, key) && instance == NodeCounters.instance(key))
            {
                found[0] = counters.getCounterOwnerId(counterId);
            }
        });

        return found[0];
    }

    private boolean isOurs(final int typeId, final DirectBuffer key)
    {
        return (NodeCounters.NODE_TYPE_ID == typeId || NodeCounters.MARKET_TYPE_ID == typeId) &&
            nodeId == NodeCounters.nodeId(key);
    }

    private void take(final int typeId, final DirectBuffer key, final long value)
    {
        final int field = NodeCounters.field(key);
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
                (text) -> new NodeStatus.Market(text, id, new EnumMap<>(MarketField.class)))
                .values().put(marketField, value);
        }
    }
}
