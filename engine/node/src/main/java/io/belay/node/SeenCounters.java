package io.belay.node;

import java.io.File;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.EnumMap;
import java.util.Map;

import io.aeron.CncFileDescriptor;
import io.belay.node.NodeCounters.NodeField;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * The counters of one node as a whole, as another process sees them.
 * <p>
 * The driver keeps those of a killed node for some seconds, while a new instance already has its own. Only those of the
 * instance that the mark file names are seen.
 */
final class SeenCounters
{
    private final int nodeId;
    private final long instance;
    private final Map<NodeField, Long> node = new EnumMap<>(NodeField.class);

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

    private void take(final CountersReader counters)
    {
        counters.forEach((counterId, typeId, key, label) ->
        {
            if (NodeCounters.NODE_TYPE_ID == typeId && nodeId == NodeCounters.nodeId(key) &&
                instance == NodeCounters.instance(key))
            {
                take(key, counters.getCounterValue(counterId));
            }
        });
    }

    private void take(final DirectBuffer key, final long value)
    {
        final NodeField field = NodeField.of(NodeCounters.field(key));
        if (null != field)
        {
            node.put(field, value);
        }
    }
}
