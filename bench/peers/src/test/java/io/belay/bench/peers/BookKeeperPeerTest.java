package io.belay.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.belay.bench.floor.Options;
import io.belay.bench.load.LoadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class BookKeeperPeerTest
{
    @TempDir
    private Path directory;
    private final InOrder load = new InOrder();

    @Test
    void shouldRefuseADirectoryThatIsNotThere()
    {
        assertRefuses("is not a directory", Map.of("dir", directory.resolve("none").toString()), 256);
    }

    @Test
    void shouldRefuseADiskWithoutRoom()
    {
        assertRefuses(
            "MiB are needed", Map.of("dir", directory.toString(), "room.bytes", Long.toString(Long.MAX_VALUE)), 256);
    }

    @Test
    void shouldRefuseAnEntryWithoutRoomForItsNumber()
    {
        assertRefuses("not from 8", Map.of("dir", directory.toString()), 7);
    }

    @Test
    void shouldRefuseAnOptionThatItDoesNotKnow()
    {
        assertRefuses("unknown option throttle", Map.of("dir", directory.toString(), "throttle", "0"), 256);
    }

    @Test
    void shouldAnswerEachEntryOnceAndInOrderAndLeaveNothingBehind() throws IOException
    {
        final Options options = new Options(Map.of("dir", directory.toString(), "room.bytes", "1"));
        try (BookKeeperPeer peer = BookKeeperPeer.open(options, 256, load))
        {
            assertEquals(List.of(), load.run(peer, 20, 1));
            assertEquals(List.of(), load.run(peer, 10_000, 64), "more than the client's default throttle lets through");
        }

        try (Stream<Path> files = Files.list(directory))
        {
            assertEquals(0, files.count());
        }
    }

    private void assertRefuses(final String words, final Map<String, String> options, final int entryBytes)
    {
        final String message = assertThrows(
            LoadException.class,
            () -> BookKeeperPeer.open(new Options(options), entryBytes, load).close()).getMessage();

        assertTrue(message.contains(words), message);
    }
}
