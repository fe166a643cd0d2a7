package io.belay.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import io.belay.wire.Crc32c;

/**
 * An entry that cannot be read, and may have been on the disk once. It only reads.
 * <p>
 * Behind its place all files are searched, in steps of four bytes, for a proof that it was:
 * <ul>
 * <li>Each entry says which entry was known to be on the disk when it was written. One that names the missing entry,
 * or a later one, is a proof: an entry that may have been acknowledged is lost.</li>
 * <li>So is the summary of a file that ends right before the missing entry or later, since a file is sealed only when
 * the first entry of the next one is on the disk, the clean-stop mark when it names such an entry, and the missing
 * entry's file itself when it lies among those that a recovery found whole.</li>
 * <li>Where no file can be read at all, the mark that the journal exists is a proof: it was made after the first file
 * was on the disk.</li>
 * </ul>
 * Without a proof, what stands there was written after the last sync that returned. The kernel may write pages in any
 * order, so such rests are usual after a power cut, and nobody was promised anything.
 * <p>
 * What cannot be told apart is a disk that lost exactly the last batch that it had promised, with nothing written after
 * it. Only the other replica knows.
 *
 * @param file     in which it should be.
 * @param offset   in the file from which on nothing can be read.
 * @param sequence of the entry; 0 when no file could be read before, so that any entry at all is a proof.
 */
public record LostEntry(Path file, int offset, long sequence)
{
    /**
     * Looks for a proof.
     *
     * @param files of the journal.
     * @return why it must have been on the disk, or null.
     * @throws IOException when a file cannot be read.
     */
    public String proof(final JournalFiles files) throws IOException
    {
        return proof(new JournalPaths(files.directory()), files.paths());
    }

    /** As {@link #proof(JournalFiles)}, among the files given, oldest first. */
    String proof(final JournalPaths paths, final List<Path> files) throws IOException
    {
        final MarkFile cleanStop = MarkFile.read(paths.cleanStop());
        if (null != cleanStop && cleanStop.second() >= leastSequence())
        {
            return "the journal was closed in order with sequence " + cleanStop.second();
        }

        final MarkFile identity = MarkFile.read(paths.identity());
        if (0 == sequence && null != identity)
        {
            return "the journal was in use once, so a first cycle file was on the disk";
        }

        if (paths.isSettled(file) && isInside())
        {
            return "the file was whole when it was put there";
        }

        final long journalId = null == identity ? 0 : identity.first();
        for (final Path candidate : files)
        {
            final int order = candidate.getFileName().compareTo(file.getFileName());
            final String sealed = proofBeside(candidate, journalId);
            final String proof =
                null == sealed && order >= 0 ? proofIn(candidate, 0 == order ? offset : 0) : sealed;
            if (null != proof)
            {
                return proof;
            }
        }

        return null;
    }

    private long leastSequence()
    {
        return Math.max(1, sequence);
    }

    /** Whether the place is not just the end of its file, where at most the end mark is missing. */
    private boolean isInside() throws IOException
    {
        try
        {
            return 0 == offset || Files.size(file) - offset > CycleMap.TRAILER;
        }
        catch (final NoSuchFileException ex)
        {
            return false; // Retention was faster, and it deletes only what is complete.
        }
    }

    private String proofBeside(final Path path, final long journalId) throws IOException
    {
        final CycleSummary summary = SummaryFile.read(path);
        final boolean isProof = null != summary && summary.lastSequence() >= leastSequence() - 1 &&
            (0 == journalId || summary.journalId() == journalId);

        return isProof ? CycleName.summary(path) + " was made when sequence " + (summary.lastSequence() + 1) +
            " was on the disk" : null;
    }

    private String proofIn(final Path path, final int fromOffset) throws IOException
    {
        try (CycleFile file = CycleFile.open(path))
        {
            final Crc32c crc = new Crc32c();
            final int endOffset = (int)Math.min(file.length(), fromOffset + CycleTail.bytesAfter(path, fromOffset));
            int found = file.findEntry(fromOffset, endOffset, crc);
            while (found >= 0)
            {
                final long later = Envelope.sequence(file.buffer(), found);
                if (0 == sequence ? later > 0 : Envelope.synced(file.buffer(), found) >= sequence)
                {
                    return "sequence " + later + " at offset " + found + " of " + path +
                        " was written after it was on the disk";
                }

                found = file.findEntry(
                    found + Envelope.alignedLength(Envelope.length(file.buffer(), found)), endOffset, crc);
            }
        }
        catch (final NoSuchFileException ignore)
        {
            // Retention was faster, and it deletes only what is complete.
        }

        return null;
    }
}
