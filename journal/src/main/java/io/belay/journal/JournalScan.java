package io.belay.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.belay.wire.Crc32c;
import io.belay.wire.Entry;

/**
 * Finds the longest valid prefix of a journal, and refuses when something is missing that was once on the disk. It
 * only reads.
 * <p>
 * A sealed file with a whole summary is not read: its summary stands for it. Any other file is walked from its start
 * to its end mark, to its first defect, or to where nothing was written yet. Behind that place, the <i>hole</i>,
 * nothing counts any more, but it is searched for entries, in steps of four bytes, to its end and in all later files:
 * <ul>
 * <li>Each entry says which entry was known to be on the disk when it was written. When one behind the hole names the
 * missing entry or a later one, an entry that may have been acknowledged is lost: the journal is refused.</li>
 * <li>The same holds when a file at or behind the hole has a summary, since only what is on the disk is sealed, when
 * the file with the hole was found whole once before, and when the clean-stop mark names the missing entry.</li>
 * <li>Otherwise what lies behind was written after the last sync that returned. The kernel may write pages in any
 * order, so such rests are usual after a power cut, and nobody was promised anything: they are dropped.</li>
 * </ul>
 * What cannot be told apart is a disk that lost exactly the last batch that it had promised, with nothing written after
 * it. Only the other replica knows.
 */
final class JournalScan
{
    private static final int TRAILER = CycleMap.TRAILER;

    private final Path settled;
    private final long cleanStopSequence;
    private final boolean isKnown;
    private final List<ScannedCycle> cycles = new ArrayList<>();
    private final List<CycleSummary> summaries = new ArrayList<>();
    private final List<Path> files;
    private Markets markets = new Markets();
    private CycleSummary base;
    private boolean isBaseMissing;
    private long journalId;
    private boolean hasJournalId;
    private long nextSequence = 1;

    private JournalScan(
        final List<Path> files, final Path settled, final MarkFile identity, final MarkFile cleanStop)
    {
        this.files = files;
        this.settled = settled;
        this.isKnown = null != identity;
        this.journalId = isKnown ? identity.first() : 0;
        this.hasJournalId = isKnown;
        this.cleanStopSequence = null == cleanStop ? 0 : cleanStop.second();
    }

    /**
     * Scans.
     *
     * @param files     of the journal, oldest first.
     * @param settled   folder of those files that an earlier recovery found whole and put on the disk.
     * @param identity  of the journal, or null when it has none yet.
     * @param cleanStop what the journal ended with, or null when it was not closed in order.
     * @return what there is.
     * @throws CorruptJournalException when data is missing that was on the disk.
     * @throws NewerFormatException    when a newer program wrote a file.
     */
    static JournalScan of(
        final List<Path> files, final Path settled, final MarkFile identity, final MarkFile cleanStop)
        throws IOException
    {
        final JournalScan scan = new JournalScan(files, settled, identity, cleanStop);
        scan.run();

        return scan;
    }

    private void run() throws IOException
    {
        for (final Path path : files)
        {
            summaries.add(SummaryFile.read(path));
        }

        for (int i = 0; i < files.size(); i++)
        {
            if (!take(i))
            {
                break;
            }
        }

        if (cycles.isEmpty() && isKnown)
        {
            throw new CorruptJournalException(lost(files.isEmpty() ? null : files.get(0), 0, 1) +
                " The journal was in use once, but no cycle file of it can be read.");
        }

        if (nextSequence <= cleanStopSequence)
        {
            throw new CorruptJournalException((cycles.isEmpty() ? lost(null, 0, nextSequence) :
                lost(last().path(), last().endOffset(), nextSequence)) +
                " The journal was closed in order with sequence " + cleanStopSequence + ".");
        }

        restoreBase();
        if (isBaseMissing)
        {
            throw new CorruptJournalException("the markets before sequence " + cycles.get(0).firstSequence() +
                " are unknown: retention deleted their entries and no summary is left in " + files.get(0).getParent() +
                ". Fetch the .summary files from the other replica.");
        }
    }

    /** Takes in the next file; false at the hole. */
    private boolean take(final int index) throws IOException
    {
        final Path path = files.get(index);
        try (CycleFile file = CycleFile.open(path))
        {
            if (CycleDefect.NEWER_FORMAT == file.defect())
            {
                throw new NewerFormatException(path + " has format " + file.formatVersion() +
                    ", this program knows formats up to " + CycleFile.FORMAT_VERSION + "; use the newer program");
            }

            if (CycleDefect.NONE != file.defect())
            {
                refuseIfLost(index, file.defectOffset());

                return false;
            }

            checkJournalId(file);
            if (!checkFirstSequence(index, file))
            {
                return false;
            }

            final CycleSummary summary = vouching(index, file);
            if (null != summary)
            {
                base = summary;
                isBaseMissing = false;
                nextSequence = summary.lastSequence() + 1;
                cycles.add(new ScannedCycle(
                    path, file.cycle(), summary.firstSequence(), summary.lastSequence(),
                    (int)summary.bytesLength() - TRAILER, true, summary));

                return true;
            }

            return walk(index, file);
        }
    }

    private void checkJournalId(final CycleFile file)
    {
        if (hasJournalId && journalId != file.journalId())
        {
            throw new CorruptJournalException(file.path() + " belongs to journal " +
                Long.toHexString(file.journalId()) + ", not to " + Long.toHexString(journalId) +
                ". Move it away, and find out how it came here.");
        }

        journalId = file.journalId();
        hasJournalId = true;
    }

