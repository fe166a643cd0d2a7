package io.belay.crash;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What one trading process did and was told, in a file in memory that outlives it: written before an append is sent, and
 * before anything else is done about its outcome. The harness reads it at any time, and leaves its wishes there.
 * <pre>
 *   0        8       16       24          32        40      4096
 *  +--------+-------+--------+-----------+---------+-- - -+--------+--------+-- - -
 *  | count  | wish  | state  | connects  | durable |      | append | append |
 *  +--------+-------+--------+-----------+---------+-- - -+--------+--------+-- - -
 *
 *  an append:
 *   0        8         16       24      32    40     48   56    64    72   76    80  84     88      92
 *  +--------+---------+--------+-------+-----+------+----+-----+-----+----+-----+---+------+-------+
 *  | client | client  | market | number| txid| epoch| HLC| sent|ended| CRC| fate| W | re-  | tries |
 *  | id     | sequence| id     |       |     |      |    | ns  | ns  | 32C|     |   | peat |       |
 *  +--------+---------+--------+-------+-----+------+----+-----+-----+----+-----+---+------+-------+
 * </pre>
 * Behind all appends are the bytes of the last few, so that they can be sent again, by a later process too: each a
 * length and room for the longest. One process writes appends; all fields are little-endian.
 */
final class History implements AutoCloseable
{
    /** Appends that fit. */
    static final int CAPACITY = 1 << 19;

    private static final int WISH = 8;
    private static final int STATE = 16;
    private static final int CONNECTS = 24;
    private static final int DURABLE_COUNT = 32;
    private static final int HEADER_LENGTH = 4096;

    private static final int CLIENT_SEQUENCE = 8;
    private static final int MARKET_ID = 16;
    private static final int NUMBER = 24;
    private static final int TXID = 32;
    private static final int EPOCH = 40;
    private static final int HLC = 48;
    private static final int SENT_NS = 56;
    private static final int ENDED_NS = 64;
    private static final int CRC = 72;
    private static final int FATE = 76;
    private static final int W = 80;
    private static final int REPEATED = 84;
    private static final int TRIES = 88;
    private static final int LENGTH = 96;

    /** Appends whose bytes are kept: a power of two. */
    static final int KEPT = 512;
    private static final int BYTES_LENGTH = 8 + TradingProcess.LENGTH_MAX;
    private static final int BYTES = HEADER_LENGTH + CAPACITY * LENGTH;

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer buffer;

    /** What the harness wants of the process. */
    enum Wish
    {
        /** Appends at its pace. */
        TRADE(0),
        /** Long appends, as fast as they are taken. */
        HURRY(1),
        /** No new appends. */
        REST(2),
        /** To end. */
        END(3);

        private static final Wish[] BY_CODE = {TRADE, HURRY, REST, END};

        private final int code;

        Wish(final int code)
        {
            this.code = code;
        }
    }

    private History(final MappedByteBuffer mapped)
    {
        this.mapped = mapped;
        buffer = new UnsafeBuffer(mapped);
    }

    static History create(final Path path)
    {
        return new History(IoUtil.mapNewFile(path.toFile(), BYTES + (long)KEPT * BYTES_LENGTH, false));
    }

    static History open(final Path path)
    {
        return new History(IoUtil.mapExistingFile(path.toFile(), "history"));
    }

    void wish(final Wish wish)
    {
        buffer.putLongVolatile(WISH, wish.code);
    }

    Wish wish()
    {
        return Wish.BY_CODE[(int)buffer.getLongVolatile(WISH)];
    }

    /** The process has nothing in flight and makes no append before the wish changes. */
    void isAtRest(final boolean value)
    {
        buffer.putLongVolatile(STATE, value ? 1 : 0);
    }

    boolean isAtRest()
    {
        return 1 == buffer.getLongVolatile(STATE);
    }

    void connected()
    {
        buffer.putLongVolatile(CONNECTS, buffer.getLong(CONNECTS) + 1);
    }

    long connects()
    {
        return buffer.getLongVolatile(CONNECTS);
    }

    int count()
    {
        return (int)buffer.getLongVolatile(0);
    }

    boolean isFull()
    {
        return CAPACITY == count();
    }

    /** Writes down an append that is about to be sent; answers where. */
    int sent(
        final long clientId, final long clientSequence, final long marketId, final long number, final int crc,
        final long nowNs, final DirectBuffer bytes, final int length)
    {
        final int index = count();
        final int offset = offset(index);
        final int kept = keptOffset(index);
        buffer.putInt(kept, length, LITTLE_ENDIAN);
        buffer.putBytes(kept + 8, bytes, 0, length);
        buffer.putLong(offset, clientId, LITTLE_ENDIAN);
        buffer.putLong(offset + CLIENT_SEQUENCE, clientSequence, LITTLE_ENDIAN);
        buffer.putLong(offset + MARKET_ID, marketId, LITTLE_ENDIAN);
        buffer.putLong(offset + NUMBER, number, LITTLE_ENDIAN);
        buffer.putLong(offset + SENT_NS, nowNs, LITTLE_ENDIAN);
        buffer.putInt(offset + CRC, crc, LITTLE_ENDIAN);
        buffer.putInt(offset + TRIES, 1, LITTLE_ENDIAN);
        buffer.putIntVolatile(offset + FATE, Fate.IN_FLIGHT.code());
        buffer.putLongVolatile(0, index + 1L);

        return index;
    }

