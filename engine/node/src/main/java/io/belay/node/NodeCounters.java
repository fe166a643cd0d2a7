package io.belay.node;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.charset.StandardCharsets;

import io.aeron.Aeron;
import io.aeron.Counter;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The counters by which a node as a whole is seen from outside; its markets are in a {@link MarketTable}.
 * <p>
 * A counter's key is laid out as: int32 node id, int32 field, int64 random number of this run of the node, int32 length
 * and UTF-8 of the node's name. All little-endian.
 */
public final class NodeCounters
{
    /** Type id of a counter of the whole node. 7400 is that by which clients find it, see the transport's NodeCounter. */
    public static final int NODE_TYPE_ID = 7402;

    private final Aeron aeron;
    private final int nodeId;
    private final String nodeName;
    private final long instance;

    /** What a node's counter shows. */
    public enum NodeField
    {
        /** Entries appended to the journal. */
        JOURNAL_SEQUENCE(0, "journal-sequence"),
        /** Entries of the journal that are durable. */
        JOURNAL_DURABLE_SEQUENCE(1, "journal-durable-sequence"),
        /** 1 when the journal has failed. */
        JOURNAL_FAILED(2, "journal-failed"),
        /** Connected clients. */
        CLIENTS(3, "clients"),
        /** Appends refused. */
        APPENDS_REFUSED(4, "appends-refused"),
        /** Messages that could not be read. */
        DEFECTS(5, "messages-unreadable"),
        /** Errors observed. */
        ERRORS(6, "errors"),
        /** 1 once each market of the node has its row in the table, and its values have been set. */
        STARTED(7, "started"),
        /** Appends numbered by the owner. */
        APPENDS(8, "appends"),
        /** Appends answered DURABLE. */
        ACKS(9, "acks"),
        /** Appends answered UNKNOWN. */
        UNKNOWN(10, "appends-unknown"),
        /** Half of the appends answered in the last second took no longer at the owner; 0 when none was answered. */
        ACK_P50_NS(11, "ack-p50-ns"),
        /** The same of 99 in a hundred. */
        ACK_P99_NS(12, "ack-p99-ns"),
        /** The same of 999 in a thousand. */
        ACK_P999_NS(13, "ack-p999-ns"),
        /** The slowest of them. */
        ACK_MAX_NS(14, "ack-max-ns"),
        /** Bytes of the entries appended to the journal. */
        JOURNAL_BYTES(15, "journal-bytes"),
        /** Forces of the journal. */
        FORCES(16, "forces"),
        /** Half of the forces of the last second took no longer; 0 when there was none. */
        FORCE_P50_NS(17, "force-p50-ns"),
        /** The same of 99 in a hundred. */
        FORCE_P99_NS(18, "force-p99-ns"),
        /** The slowest of them. */
        FORCE_MAX_NS(19, "force-max-ns"),
        /** Bytes that the owner agent's thread has allocated since it began; 0 where the JVM does not count them. */
        OWNER_ALLOCATED(20, "allocated-bytes-of-owner-thread"),
        /** The same of the journal agent's thread. Both are one thread where the node runs on one. */
        JOURNAL_ALLOCATED(21, "allocated-bytes-of-journal-thread");

        final int code;
        final String label;

        NodeField(final int code, final String label)
        {
            this.code = code;
            this.label = label;
        }

        /**
         * @param code in a counter's key.
         * @return the field, or null for one of a newer version.
         */
        public static NodeField of(final int code)
        {
            for (final NodeField field : values())
            {
                if (field.code == code)
                {
                    return field;
                }
            }

            return null;
        }
    }

    NodeCounters(final Aeron aeron, final int nodeId, final String nodeName, final long instance)
    {
        this.aeron = aeron;
        this.nodeId = nodeId;
        this.nodeName = nodeName;
        this.instance = instance;
    }

    static int nodeId(final DirectBuffer key)
    {
        return key.getInt(0, LITTLE_ENDIAN);
    }

    static int field(final DirectBuffer key)
    {
        return key.getInt(4, LITTLE_ENDIAN);
    }

    /** Of the key of a counter of the whole node. */
    static long instance(final DirectBuffer key)
    {
        return key.getLong(8, LITTLE_ENDIAN);
    }

    /** Of the key of a counter of the whole node; what is no name is told from each name by a character. */
    static String nodeName(final DirectBuffer key)
    {
        final int length = key.getInt(16, LITTLE_ENDIAN);
        if (length < 0 || length > key.capacity() - 20)
        {
            return "?";
        }

        final byte[] name = new byte[length];
        key.getBytes(20, name);

        return new String(name, StandardCharsets.UTF_8);
    }

    Counter node(final NodeField field)
    {
        final byte[] name = nodeName.getBytes(StandardCharsets.UTF_8);
        final UnsafeBuffer key = new UnsafeBuffer(new byte[20 + name.length]);
        key.putInt(0, nodeId, LITTLE_ENDIAN);
        key.putInt(4, field.code, LITTLE_ENDIAN);
        key.putLong(8, instance, LITTLE_ENDIAN);
        key.putInt(16, name.length, LITTLE_ENDIAN);
        key.putBytes(20, name);

        return add(NODE_TYPE_ID, key, "belay-node-" + field.label + ": node=" + nodeName);
    }

    private Counter add(final int typeId, final UnsafeBuffer key, final String label)
    {
        final UnsafeBuffer text = new UnsafeBuffer(label.getBytes(StandardCharsets.US_ASCII));

        return aeron.addCounter(typeId, key, 0, key.capacity(), text, 0, text.capacity());
    }
}
