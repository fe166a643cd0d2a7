package io.belay.transport;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

import io.aeron.Aeron;
import io.aeron.Counter;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * The counter by which a node tells the clients of its driver where to send appends.
 * <pre>
 *   0        4                   8              12
 *  +--------+-------------------+--------------+-----------
 *  | int32  | int32             | int32        | node name
 *  | node id| append stream id  | name length  | in UTF-8
 *  +--------+-------------------+--------------+-----------
 * </pre>
 * All little-endian. The counter lives as long as the node's Aeron client.
 *
 * @param nodeId         of the node.
 * @param appendStreamId where it takes appends, over IPC.
 * @param nodeName       of the node.
 * @param registrationId of the counter: the newest one of a name counts.
 */
public record NodeCounter(int nodeId, int appendStreamId, String nodeName, long registrationId)
{
    /** Type id of the counter. */
    public static final int TYPE_ID = 7400;

    private static final int NAME_LENGTH_OFFSET = 8;
    private static final int NAME_OFFSET = 12;

    /**
     * Shows a node to clients.
     *
     * @param aeron          client of the node.
     * @param nodeId         of the node.
     * @param appendStreamId where it takes appends.
     * @param nodeName       of the node.
     * @return the counter; closing it hides the node.
     */
    public static Counter publish(
        final Aeron aeron, final int nodeId, final int appendStreamId, final String nodeName)
    {
        final byte[] name = nodeName.getBytes(UTF_8);
        final UnsafeBuffer key = new UnsafeBuffer(new byte[NAME_OFFSET + name.length]);
        key.putInt(0, nodeId, LITTLE_ENDIAN);
        key.putInt(4, appendStreamId, LITTLE_ENDIAN);
        key.putInt(NAME_LENGTH_OFFSET, name.length, LITTLE_ENDIAN);
        key.putBytes(NAME_OFFSET, name);
        final UnsafeBuffer label = new UnsafeBuffer(("belay-node: " + nodeName).getBytes(UTF_8));

        return aeron.addCounter(TYPE_ID, key, 0, key.capacity(), label, 0, label.capacity());
    }

    /**
     * Finds the nodes that use a driver.
     *
     * @param counters of the driver.
     * @return all that are shown, in no order; a node that died may be among them for some seconds.
     */
    public static List<NodeCounter> find(final CountersReader counters)
    {
        final List<NodeCounter> found = new ArrayList<>();
        counters.forEach((counterId, typeId, key, label) ->
        {
            if (TYPE_ID == typeId)
            {
                found.add(read(key, counters.getCounterRegistrationId(counterId)));
            }
        });

        return found;
    }

    private static NodeCounter read(final DirectBuffer key, final long registrationId)
    {
        final int length = key.getInt(NAME_LENGTH_OFFSET, LITTLE_ENDIAN);
        final byte[] name = new byte[Math.max(0, Math.min(length, key.capacity() - NAME_OFFSET))];
        key.getBytes(NAME_OFFSET, name);

        return new NodeCounter(
            key.getInt(0, LITTLE_ENDIAN), key.getInt(4, LITTLE_ENDIAN), new String(name, UTF_8), registrationId);
    }
}
