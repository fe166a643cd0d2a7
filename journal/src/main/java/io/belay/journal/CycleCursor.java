package io.belay.journal;

import io.belay.wire.Crc32c;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Walks the entries of one cycle file from its start, document by document, and stops at the first defect. Of one
 * thread.
 * <p>
 * It reads the queue's own framing, a 32-bit word before each document, and nothing else of the queue: no index, no
 * metadata, no write position. So it can stand in a file that another process is writing.
 */
public final class CycleCursor
{
    /** What {@link #next()} came upon. */
    public enum Step
    {
        /** An entry, checked and whole. */
        ENTRY,
        /** Nothing yet: the place where the next entry will be written. */
        END,
        /** The end mark: the journal goes on in the next file. */
        SEALED,
        /** A {@link #defect()}. Nothing behind it can be reached. */
        DEFECT
    }

    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int META_DATA = 0x4000_0000;
    static final int END_OF_DATA = NOT_COMPLETE | META_DATA;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;
    private static final int WORD = Integer.BYTES;

    private final CycleBytes bytes;
    private final AtomicBuffer buffer;
    private final int limit;
    private final Crc32c crc = new Crc32c();
    private int nextOffset;
    private int offset;
    private int base;
    private long presentEnd;
    private long expectedSequence;
    private CycleDefect defect = CycleDefect.NONE;

    /**
     * @param bytes         of the file.
     * @param fromOffset    where to begin.
     * @param firstSequence that must be found there.
     */
    CycleCursor(final CycleBytes bytes, final int fromOffset, final long firstSequence)
    {
        this.bytes = bytes;
        this.buffer = bytes.buffer();
        this.limit = bytes.length();
        this.nextOffset = fromOffset;
        this.offset = fromOffset;
        this.expectedSequence = firstSequence;
    }

    /**
     * Goes on to the next entry. At {@link Step#END} it may be asked again later.
     *
     * @return what stands there.
     */
    public Step next()
    {
        return next(true);
    }

    /**
     * Goes on to the next entry, its sequence checked but not its bytes: for the way to a place that is to be read.
     *
     * @return what stands there.
     */
    public Step skip()
    {
        return next(false);
    }

    private Step next(final boolean checkBytes)
    {
        while (true)
        {
            offset = nextOffset;
            if (limit - offset < WORD)
            {
                return Step.END;
            }

            if (!isPresent(WORD))
            {
                return stop(CycleDefect.CUT_SHORT);
            }

            final int word = buffer.getIntVolatile(offset - base);
            if (0 == word)
            {
                forgetLength();

                return Step.END;
            }

            if (END_OF_DATA == word)
            {
                return Step.SEALED;
            }

            if (0 != (word & NOT_COMPLETE))
            {
                return stop(CycleDefect.INCOMPLETE);
            }

            final int length = word & LENGTH_MASK;
            if (length > limit - offset - WORD)
            {
                return stop(CycleDefect.LENGTH);
            }

            if (0 == (word & META_DATA))
            {
                return isPresent(WORD + length) ? entry(length, checkBytes) : stop(CycleDefect.CUT_SHORT);
            }

            nextOffset = after(length);
        }
    }

    /** Whether the file still has so many bytes from the present place on. */
    private boolean isPresent(final int length)
    {
        final long end = (long)offset + length;
        if (end > presentEnd)
        {
            presentEnd = bytes.reach(offset, end);
            base = bytes.base();
        }

        return end <= presentEnd;
    }

    /** Time has passed: the next step asks the file again how long it is. */
    void forgetLength()
    {
        presentEnd = 0;
    }

    private Step entry(final int length, final boolean checkBytes)
    {
        final int envelope = envelopeIndex();
        if (length < Envelope.LENGTH || !Envelope.hasMagic(buffer, envelope))
        {
            return stop(CycleDefect.MAGIC);
        }

        if (length != Envelope.alignedLength(Envelope.length(buffer, envelope)) ||
            !Envelope.isLengthPossible(buffer, envelope, envelope + length))
        {
            return stop(CycleDefect.LENGTH);
        }

        if (checkBytes && !Envelope.crcMatches(buffer, envelope, crc))
        {
            return stop(CycleDefect.CRC);
        }

        if (Envelope.sequence(buffer, envelope) != expectedSequence)
        {
            return stop(CycleDefect.SEQUENCE);
        }

        nextOffset = after(length);
        expectedSequence++;

        return Step.ENTRY;
    }

    private Step stop(final CycleDefect found)
    {
        defect = found;

        return Step.DEFECT;
    }

    private int after(final int length)
    {
        return (offset + WORD + length + Envelope.ALIGNMENT - 1) & -Envelope.ALIGNMENT;
    }

    /** Whether the defect may come of a write that is under way. No writer cuts a file. */
    boolean mayBeInFlight()
    {
        return CycleDefect.CUT_SHORT != defect;
    }

    /** Takes the sequence found instead of the one expected. */
    Step acceptSequence()
    {
        expectedSequence = Envelope.sequence(buffer, envelopeIndex());
        defect = CycleDefect.NONE;

        return next(true);
    }

    /** Hands the entry out again: the next call of {@link #next()} finds the same one. */
    void stepBack()
    {
        nextOffset = offset;
        expectedSequence--;
    }

    private int envelopeIndex()
    {
        return offset - base + WORD;
    }

    /**
     * @return what holds the entry, until the next step.
     */
    public DirectBuffer buffer()
    {
        return buffer;
    }

    /**
     * @return offset in the file of the document, the end or the defect found.
     */
    public int offset()
    {
        return offset;
    }

    /**
     * @return offset in the file behind the last entry.
     */
    public int nextOffset()
    {
        return nextOffset;
    }

    /**
     * @return index of the entry's message in the {@link #buffer()}.
     */
    public int messageOffset()
    {
        return envelopeIndex() + Envelope.LENGTH;
    }

    /**
     * @return length of the entry's message in bytes.
     */
    public int messageLength()
    {
        return Envelope.length(buffer, envelopeIndex());
    }

    /**
     * @return sequence of the entry.
     */
    public long sequence()
    {
        return expectedSequence - 1;
    }

    /**
     * @return sequence that must come next.
     */
    public long nextSequence()
    {
        return expectedSequence;
    }

    /**
     * @return the last sequence known to be on the disk when the entry was written.
     */
    public long syncedSequence()
    {
        return Envelope.synced(buffer, envelopeIndex());
    }

    /**
     * @return what is wrong at {@link #offset()}, after {@link Step#DEFECT}.
     */
    public CycleDefect defect()
    {
        return defect;
    }
}