    /** An append is about to be sent again. */
    void sentAgain(final int index)
    {
        final int offset = offset(index) + TRIES;
        buffer.putInt(offset, buffer.getInt(offset, LITTLE_ENDIAN) + 1, LITTLE_ENDIAN);
    }

    Fate fate(final int index)
    {
        return Fate.of(buffer.getIntVolatile(offset(index) + FATE));
    }

    /** How often an append was sent. */
    int tries(final int index)
    {
        return buffer.getInt(offset(index) + TRIES, LITTLE_ENDIAN);
    }

    long clientSequence(final int index)
    {
        return buffer.getLong(offset(index) + CLIENT_SEQUENCE, LITTLE_ENDIAN);
    }

    /** Copies the bytes of one of the last {@link #KEPT} appends, and answers how many they are. */
    int copyKept(final int index, final MutableDirectBuffer to)
    {
        final int kept = keptOffset(index);
        final int length = buffer.getInt(kept, LITTLE_ENDIAN);
        to.putBytes(0, buffer, kept + 8, length);

        return length;
    }

    /** It was refused, or may be there or not. */
    void ended(final int index, final Fate fate, final long nowNs)
    {
        ended(index, fate, 0, 0, 0, 0, false, nowNs);
    }

    void ended(
        final int index, final Fate fate, final long txid, final long epoch, final long hlc, final int w,
        final boolean isRepeated, final long nowNs)
    {
        final int offset = offset(index);
        buffer.putInt(offset + W, w, LITTLE_ENDIAN);
        buffer.putInt(offset + REPEATED, isRepeated ? 1 : 0, LITTLE_ENDIAN);
        buffer.putLong(offset + TXID, txid, LITTLE_ENDIAN);
        buffer.putLong(offset + EPOCH, epoch, LITTLE_ENDIAN);
        buffer.putLong(offset + HLC, hlc, LITTLE_ENDIAN);
        buffer.putLong(offset + ENDED_NS, nowNs, LITTLE_ENDIAN);
        buffer.putIntVolatile(offset + FATE, fate.code());
        if (Fate.DURABLE == fate)
        {
            buffer.putLongVolatile(DURABLE_COUNT, durableCount() + 1);
        }
    }

    /** About how many are acknowledged by now, for progress: those that a process heard just before it died may lack. */
    long durableCount()
    {
        return buffer.getLongVolatile(DURABLE_COUNT);
    }

    /** All appends, in the order in which they were made. */
    List<Append> appends()
    {
        final int count = count();
        final List<Append> appends = new ArrayList<>(count);
        for (int i = 0; i < count; i++)
        {
            appends.add(append(offset(i)));
        }

        return appends;
    }

    private Append append(final int offset)
    {
        final Fate fate = Fate.of(buffer.getIntVolatile(offset + FATE)); // First: what it promises is there then.

        return new Append(
            buffer.getLong(offset, LITTLE_ENDIAN),
            buffer.getLong(offset + CLIENT_SEQUENCE, LITTLE_ENDIAN),
            buffer.getLong(offset + MARKET_ID, LITTLE_ENDIAN),
            buffer.getLong(offset + NUMBER, LITTLE_ENDIAN),
            buffer.getInt(offset + CRC, LITTLE_ENDIAN),
            fate,
            buffer.getLong(offset + TXID, LITTLE_ENDIAN),
            buffer.getLong(offset + EPOCH, LITTLE_ENDIAN),
            buffer.getLong(offset + HLC, LITTLE_ENDIAN),
            buffer.getLong(offset + SENT_NS, LITTLE_ENDIAN),
            buffer.getLong(offset + ENDED_NS, LITTLE_ENDIAN),
            buffer.getInt(offset + W, LITTLE_ENDIAN),
            0 != buffer.getInt(offset + REPEATED, LITTLE_ENDIAN),
            buffer.getInt(offset + TRIES, LITTLE_ENDIAN));
    }

    private static int keptOffset(final int index)
    {
        return BYTES + (index & KEPT - 1) * BYTES_LENGTH;
    }

    private static int offset(final int index)
    {
        return HEADER_LENGTH + index * LENGTH;
    }

    @Override
    public void close()
    {
        IoUtil.unmap(mapped);
    }
}
