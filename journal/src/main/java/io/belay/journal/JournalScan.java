package io.belay.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.belay.wire.Entry;

/**
 * Finds the longest valid prefix of a journal, and refuses when something is missing that was once on the disk. It
 * only reads.
 * <p>
 * For a sealed file its summary stands, see {@link SealedFiles}. Any other file is walked from its start to its end
 * mark, to its first defect, or to where nothing was written yet. Behind that place, the <i>hole</i>, nothing counts
 * any more: either {@link LostEntry} finds a proof that an entry which may have been acknowledged is missing there, and
 * the journal is refused, or what lies behind was promised to nobody, and is dropped.
 */
final class JournalScan
{
    private static final int TRAILER = CycleMap.TRAILER;
    private static final int NO_BASE = -1;

    private final JournalPaths paths;
    private final List<ScannedCycle> cycles = new ArrayList<>();
    private final List<Path> files;
    private final SealedFiles sealed;
    private LostEntry hole;
    private Markets markets = new Markets();
    private int base = NO_BASE;
    private int clientsCycle = SealedMarkets.NO_CYCLE;
    private boolean isForgetful;
    private boolean isBaseMissing;
    private long journalId;
    private boolean hasJournalId;
    private long nextSequence = 1;

    private JournalScan(
        final JournalPaths paths, final List<Path> files, final SealedFiles sealed, final MarkFile identity)
    {
        this.paths = paths;
        this.files = files;
        this.sealed = sealed;
        this.journalId = null == identity ? 0 : identity.first();
        this.hasJournalId = 0 != journalId; // No journal has that id.
    }

    /**
     * Scans.
     *
     * @param paths        of the journal.
     * @param checkedBytes how many bytes of the newest sealed files to read.
     * @return what there is.
     * @throws CorruptJournalException when data is missing that was on the disk.
     * @throws NewerFormatException    when a newer program wrote a file.
     */
    static JournalScan of(final JournalPaths paths, final long checkedBytes) throws IOException
    {
        final List<Path> files = paths.cycleFiles();
        final JournalScan scan = new JournalScan(
            paths, files, SealedFiles.of(files, checkedBytes), MarkFile.read(paths.identity()));
        scan.run();

        return scan;
    }

    private void run() throws IOException
    {
        for (int i = 0; i < files.size(); i++)
        {
            if (!take(i))
            {
                break;
            }
        }

        refuseIfLost(null == hole ? end() : hole);
        restoreBase();
        if (isBaseMissing)
        {
            throw new CorruptJournalException("the markets before sequence " + cycles.get(0).firstSequence() +
                " are unknown: retention deleted their entries and no .summary file that is whole is left in " +
                files.get(0).getParent() + ". " + Advice.SAVE);
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
                return stopAt(path, file.defectOffset());
            }

            checkJournalId(file);
            if (!checkFirstSequence(file))
            {
                return false;
            }

            final CycleSummary summary = sealed.vouching(index, file);
            if (null != summary)
            {
                base = cycles.size();
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
                ". Move that file out of the journal, and find out how it came here.");
        }

        journalId = file.journalId();
        hasJournalId = true;
    }

    private boolean checkFirstSequence(final CycleFile file) throws IOException
    {
        if (cycles.isEmpty())
        {
            final String loss = Retained.read(paths).lossBefore(file, paths);
            if (null != loss)
            {
                throw new CorruptJournalException(loss + ". " + Advice.SAVE);
            }

            nextSequence = file.firstSequence();
            isBaseMissing = nextSequence > 1;

            return true;
        }

        if (file.firstSequence() == nextSequence)
        {
            return true;
        }

        if (file.firstSequence() < nextSequence)
        {
            throw new CorruptJournalException(file.path() + " begins with sequence " + file.firstSequence() +
                ", though " + last().path() + " goes up to sequence " + (nextSequence - 1) +
                ": one of the two was put there or replaced. " + Advice.SAVE);
        }

        if (last().isSealed())
        {
            throw new CorruptJournalException("sequences " + nextSequence + " to " + (file.firstSequence() - 1) +
                " are missing: a cycle file between " + last().path() + " and " + file.path() + " is gone. " +
                Advice.SAVE);
        }

        return stopAt(file.path(), 0);
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

        return isSealed || doesNextFollow(index) || isOnlyEndMarkBad(file, cursor) ||
            stopAt(file.path(), cursor.offset());
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
        return paths.isSettled(file.path()) && file.length() - cursor.nextOffset() <= TRAILER;
    }

    /** What comes next cannot be read; always false. */
    private boolean stopAt(final Path path, final int offset)
    {
        hole = new LostEntry(path, offset, missingSequence());

        return false;
    }

    /** All files were read to their ends. */
    private LostEntry end()
    {
        return isEmpty() ? new LostEntry(paths.directory(), 0, 0) :
            new LostEntry(last().path(), last().endOffset(), missingSequence());
    }

    private long missingSequence()
    {
        return isEmpty() ? 0 : nextSequence;
    }

    private void refuseIfLost(final LostEntry entry) throws IOException
    {
        final String proof = entry.proof(paths, files);
        if (null != proof)
        {
            throw new CorruptJournalException(
                (isEmpty() ? "no sequence can be read: " : "sequence " + nextSequence + " is lost: ") + entry.file() +
                " can be read up to offset " + entry.offset() + ", but " + proof + ". " + Advice.SAVE);
        }
    }

    private void restoreBase() throws IOException
    {
        if (NO_BASE != base)
        {
            final SealedMarkets sealedMarkets =
                SealedMarkets.at(cycles.stream().map(cycle -> cycle.at(cycle.path())).toList(), base);
            markets = sealedMarkets.markets();
            clientsCycle = sealedMarkets.clientsCycle();
            isForgetful = sealedMarkets.isForgetful();
            base = NO_BASE;
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

    /** What lies behind the hole in the folder of the last run, and was promised to nobody. */
    List<Path> rests()
    {
        final List<Path> rests = new ArrayList<>(files);
        cycles.forEach(cycle -> rests.remove(cycle.path()));
        rests.removeIf(paths::isSettled);

        return rests;
    }

    /** Number of the cycle beside which the clients' windows were found; {@link SealedMarkets#NO_CYCLE} without one. */
    int clientsCycle()
    {
        return clientsCycle;
    }

    /** Whether more of the clients would be remembered had nothing been deleted or damaged. */
    boolean isForgetful()
    {
        return isForgetful;
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
