package io.belay.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import io.belay.wire.Crc32c;

/**
 * Looks for a proof that an entry which cannot be read was once on the disk: a later entry that says so, the summary of
 * a sealed file, or the clean-stop mark. It only reads.
 * <p>
 * Without a proof, what stands at its place was written after the last sync that returned, and nobody was promised it.
 */
public final class LostEntry
{
    private LostEntry()
    {
    }

    /**
     * Looks for a proof.
     *
     * @param files    of the journal.
     * @param path     of the file in which the entry should be.
     * @param offset   in the file from which on nothing could be read.
     * @param sequence of the entry; 0 when no file could be read before, so that any entry at all is a proof.
     * @return why it must have been on the disk, or null.
     * @throws IOException when a file cannot be read.
     */
    public static String proof(final JournalFiles files, final Path path, final int offset, final long sequence)
        throws IOException
    {
        final MarkFile cleanStop = MarkFile.read(files.directory().resolve(JournalFiles.CLEAN_STOP));
        if (null != cleanStop && cleanStop.second() >= Math.max(1, sequence))
        {
            return "the journal was closed in order with sequence " + cleanStop.second();
        }

        if (0 == sequence && null != MarkFile.read(files.directory().resolve(JournalFiles.IDENTITY)))
        {
            return "the journal was in use once, but no cycle file of it can be read";
        }

        for (final Path candidate : files.paths())
        {
            final int order = candidate.getFileName().compareTo(path.getFileName());
            final String proof = order < 0 ? null : proofIn(candidate, 0 == order ? offset : 0, sequence);
            if (null != proof)
            {
                return proof;
            }
        }

        return null;
    }

    private static String proofIn(final Path path, final int fromOffset, final long sequence) throws IOException
    {
        final CycleSummary summary = SummaryFile.read(path);
        if (null != summary && summary.lastSequence() >= sequence)
        {
            return "it was sealed, says " + CycleName.summary(path);
        }

        try (CycleFile file = CycleFile.open(path))
        {
            final Crc32c crc = new Crc32c();
            int found = file.findEntry(fromOffset, crc);
            while (found >= 0)
            {
                final long first = Envelope.sequence(file.buffer(), found);
                if (0 == sequence ? first > 0 : Envelope.synced(file.buffer(), found) >= sequence)
                {
                    return "sequence " + first + " at offset " + found + " of " + path +
                        " was written after it was on the disk";
                }

                found = file.findEntry(found + Envelope.alignedLength(Envelope.length(file.buffer(), found)), crc);
            }
        }
        catch (final NoSuchFileException ignore)
        {
            // Retention was faster, and it deletes only what is complete.
        }

        return null;
    }
}
