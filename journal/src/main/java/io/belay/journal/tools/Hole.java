package io.belay.journal.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.belay.journal.CycleTail;
import io.belay.journal.JournalFiles;
import io.belay.journal.LostEntry;

/**
 * The place where a journal cannot be read on, judged: either an entry is lost there that was once on the disk, or what
 * lies behind was never promised to anybody.
 *
 * @param finding   the loss, or null when nothing was promised.
 * @param tailBytes how many bytes lie behind the last valid entry, from there to the last one that is not zero.
 */
record Hole(Finding finding, long tailBytes)
{
    private static final Hole NONE = new Hole(null, 0);

    /**
     * Judges a place at which reading ended.
     *
     * @param files of the journal.
     * @param place what was found there.
     * @return the verdict.
     * @throws IOException when a file cannot be read.
     */
    static Hole judge(final JournalFiles files, final Finding place) throws IOException
    {
        if (Finding.Kind.HOLE != place.kind())
        {
            return new Hole(place, 0);
        }

        final String proof = new LostEntry(place.file(), (int)place.offset(), place.sequence()).proof(files);

        return null == proof ? new Hole(null, tailBytes(files, place)) : new Hole(place.proven(proof), 0);
    }

    /**
     * Judges the end of what was read: a writer may have gone on meanwhile, and then there is no hole.
     *
     * @param files of the journal.
     * @param walk  that has come to an end, and may go on by one step.
     * @return the verdict.
     * @throws IOException when a file cannot be read.
     */
    static Hole judgeEnd(final JournalFiles files, final EntryWalk walk) throws IOException
    {
        final Hole hole = judge(files, end(files, walk));

        return EntryWalk.Step.END == walk.next() ? hole : NONE;
    }

    private static Finding end(final JournalFiles files, final EntryWalk walk) throws IOException
    {
        if (null == walk.file())
        {
            final List<Path> paths = files.paths();

            return Finding.hole(paths.isEmpty() ? files.directory() : paths.get(0), 0, 0, "no entry can be read");
        }

        return Finding.hole(walk.file().path(), walk.endOffset(), walk.nextSequence(), "nothing can be read here");
    }

    private static long tailBytes(final JournalFiles files, final Finding place) throws IOException
    {
        long bytes = 0;
        for (final Path path : files.paths())
        {
            final int order = path.getFileName().compareTo(place.file().getFileName());
            bytes += order < 0 ? 0 : CycleTail.bytesAfter(path, 0 == order ? place.offset() : 0);
        }

        return bytes;
    }

    boolean isLoss()
    {
        return null != finding;
    }

    /**
     * @return the tail in words.
     */
    String tailWords()
    {
        return tailWords(tailBytes);
    }

    static String tailWords(final long tailBytes)
    {
        return "tail: " + tailBytes + " bytes after the last valid entry, not promised";
    }
}
