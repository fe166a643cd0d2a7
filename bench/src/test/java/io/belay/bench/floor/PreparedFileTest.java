package io.belay.bench.floor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.belay.bench.load.LoadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedFileTest
{
    private static final int LENGTH = 8192;

    @TempDir
    private Path directory;

    @Test
    void shouldSayWhatIsWrongWithTheDirectory()
    {
        final Path none = directory.resolve("none");

        assertSays(none + " is not a directory", none.resolve("file"), LENGTH);
    }

    @Test
    void shouldSayHowMuchRoomThereIsWhenThatIsTooLittle()
    {
        assertSays("MiB are needed", directory.resolve("file"), 1L << 60);
        assertFalse(Files.exists(directory.resolve("file")));
    }

    @Test
    void shouldRefuseALengthThatIsNotInPages()
    {
        assertSays("no multiple of 4096", directory.resolve("file"), LENGTH + 1);
    }

    @Test
    void shouldNotTouchAFileThatIsThere() throws IOException
    {
        final Path path = Files.writeString(directory.resolve("file"), "precious");

        assertSays("cannot prepare " + path, path, LENGTH);
        assertEquals("precious", Files.readString(path));
    }

    @Test
    void shouldHaveEveryBlockBeforeTheFirstRecord() throws IOException
    {
        final Path path = directory.resolve("file");
        try (PreparedFile file = PreparedFile.create(path, LENGTH))
        {
            assertArrayEquals(new byte[LENGTH], Files.readAllBytes(path));
            file.sync();
        }

        assertFalse(Files.exists(path), "it is deleted at the end");
    }

    @Test
    void shouldStartAgainAtTheFrontWhenARecordDoesNotFitAnyMore() throws IOException
    {
        final Path path = directory.resolve("file");
        try (PreparedFile file = PreparedFile.create(path, LENGTH))
        {
            file.append(filled(5000, 1));
            file.append(filled(3000, 2));
            file.append(filled(1000, 3));
            file.sync();

            final byte[] bytes = Files.readAllBytes(path);
            assertEquals(LENGTH, bytes.length, "it never grows");
            assertEquals(3, bytes[999]);
            assertEquals(1, bytes[1000]);
            assertEquals(2, bytes[5000]);
            assertEquals(0, bytes[8000]);
        }
    }

    private static ByteBuffer filled(final int length, final int value)
    {
        final byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte)value);

        return ByteBuffer.wrap(bytes);
    }

    private static void assertSays(final String words, final Path path, final long length)
    {
        final String message =
            assertThrows(LoadException.class, () -> PreparedFile.create(path, length).close()).getMessage();

        assertTrue(message.contains(words), message);
    }
}