    private boolean checkFirstSequence(final int index, final CycleFile file) throws IOException
    {
        if (cycles.isEmpty())
        {
            nextSequence = file.firstSequence();
            isBaseMissing = nextSequence > 1;

            return true;
        }

        if (file.firstSequence() == nextSequence)
        {
            return true;
        }

        final Path previous = last().path();
        if (file.firstSequence() > nextSequence && last().isSealed())
        {
            throw new CorruptJournalException("sequences " + nextSequence + " to " + (file.firstSequence() - 1) +
                " are missing: a cycle file between " + previous + " and " + file.path() +
                " is gone. Fetch it from the other replica.");
        }

        refuseIfLost(index, 0);

        return false;
    }

    /** The summary that stands for a file; none for the last one, whose end is to be looked at. */
    private CycleSummary vouching(final int index, final CycleFile file)
    {
        final CycleSummary summary = summaries.get(index);

        return null != summary && index < files.size() - 1 && summary.cycle() == file.cycle() &&
            summary.journalId() == journalId && summary.firstSequence() == file.firstSequence() &&
            summary.bytesLength() <= file.length() ? summary : null;
    }

    private boolean walk(final int index, final CycleFile file) throws IOException
    {
        restoreBase();
        final CycleCursor cursor = file.cursor();
        CycleCursor.Step step = cursor.next();
        while (CycleCursor.Step.ENTRY == step)
        {
            if (cursor.messageLength() >= Entry.PREFIX_LENGTH)
            {
                markets.onEntry(cursor.buffer(), cursor.messageOffset());
            }

            step = cursor.next();
        }

        nextSequence = cursor.nextSequence();
        final boolean isSealed = CycleCursor.Step.SEALED == step;
        cycles.add(new ScannedCycle(
            file.path(), file.cycle(), file.firstSequence(), nextSequence - 1, cursor.nextOffset(), isSealed, null));

        if (isSealed || doesNextFollow(index) || isOnlyEndMarkBad(file, cursor))
        {
            return true;
        }

        refuseIfLost(index, cursor.offset());

        return false;
    }

    /** Whether only the end mark is missing: the next file itself says that nothing else is. */
    private boolean doesNextFollow(final int index) throws IOException
    {
        if (index + 1 == files.size())
        {
            return false;
        }

        try (CycleFile next = CycleFile.open(files.get(index + 1)))
        {
            return CycleDefect.NONE == next.defect() && next.firstSequence() == nextSequence;
        }
    }

    /** A settled file ends right behind its end mark. */
    private boolean isOnlyEndMarkBad(final CycleFile file, final CycleCursor cursor)
    {
        return isSettled(file.path()) && file.length() - cursor.nextOffset() <= TRAILER;
    }

    private boolean isSettled(final Path path)
    {
        return settled.equals(path.getParent());
    }

    private void refuseIfLost(final int index, final int offset) throws IOException
    {
        if (isSettled(files.get(index)))
        {
            throw new CorruptJournalException(
                lost(files.get(index), offset, nextSequence) + " The file was whole when it was put there.");
        }

        for (int i = index; i < files.size(); i++)
        {
            final CycleSummary summary = summaries.get(i);
            if (null != summary && summary.lastSequence() >= nextSequence && summary.journalId() == journalId)
            {
                throw new CorruptJournalException(
                    lost(files.get(index), offset, nextSequence) + " It was sealed: " +
                    CycleName.summary(files.get(i)));
            }

            try (CycleFile file = CycleFile.open(files.get(i)))
            {
                searchBehind(index, offset, file, i == index ? offset : 0);
            }
        }
    }

    private void searchBehind(final int index, final int offset, final CycleFile file, final int fromOffset)
    {
        final Crc32c crc = new Crc32c();
        int found = file.findEntry(fromOffset, crc);
        while (found >= 0)
        {
            // Before the first good header nothing may stand: the header was on the disk before any entry was taken.
            final long synced = cycles.isEmpty() ? Long.MAX_VALUE : Envelope.synced(file.buffer(), found);
            if (synced >= nextSequence && isOfEntryOrLater(file, found))
            {
                throw new CorruptJournalException(lost(files.get(index), offset, nextSequence) + " Sequence " +
                    Envelope.sequence(file.buffer(), found) + " at offset " + found + " of " + file.path() +
                    " was written after it was on the disk.");
            }

            found = file.findEntry(
                found + Envelope.alignedLength(Envelope.length(file.buffer(), found)), crc);
        }
    }

    /** A cycle header alone, in a journal that has nothing else, was never answered to anybody. */
    private boolean isOfEntryOrLater(final CycleFile file, final int envelope)
    {
        return !cycles.isEmpty() || Envelope.sequence(file.buffer(), envelope) > 0;
    }

    private static String lost(final Path path, final int offset, final long sequence)
    {
        return "sequence " + sequence + " is lost" +
            (null == path ? "." : ": " + path + " ends at offset " + offset + ", but it was on the disk.") +
            " Do not delete the journal: copy it, run `belay verify` on the copy, and rebuild this node from the" +
            " other replica.";
    }

    private void restoreBase()
    {
        if (null != base)
        {
            markets = new Markets();
            base.restore(markets);
            base = null;
        }
    }

    private ScannedCycle last()
    {
        return cycles.get(cycles.size() - 1);
    }

    /** The valid files, oldest first; files behind the hole are not among them. */
    List<ScannedCycle> cycles()
    {
        return cycles;
    }

    /** Every market at the end of the valid prefix. */
    Markets markets()
    {
        return markets;
    }

    boolean isEmpty()
    {
        return cycles.isEmpty();
    }

    long journalId()
    {
        return journalId;
    }

    long lastSequence()
    {
        return nextSequence - 1;
    }

    /** The highest number that any file has taken, valid or not. */
    int lastCycle()
    {
        return files.isEmpty() ? 0 : CycleName.parse(files.get(files.size() - 1), CycleName.SUFFIX);
    }

}
