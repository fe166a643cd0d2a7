package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThroughFileTest
{
    private static final int BLOCK = ThroughFile.BLOCK;

    @TempDir
    private Path directory;

    private Path file(final int blocks) throws IOException
    {
        return Files.write(directory.resolve("file"), new byte[blocks * BLOCK]);
    }

    private static ByteBuffer blocks(final int count, final int value)
    {
        final ByteBuffer bytes = ThroughFile.alignedBuffer(count * BLOCK);
        while (bytes.hasRemaining())
        {
            bytes.put((byte)value);
        }

        return bytes.flip();
    }

    @Test
    void shouldRefuseAFileThatIsNotThere()
    {
        final NoSuchFileException ex =
            assertThrows(NoSuchFileException.class, () -> ThroughFile.open(directory.resolve("none")).close());

        assertTrue(ex.getMessage().endsWith("none"), ex.getMessage());
    }

    @Test
    void shouldWriteWhereItIsTold() throws IOException
    {
        final Path path = file(4);
        try (ThroughFile file = ThroughFile.open(path))
        {
            final ByteBuffer bytes = blocks(2, 7);
            file.write(bytes, BLOCK);
            assertFalse(bytes.hasRemaining());
        }

        final byte[] all = Files.readAllBytes(path);
        assertEquals(4 * BLOCK, all.length);
        for (int i = 0; i < all.length; i++)
        {
            assertEquals(i >= BLOCK && i < 3 * BLOCK ? 7 : 0, all[i], "byte " + i);
        }
    }

    @Test
    void shouldNotTakeAnInterruptForADiskThatRefuses() throws IOException
    {
        final Path path = file(2);
        try (ThroughFile file = ThroughFile.open(path))
        {
            Thread.currentThread().interrupt();
            file.write(blocks(1, 3), 0);
            assertTrue(Thread.interrupted(), "the interrupt was for somebody else too");
            file.write(blocks(1, 4), BLOCK);
        }

        final byte[] all = Files.readAllBytes(path);
        assertEquals(3, all[BLOCK - 1]);
        assertEquals(4, all[BLOCK]);
    }

    @Test
    void shouldBeSeenByWhoHasMappedTheFile() throws IOException
    {
        final Path path = file(2);
        try (FileChannel channel = FileChannel.open(path);
            ThroughFile file = ThroughFile.open(path))
        {
            final MappedByteBuffer map =
                channel.map(FileChannel.MapMode.READ_ONLY, 0, 2 * BLOCK);
            assertEquals(0, map.get(5));
            for (int i = 1; i < 100; i++)
            {
                file.write(blocks(1, i), 0);
                assertEquals(i, map.get(5));
            }
        }
    }
}
