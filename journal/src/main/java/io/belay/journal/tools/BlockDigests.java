package io.belay.journal.tools;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.agrona.collections.LongArrayList;

/**
 * Digests of a market's entries, block by block of {@link #LENGTH} positions: so two long histories are compared in
 * little memory, in whichever order their journals mix the markets. Of one thread.
 */
final class BlockDigests
{
    /** How many positions a block has. */
    static final int LENGTH = 256;

    private final long firstPosition;
    private final long lastPosition;
    private final MessageDigest digest;
    private final LongArrayList digests = new LongArrayList();
    private final LongArrayList sequences = new LongArrayList();
    private long block = -1;
    private byte[] bytes = new byte[512];

    /**
     * @param firstPosition of the positions to digest, where the first block begins.
     * @param lastPosition  of them.
     */
    BlockDigests(final long firstPosition, final long lastPosition)
    {
        this.firstPosition = firstPosition;
        this.lastPosition = lastPosition;
        try
        {
            digest = MessageDigest.getInstance("SHA-256");
        }
        catch (final NoSuchAlgorithmException ex)
        {
            throw new IllegalStateException("every Java has SHA-256", ex);
        }
    }

    /**
     * Takes in an entry, in the order of positions.
     *
     * @param entry of the market.
     */
    void onEntry(final EntryView entry)
    {
        final long position = entry.position();
        if (Long.compareUnsigned(position, firstPosition) < 0 || Long.compareUnsigned(position, lastPosition) > 0)
        {
            return;
        }

        final long entryBlock = Long.divideUnsigned(position - firstPosition, LENGTH);
        while (block < entryBlock)
        {
            end();
            block++;
            sequences.addLong(entry.sequence());
        }

        final int length = entry.length();
        if (bytes.length < length)
        {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }

        entry.buffer().getBytes(entry.offset(), bytes, 0, length);
        digest.update(bytes, 0, length);
    }

    /** Ends the last block. */
    void end()
    {
        if (block >= 0 && digests.size() <= block)
        {
            final byte[] sum = digest.digest();
            long value = 0;
            for (int i = 0; i < Long.BYTES; i++)
            {
                value = value << Byte.SIZE | (sum[i] & 0xFF);
            }

            digests.addLong(value);
        }
    }

    /**
     * @param other digests of the same positions.
     * @return the first block that differs, or -1 when none does.
     */
    int firstDifference(final BlockDigests other)
    {
        final int size = Math.max(digests.size(), other.digests.size());
        for (int i = 0; i < size; i++)
        {
            if (i >= digests.size() || i >= other.digests.size() ||
                digests.getLong(i) != other.digests.getLong(i))
            {
                return i;
            }
        }

        return -1;
    }

    /**
     * @param index of a block.
     * @return a sequence at or before its first entry.
     */
    long sequence(final int index)
    {
        return sequences.isEmpty() ? 1 : sequences.getLong(Math.min(index, sequences.size() - 1));
    }

    /**
     * @param index of a block.
     * @return its first position.
     */
    long position(final int index)
    {
        return firstPosition + (long)index * LENGTH;
    }
}
