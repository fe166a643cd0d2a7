package io.belay.journal.tools;

import java.io.IOException;
import java.nio.file.Path;

import io.belay.journal.CycleCursor;
import io.belay.journal.CycleDefect;
import io.belay.journal.CycleFile;
import io.belay.journal.CycleSummary;
import io.belay.journal.JournalFiles;

/**
 * Walks the entries of a journal from file to file, in order, as far as they are written. Of one thread.
 * <p>
 * The journal may be that of a running node: at its end it may be asked again. Nothing is ever written.
 */
final class EntryWalk implements AutoCloseable
{
    /** What {@link #next()} came upon. */
    enum Step
    {
        /** A file was opened. */
        FILE,
        /** An entry, in {@link #entry()}. */
        ENTRY,
        /** The end of a file that another one follows. It is still open. */
        FILE_END,
        /** The end of what is written now. */
        END,
        /** A {@link #finding()}. What lies behind it cannot be reached. */
        DEFECT
    }

    private static final int END_MARK_LENGTH = 2 * Integer.BYTES;

    private final FileOrder order;
    private final LayoutCache layouts = new LayoutCache();
    private final EntryView entry = new EntryView();
    private CycleFile file;
    private CycleCursor cursor;
    private Path from;
    private boolean isAtFileEnd;
    private boolean isMarked;
    private boolean hasMetAnother;
    private long journalId;
    private long nextSequence;
    private long retiredEntries;
    private Finding finding;

    /**
     * @param files of the journal; the walk begins before the first one.
     */
    EntryWalk(final JournalFiles files)
    {
        this.order = new FileOrder(files);
    }

    /**
     * Begins anew with the file in which a sequence stands, or with the first one when that was deleted already. The
     * entries before it in its file are walked over too.
     *
     * @param sequence wanted.
     * @throws IOException when a file cannot be read.
     */
    void startNear(final long sequence) throws IOException
    {
        closeFile();
        nextSequence = 0;
        from = null;
        for (final Path path : order.paths())
        {
            try (CycleFile candidate = FileOrder.open(path))
            {
                if (null != candidate)
                {
                    if (CycleDefect.NONE != candidate.defect() ||
                        Long.compareUnsigned(candidate.firstSequence(), sequence) > 0)
                    {
                        break;
                    }

                    from = path;
                }
            }
        }
    }

    /**
     * Goes on to the next entry and checks its envelope.
     *
     * @return what was found.
     * @throws IOException when a file cannot be read.
     */
    Step next() throws IOException
    {
        return next(true);
    }

    /**
     * Goes on to the next entry without a look at its checksum.
     *
     * @return what was found.
     * @throws IOException when a file cannot be read.
     */
    Step skip() throws IOException
    {
        return next(false);
    }

    /**
     * Passes over all entries of the file that was just opened, on the word of its summary.
     *
     * @param summary of the file.
     */
    void passFile(final CycleSummary summary)
    {
        nextSequence = summary.lastSequence() + 1;
        isMarked = true;
        isAtFileEnd = true;
    }

    private Step next(final boolean checkBytes) throws IOException
    {
        if (null == cursor || isAtFileEnd)
        {
            return openNext();
        }

        final CycleCursor.Step step = checkBytes ? cursor.next() : cursor.skip();
        if (CycleCursor.Step.ENTRY == step)
        {
            return onEntry();
        }

        final Path successor = order.successor(file.path());
        if (null == successor)
        {
            return onLastStep(CycleCursor.Step.DEFECT == step ? lookAgain() : step);
        }

        // A file was finished before the next one was begun, so a second look is final.
        return onFinishedStep(checkBytes ? cursor.next() : cursor.skip(), successor);
    }

    private Step onEntry()
    {
        nextSequence = cursor.nextSequence();
        entry.wrap(
            layouts.last(), cursor.sequence(), cursor.buffer(), cursor.messageOffset(), cursor.messageLength());

        return Step.ENTRY;
    }

    private CycleCursor.Step lookAgain()
    {
        return CycleDefect.INCOMPLETE == cursor.defect() ? CycleCursor.Step.DEFECT : order.lookAgain(cursor);
    }

    /** In the last file, what was begun and not ended is not there yet. */
    private Step onLastStep(final CycleCursor.Step step)
    {
        if (CycleCursor.Step.ENTRY == step)
        {
            return onEntry();
        }

        isMarked = CycleCursor.Step.SEALED == step;

        return CycleCursor.Step.DEFECT == step && CycleDefect.INCOMPLETE != cursor.defect() ? holeHere() : Step.END;
    }

    private Step onFinishedStep(final CycleCursor.Step step, final Path successor) throws IOException
    {
        if (CycleCursor.Step.ENTRY == step)
        {
            return onEntry();
        }

        isMarked = CycleCursor.Step.SEALED == step;
        isAtFileEnd = CycleCursor.Step.DEFECT != step || FileOrder.doesBegin(successor, nextSequence);

        return isAtFileEnd ? Step.FILE_END : holeHere();
    }

