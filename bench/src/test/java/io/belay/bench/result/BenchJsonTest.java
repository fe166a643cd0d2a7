package io.belay.bench.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchJsonTest
{
    @TempDir
    private Path folder;

    private void assertRefused(final Path file) throws IOException
    {
        final String message =
            assertThrows(IOException.class, () -> BenchJson.write(Map.of("a", 1), file)).getMessage();

        assertTrue(message.startsWith(file + " is not a file"), message);
        try (Stream<Path> left = Files.list(folder))
        {
            assertEquals(0, left.filter((each) -> each.toString().endsWith(".part")).count());
        }
    }

    @Test
    void shouldNotReplaceADirectory() throws IOException
    {
        assertRefused(Files.createDirectory(folder.resolve("result.json")));
    }

    @Test
    void shouldNotReplaceALink() throws IOException
    {
        final Path target = Files.writeString(folder.resolve("target"), "before");
        assertRefused(Files.createSymbolicLink(folder.resolve("link.json"), target));

        assertEquals("before", Files.readString(target));
    }

    @Test
    void shouldReplaceAFile() throws IOException
    {
        final Path file = Files.writeString(folder.resolve("result.json"), "before");
        BenchJson.write(Map.of("a", 1), file);

        assertTrue(Files.readString(file).contains("\"a\": 1"), Files.readString(file));
    }
}
