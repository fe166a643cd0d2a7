package io.belay.bench.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.belay.bench.load.LoadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class NioPairTest
{
    private static final String FILE_BYTES = Long.toString(1 << 20);

    @TempDir
    private Path directory;
    private final InOrder load = new InOrder();

    @Test
    void shouldSayWhyTheStandbyDoesNotComeUp() throws IOException
    {
        Files.writeString(directory.resolve("pair-standby.dat"), "in the way");

        final String message = assertThrows(LoadException.class, () -> open(256).close()).getMessage();

        assertTrue(message.contains("standby of the bare pair: cannot prepare "), message);
        assertEquals(List.of("pair-standby.dat"), files());
    }

    @Test
    void shouldRefuseARecordWithoutRoomForItsNumber()
    {
        assertThrows(LoadException.class, () -> open(7).close());
    }

    @Test
    void shouldRefuseFilesThatTheDiskHasNoRoomFor()
    {
        final Options options =
            new Options(Map.of("dir", directory.toString(), "file.bytes", Long.toString(1L << 40)));

        final String message =
            assertThrows(LoadException.class, () -> NioPair.open(options, 256, load).close()).getMessage();

        assertTrue(message.contains("MiB are needed"), message);
    }

    @Test
    void shouldAnswerEachRecordOnceAndInOrderAlsoPastTheEndOfItsFiles() throws IOException
    {
        try (NioPair pair = open(256))
        {
            assertEquals(List.of(), load.run(pair, 20, 1));
            assertEquals(List.of(), load.run(pair, 1_000, 64));
            assertEquals(List.of(), load.run(pair, 20_000, 256), "4 MiB in all, and the files have one");
        }

        assertEquals(List.of(), files());
    }

    @Test
    void shouldNotAnswerWhatTheStandbyHasNotKept()
    {
        try (NioPair pair = open(256))
        {
            load.run(pair, 10, 1);
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);

            assertThrows(LoadException.class, () -> load.run(pair, 10, 1));
        }
    }

    private NioPair open(final int recordBytes)
    {
        return NioPair.open(
            new Options(Map.of("dir", directory.toString(), "file.bytes", FILE_BYTES)), recordBytes, load);
    }

    private List<String> files() throws IOException
    {
        try (Stream<Path> paths = Files.list(directory))
        {
            return paths.map((path) -> path.getFileName().toString()).toList();
        }
    }
}
