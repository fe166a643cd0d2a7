package io.belay.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a journal's entries across its cycle files, driven by our own sequence: a hole is an error, whatever the
 * queue's index or end marks say. Of one thread.
 */
final class CycleReader implements JournalReader
{
    /** Where the files are and how far they may be read. */
    interface Source
    {
        /** Last sequence that may be handed over; anything behind it is not there for a reader. */
        long readableSequence();

        /** Whether every sequence up to {@link #readableSequence()} must be found. */
        boolean isExact();

        /** The cycle of a sequence, null when it is older than all. */
        Cycle containing(long sequence);

        /** The cycle that follows, null when there is none yet. */
        Cycle after(int cycle);

        /** Looks again where the last file looks damaged, see {@link JournalFiles#lookAgain}. */
        CycleCursor.Step lookAgain(CycleCursor cursor);

        /** First sequence that is still there, as of now. */
        long firstSequence();
    }

    private final Source source;
    private long nextSequence;
    private Path path;
    private CycleFile file;
    private CycleCursor cursor;

    CycleReader(final Source source, final long fromSequence)
    {
        if (fromSequence < 1)
        {
            throw new IllegalArgumentException("sequences begin at 1, not at " + fromSequence);
        }

        this.source = source;
        this.nextSequence = fromSequence;
        if (fromSequence < source.firstSequence())
        {
            throw retired();
        }
    }

    @Override
    public int poll(final EntryHandler handler, final int countLimit)
    {
        try
        {
            return read(handler, countLimit);
        }
        catch (final UncheckedIOException ex)
        {
            throw unreadable(path, ex);
        }
        catch (final InternalError ex)
        {
            // So the machine tells of a mapped page that is not there, somewhat later than it was touched. The cursor
            // looks before it touches, so this is left for a bad disk, or a file that is cut in that very moment.
            throw unreadable(path, ex);
        }
    }

    private int read(final EntryHandler handler, final int countLimit)
    {
        final long readable = source.readableSequence();
        if (null != cursor)
        {
            cursor.forgetLength();
        }

        int count = 0;
        while (count < countLimit && nextSequence <= readable && stand())
        {
            final CycleCursor.Step step = cursor.nextSequence() < nextSequence ? cursor.skip() : cursor.next();
            if (CycleCursor.Step.ENTRY == step)
            {
                if (cursor.sequence() < nextSequence)
                {
                    continue;
                }

                if (!deliver(handler))
                {
                    break;
                }

                count++;
            }
            else if (!goOn(step))
            {
                break;
            }
        }

        return count;
    }

    private boolean deliver(final EntryHandler handler)
    {
        if (!handler.onEntry(nextSequence, cursor.buffer(), cursor.messageOffset(), cursor.messageLength()))
        {
            cursor.stepBack();

            return false;
        }

        nextSequence++;

        return true;
    }

    /** Whether a file is open that holds the next sequence or comes before it. */
    private boolean stand()
    {
        if (null != cursor)
        {
            return true;
        }

        final Cycle cycle = source.containing(nextSequence);
        if (null == cycle)
        {
            if (nextSequence < source.firstSequence())
            {
                throw retired();
            }

            return false;
        }

        return open(cycle);
    }

    private boolean open(final Cycle cycle)
    {
        closeFile();
        path = cycle.path();
        try
        {
            file = CycleFile.open(cycle.path());
        }
        catch (final NoSuchFileException ex)
        {
            return openElsewhere(cycle, ex);
        }
        catch (final IOException ex)
        {
            throw unreadable(cycle.path(), ex);
        }

        if (CycleDefect.NONE != file.defect())
        {
            throw corrupt(file.defect(), file.defectOffset());
        }

        cursor = file.cursor();

        return true;
    }

    /** A file that is not there was retired, or moved by a recovery; a file that is lost is what remains. */
    private boolean openElsewhere(final Cycle cycle, final NoSuchFileException cause)
    {
        if (nextSequence < source.firstSequence())
        {
            throw retired();
        }

        final Cycle found = source.containing(nextSequence);
        if (null == found || found.path().equals(cycle.path()))
        {
            throw unreadable(cycle.path(), cause);
        }

        return open(found);
    }

    private boolean goOn(final CycleCursor.Step step)
    {
        if (CycleCursor.Step.DEFECT == step)
        {
            return goOnAfterDefect();
        }

        final Cycle next = source.after(file.cycle());
        if (null != next && next.firstSequence() == cursor.nextSequence())
        {
            // Also without an end mark: the next file says itself that nothing is missing.
            return open(next);
        }

        // A live writer may have appended and rolled since the step, so only a second look is final.
        if (null != next && CycleCursor.Step.ENTRY == cursor.next())
        {
            cursor.stepBack();

            return true;
        }

        if (null != next || source.isExact())
        {
            throw corrupt(CycleDefect.SEQUENCE, cursor.offset());
        }

        return false;
    }

    private boolean goOnAfterDefect()
    {
        // In a file that was cut short not even the header can be asked any more.
        final CycleCursor.Step again = cursor.mayBeInFlight() && null == source.after(file.cycle()) ?
            source.lookAgain(cursor) : CycleCursor.Step.DEFECT;
        if (CycleCursor.Step.DEFECT == again)
        {
            throw corrupt(cursor.defect(), cursor.offset());
        }

        if (CycleCursor.Step.ENTRY == again)
        {
            cursor.stepBack();

            return true;
        }

        return goOn(again);
    }

    private CorruptJournalException corrupt(final CycleDefect defect, final int offset)
    {
        return new CorruptJournalException(file.path() + " has " + defect.words() + " at offset " + offset +
            ", where sequence " + (null == cursor ? nextSequence : cursor.nextSequence()) +
            " should be. " + (source.isExact() ? Advice.SAVE : Advice.JUDGE));
    }

    private CorruptJournalException unreadable(final Path path, final Throwable cause)
    {
        return new CorruptJournalException(path + " cannot be read, where sequence " + nextSequence + " should be: " +
            cause + ". " + Advice.SAVE, cause);
    }

    private EntryRetiredException retired()
    {
        return new EntryRetiredException("sequence " + nextSequence +
            " was deleted by retention; the journal begins at " + source.firstSequence() +
            ". Begin there, or from a snapshot.");
    }

    @Override
    public long nextSequence()
    {
        return nextSequence;
    }

    private void closeFile()
    {
        cursor = null;
        if (null != file)
        {
            file.close();
            file = null;
        }
    }

    @Override
    public void close()
    {
        closeFile();
    }
}