    private Step holeHere()
    {
        final Path path = file.path();
        final String words = cursor.defect().words();

        // No writer cuts a file that others can see, so this is no rest of one that died.
        return found(CycleDefect.CUT_SHORT == cursor.defect() ?
            Finding.damage(path, cursor.offset(), cursor.nextSequence(), words) :
            Finding.hole(path, cursor.offset(), cursor.nextSequence(), words));
    }

    private Step found(final Finding place)
    {
        finding = place;

        return Step.DEFECT;
    }

    /** Opens the next file that holds anything. */
    private Step openNext() throws IOException
    {
        for (final Path path : order.paths())
        {
            final boolean isNext = null == file ? null == from || FileOrder.compare(path, from) >= 0 :
                FileOrder.compare(path, file.path()) > 0;
            if (!isNext)
            {
                continue;
            }

            final boolean isLast = null == order.successor(path);
            final CycleFile candidate = FileOrder.open(path);
            if (null == candidate)
            {
                return openNext(); // It was deleted or moved since it was listed.
            }

            if (CycleDefect.NONE == candidate.defect())
            {
                return enter(candidate);
            }

            candidate.close();
            if (isLast && CycleDefect.NEWER_FORMAT != candidate.defect())
            {
                return Step.END; // Being made, or left half made: there is nothing in it yet.
            }

            return found(headerFinding(candidate));
        }

        return Step.END;
    }

    private Finding headerFinding(final CycleFile candidate)
    {
        final String words = candidate.defect().words();

        return CycleDefect.NEWER_FORMAT == candidate.defect() ?
            Finding.newerFormat(candidate.path(), candidate.defectOffset(), nextSequence, words) :
            Finding.hole(candidate.path(), candidate.defectOffset(), nextSequence, words);
    }

    private Step enter(final CycleFile candidate) throws IOException
    {
        final long first = candidate.firstSequence();
        final long candidateId = candidate.journalId();
        if (0 != journalId && journalId != candidateId)
        {
            candidate.close();
            hasMetAnother = true;

            return found(Finding.damage(candidate.path(), 0, nextSequence, "the file belongs to journal " +
                Long.toHexString(candidateId) + ", not to " + Long.toHexString(journalId)));
        }

        if (0 != nextSequence && first != nextSequence)
        {
            final boolean isRetired = Long.compareUnsigned(first, nextSequence) > 0 &&
                order.isOldest(candidate.path());
            if (!isRetired)
            {
                candidate.close();
                if (!candidate.path().equals(order.successor(file.path())))
                {
                    return openNext(); // A recovery was moving the file in between while it was listed.
                }

                return found(gap(candidate.path(), first));
            }

            retiredEntries += first - nextSequence;
        }

        closeFile();
        file = candidate;
        cursor = candidate.cursor();
        journalId = candidateId;
        nextSequence = first;
        layouts.load(candidate);

        return Step.FILE;
    }

    /** Between an end mark and the next file nothing can be that was not promised. */
    private Finding gap(final Path path, final long first)
    {
        final String words = "the file begins with sequence " + Long.toUnsignedString(first) + ", the one before it " +
            "ends with " + Long.toUnsignedString(nextSequence - 1);

        return isMarked || Long.compareUnsigned(first, nextSequence) < 0 ?
            Finding.damage(path, 0, nextSequence, words + "; a file between them is missing, or one was replaced") :
            Finding.hole(file.path(), cursor.offset(), nextSequence, words);
    }

    /**
     * @return the entry, valid until the next call.
     */
    EntryView entry()
    {
        return entry;
    }

    /**
     * @return the file that is open.
     */
    CycleFile file()
    {
        return file;
    }

    /**
     * @return the place in the open file.
     */
    CycleCursor cursor()
    {
        return cursor;
    }

    /**
     * @return whether {@link Step#FILE_END} was told of the open file, and the next one could not be opened yet.
     */
    boolean isBetweenFiles()
    {
        return isAtFileEnd;
    }

    /**
     * @return offset in the open file behind its last entry, and behind its end mark if it has one.
     */
    int endOffset()
    {
        return cursor.offset() + (isMarked ? END_MARK_LENGTH : 0);
    }

    /**
     * @return whether the open file ends with the queue's end mark, after {@link Step#FILE_END} or {@link Step#END}.
     */
    boolean isMarked()
    {
        return isMarked;
    }

    /**
     * @return sequence of the next entry, 0 before the first file.
     */
    long nextSequence()
    {
        return nextSequence;
    }

    /**
     * Looks whether the journal that was begun with is gone and another one stands in its place, as when a node was
     * filled again on an empty directory: its sequences count anew.
     *
     * @return whether it is so. Never before the first file.
     * @throws IOException when the journal's mark cannot be read.
     */
    boolean isReplaced() throws IOException
    {
        if (0 == journalId)
        {
            return false;
        }

        final long present = order.journalId();

        return 0 == present ? hasMetAnother : present != journalId;
    }

    /**
     * @return how many entries retention deleted before they could be read.
     */
    long retiredEntries()
    {
        return retiredEntries;
    }

    Finding finding()
    {
        return finding;
    }

    private void closeFile()
    {
        isAtFileEnd = false;
        isMarked = false;
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
