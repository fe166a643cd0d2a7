package io.belay.transport;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.aeron.Aeron;
import io.aeron.Counter;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
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

    private static final String LABEL_PREFIX = "belay-node: ";
    private static final int STREAM_OFFSET = 4;
    private static final int NAME_LENGTH_OFFSET = 8;
    private static final int NAME_OFFSET = 12;

    /** Longest name in bytes of UTF-8: what a counter's key leaves. */
    public static final int NAME_LENGTH_MAX = CountersReader.MAX_KEY_LENGTH - NAME_OFFSET;

    /**
     * Shows a node to clients. Show it only when it listens, and hide it first when it stops.
     *
     * @param aeron          client of the node.
     * @param nodeId         of the node.
     * @param appendStreamId where it takes requests, over IPC.
     * @param nodeName       of the node, up to {@link #NAME_LENGTH_MAX} bytes.
     * @return the counter; closing it hides the node.
     */
    public static Counter publish(
        final Aeron aeron, final int nodeId, final int appendStreamId, final String nodeName)
    {
        final UnsafeBuffer key = new UnsafeBuffer(new byte[CountersReader.MAX_KEY_LENGTH]);
        final int keyLength = write(key, nodeId, appendStreamId, nodeName);
        final UnsafeBuffer label = new UnsafeBuffer((LABEL_PREFIX + nodeName).getBytes(UTF_8));

        return aeron.addCounter(TYPE_ID, key, 0, keyLength, label, 0, label.capacity());
    }

    /**
     * Finds the nodes that use a driver.
     *
     * @param counters of the driver.
     * @return all that are shown, in no order; a node that died may be among them for some seconds. What is no node's
     * key is left out.
     */
    public static List<NodeCounter> find(final CountersReader counters)
    {
        final List<NodeCounter> found = new ArrayList<>();
        counters.forEach((counterId, typeId, key, label) ->
        {
            final NodeCounter node =
                TYPE_ID == typeId ? read(key, counters.getCounterRegistrationId(counterId)) : null;
            // Its owner may free the counter, and another one take its place, while the key is read.
            if (null != node &&
                CountersReader.RECORD_ALLOCATED == counters.getCounterState(counterId) &&
                node.registrationId == counters.getCounterRegistrationId(counterId))
            {
                found.add(node);
            }
        });

        return found;
    }

    /**
     * Picks a node.
     *
     * @param counters of the driver.
     * @param nodeName of the node, or null for the only one.
     * @return the newest that has the name, or null when there is none.
     * @throws NodeNotFoundException when no name was given and several are there.
     */
    public static NodeCounter newest(final CountersReader counters, final String nodeName)
    {
        NodeCounter newest = null;
        final Set<String> names = new TreeSet<>();
        for (final NodeCounter node : find(counters))
        {
            if (null == nodeName || nodeName.equals(node.nodeName))
            {
                names.add(node.nodeName);
                newest = null == newest || node.registrationId > newest.registrationId ? node : newest;
            }
        }
        if (names.size() > 1)
        {
            throw new NodeNotFoundException(NodeNotFoundException.Reason.SEVERAL_NODES,
                "several nodes use the media driver: " + String.join(", ", names) + "; name the one you mean");
        }

        return newest;
    }

    static int write(
        final MutableDirectBuffer key, final int nodeId, final int appendStreamId, final String nodeName)
    {
        final byte[] name = nodeName.getBytes(UTF_8);
        if (0 == name.length || name.length > NAME_LENGTH_MAX)
        {
            throw new IllegalArgumentException("node name '" + nodeName + "' has " + name.length +
                " bytes, not 1 to " + NAME_LENGTH_MAX);
        }
        key.putInt(0, nodeId, LITTLE_ENDIAN);
        key.putInt(STREAM_OFFSET, appendStreamId, LITTLE_ENDIAN);
        key.putInt(NAME_LENGTH_OFFSET, name.length, LITTLE_ENDIAN);
        key.putBytes(NAME_OFFSET, name);

        return NAME_OFFSET + name.length;
    }

    static NodeCounter read(final DirectBuffer key, final long registrationId)
    {
        final int length = key.getInt(NAME_LENGTH_OFFSET, LITTLE_ENDIAN);
        if (length < 1 || length > Math.min(NAME_LENGTH_MAX, key.capacity() - NAME_OFFSET))
        {
            return null;
        }
        final byte[] name = new byte[length];
        key.getBytes(NAME_OFFSET, name);

        return new NodeCounter(
            key.getInt(0, LITTLE_ENDIAN),
            key.getInt(STREAM_OFFSET, LITTLE_ENDIAN),
            new String(name, UTF_8),
            registrationId);
    }
}
