package io.belay.journal;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells of which sealed files a scan may believe the summary. Every summary is checked against its own checksum and its
 * file's header; the newest files, as many as the limit allows, are read to their ends besides, since those are what a
 * replica that lags behind will ask for. Damage in an older one is found by who reads it, and by `belay verify`.
 */
final class SealedFiles
{
    private final List<Path> files;
    private final int firstChecked;

    private SealedFiles(final List<Path> files, final int firstChecked)
    {
        this.files = files;
        this.firstChecked = firstChecked;
    }

    /** Chooses those that will be read: the newest, up to a number of bytes. */
    static SealedFiles of(final List<Path> files, final long checkedBytes) throws IOException
    {
        long remaining = checkedBytes;
        int first = files.size();
        while (first > 0 && remaining > 0)
        {
            remaining -= Files.size(files.get(first - 1));
            first -= remaining >= 0 ? 1 : 0;
        }

        return new SealedFiles(files, first);
    }

    /**
     * The summary that stands for a file.
     *
     * @param index of the file.
     * @param file  that is open, with a good header.
     * @return the summary, or null when the file must be walked: it is the last, whose end is to be looked at, it has
     * no whole summary of its own, or it does not hold what the summary says.
     */
    CycleSummary vouching(final int index, final CycleFile file) throws IOException
    {
        final CycleSummary summary = index < files.size() - 1 ? SummaryFile.read(file.path()) : null;
        final boolean isItsOwn = null != summary && summary.cycle() == file.cycle() &&
            summary.journalId() == file.journalId() && summary.firstSequence() == file.firstSequence() &&
            summary.bytesLength() <= file.length() && isEndMarked(file, summary);

        return isItsOwn && (index < firstChecked || isWhole(file, summary)) ? summary : null;
    }

    /** The file is cut behind its end mark one day, so that one is looked for where the summary says. */
    private static boolean isEndMarked(final CycleFile file, final CycleSummary summary)
    {
        final long end = summary.bytesLength() - CycleMap.TRAILER;

        return end >= 0 && CycleCursor.END_OF_DATA == file.buffer().getInt((int)end, ByteOrder.LITTLE_ENDIAN);
    }

    private static boolean isWhole(final CycleFile file, final CycleSummary summary)
    {
        final CycleCursor cursor = file.cursor();
        CycleCursor.Step step = cursor.next();
        while (CycleCursor.Step.ENTRY == step)
        {
            step = cursor.next();
        }

        return CycleCursor.Step.SEALED == step && cursor.nextSequence() - 1 == summary.lastSequence() &&
            cursor.offset() + CycleMap.TRAILER == summary.bytesLength();
    }
}
