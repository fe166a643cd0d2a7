package io.belay.journal.powercut;

import io.belay.journal.MarketHistory;
import io.belay.journal.Markets;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.WalFrameEncoder;
import io.belay.wire.Crc32c;
import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames of three markets, every byte of which follows from a seed, the generation that wrote them and their sequence.
 * So each can be made again and compared; and what an earlier generation wrote under the same sequence, and nobody was
 * promised, is told from what a later one did.
 */
final class SeededFrames
{
    static final int LENGTH_MAX = 128 << 10;

    private static final int MARKETS = 3;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final int SHORT_LIMIT = 200;
    private static final int PAYLOAD_MIN = 24;
    private static final int PAYLOAD_MAX = 2400;
    private static final int PAYLOAD_LARGE = 100_000;
    private static final int LARGE_EVERY = 500;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final WalFrameEncoder frame = new WalFrameEncoder();
    private final Crc32c crc = new Crc32c();
    private final long seed;
    private long state;

    SeededFrames(final long seed)
    {
        this.seed = seed;
    }

    UnsafeBuffer buffer()
    {
        return buffer;
    }

    /** Encodes a frame into the buffer and answers its length. */
    int encode(final long sequence, final int generation)
    {
        state = seed ^ (sequence * 0xD1342543DE82EF95L) ^ ((long)generation << 48);
        final int length = payloadLength(Long.remainderUnsigned(next(), LARGE_EVERY), next() >>> 1);
        final long number = numberOf(sequence);
        frame.wrapAndApplyHeader(buffer, 0, header)
            .marketId(1 + sequence % MARKETS)
            .epoch(1L << 16)
            .position(number)
            .txid(number)
            .committedTxid(number - 1)
            .hlc(sequence << 16)
            .clientId(generation)
            .clientSequence(sequence)
            .crc32c(0);
        buffer.putInt(Entry.PREFIX_LENGTH, length);
        fill(Entry.FRAME_BYTES_OFFSET, length);
        crc.seal(buffer, 0, Entry.FRAME_BYTES_OFFSET + length);

        return Entry.FRAME_BYTES_OFFSET + length;
    }

    private static int payloadLength(final long kind, final long random)
    {
        if (0 == kind)
        {
            return PAYLOAD_LARGE;
        }

        final int limit = 0 == kind % 2 ? SHORT_LIMIT : PAYLOAD_MAX;

        return PAYLOAD_MIN + (int)(random % (limit - PAYLOAD_MIN + 1));
    }

    private void fill(final int offset, final int length)
    {
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES)
        {
            buffer.putLong(offset + at, next());
        }

        for (; at < length; at++)
        {
            buffer.putByte(offset + at, (byte)next());
        }
    }

    /** The next number of SplitMix64. */
    private long next()
    {
        state += GOLDEN_GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;

        return mixed ^ (mixed >>> 31);
    }

    /** Whether each market ends where it does after so many entries. */
    boolean areAtEnd(final Markets markets, final long sequence)
    {
        for (long at = Math.max(1, sequence - MARKETS + 1); at <= sequence; at++)
        {
            final MarketHistory market = markets.get(1 + at % MARKETS);
            if (null == market || market.lastPosition() != numberOf(at) || market.lastTxid() != numberOf(at))
            {
                return false;
            }
        }

        return true;
    }

    private static long numberOf(final long sequence)
    {
        return (sequence + MARKETS - 1) / MARKETS;
    }

    /** Whether an entry is this frame, byte for byte. */
    boolean matches(
        final DirectBuffer entry, final int offset, final int length, final long sequence, final int generation)
    {
        if (length != encode(sequence, generation))
        {
            return false;
        }

        int at = 0;
        while (at + Long.BYTES <= length && entry.getLong(offset + at) == buffer.getLong(at))
        {
            at += Long.BYTES;
        }

        while (at < length && entry.getByte(offset + at) == buffer.getByte(at))
        {
            at++;
        }

        return length == at;
    }
}
