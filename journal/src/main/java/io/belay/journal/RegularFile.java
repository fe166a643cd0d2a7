package io.belay.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads what should be a file, and says which one is not: a directory in its place, or a pipe, that would be waited for.
 */
final class RegularFile
{
    private RegularFile()
    {
    }

    /** Throws when something else stands there, and {@link NoSuchFileException} when nothing does. */
    static void require(final Path path) throws IOException
    {
        if (!Files.isRegularFile(path))
        {
            if (!Files.exists(path))
            {
                throw new NoSuchFileException(path.toString());
            }

            if (!Files.isRegularFile(path)) // Asked again: it may have come between the two questions.
            {
                throw new IOException(path + " is not a file: move away what stands in its place");
            }
        }
    }

    /** All bytes of a small file; of one that is longer than it can be, one more than that. */
    static byte[] read(final Path path, final int bytesMax) throws IOException
    {
        require(path);
        try (InputStream in = Files.newInputStream(path))
        {
            return in.readNBytes(bytesMax + 1);
        }
    }
}
