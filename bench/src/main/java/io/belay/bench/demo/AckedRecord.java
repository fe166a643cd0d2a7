package io.belay.bench.demo;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.belay.bench.flow.OrderEvent;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Layout of what the trading process remembers of one acknowledged event.
 * <pre>
 *   0       8           16                24      32
 *  +-------+-----------+-----------------+-------+--------------- - -
 *  | txid  | client id | client sequence | market| the event's bytes
 *  |       |           |                 | id    |
 *  +-------+-----------+-----------------+-------+--------------- - - 80
 * </pre>
 * All fields are little-endian.
 */
final class AckedRecord
{
    static final int LENGTH = 32 + OrderEvent.LENGTH;
    static final int BYTES_OFFSET = 32;

    private static final int CLIENT_ID_OFFSET = 8;
    private static final int CLIENT_SEQUENCE_OFFSET = 16;
    private static final int MARKET_ID_OFFSET = 24;

    private AckedRecord()
    {
    }

    static void write(
        final MutableDirectBuffer buffer,
        final int offset,
        final long marketId,
        final long txid,
        final long clientId,
        final long clientSequence,
        final DirectBuffer event,
        final int eventOffset)
    {
        buffer.putLong(offset, txid, LITTLE_ENDIAN);
        buffer.putLong(offset + CLIENT_ID_OFFSET, clientId, LITTLE_ENDIAN);
        buffer.putLong(offset + CLIENT_SEQUENCE_OFFSET, clientSequence, LITTLE_ENDIAN);
        buffer.putLong(offset + MARKET_ID_OFFSET, marketId, LITTLE_ENDIAN);
        buffer.putBytes(offset + BYTES_OFFSET, event, eventOffset, OrderEvent.LENGTH);
    }

    static long txid(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset, LITTLE_ENDIAN);
    }

    static long clientId(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + CLIENT_ID_OFFSET, LITTLE_ENDIAN);
    }

    static long clientSequence(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + CLIENT_SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    static long marketId(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + MARKET_ID_OFFSET, LITTLE_ENDIAN);
    }
}
