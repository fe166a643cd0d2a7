package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CycleTailTest
{
    private static final int CHUNK = 64 * 1024;

    @TempDir
    private Path directory;

    @Test
    void shouldFindNothingBehindTheEndOrInZeros() throws IOException
    {
        final Path file = Files.write(directory.resolve("zeros"), new byte[2 * CHUNK + 100]);
        assertEquals(0, CycleTail.bytesAfter(file, 0));
        assertEquals(0, CycleTail.bytesAfter(file, 2 * CHUNK + 100));
        assertEquals(0, CycleTail.bytesAfter(file, 3 * CHUNK));
    }

    @Test
    void shouldFindTheLastByteThatIsNotZeroWhereverItLies() throws IOException
    {
        final int length = 2 * CHUNK + 100;
        for (final int last : new int[]{0, 1, 99, 100, 101, CHUNK, CHUNK + 99, CHUNK + 100, 2 * CHUNK, length - 1})
        {
            final byte[] bytes = new byte[length];
            bytes[0] = 1;
            bytes[last] = -1;
            final Path file = Files.write(directory.resolve("file"), bytes);
            assertEquals(last + 1, CycleTail.bytesAfter(file, 0), "last " + last);
            assertEquals(1, CycleTail.bytesAfter(file, last), "last " + last);
            assertEquals(0, CycleTail.bytesAfter(file, last + 1), "last " + last);
        }
    }
}
