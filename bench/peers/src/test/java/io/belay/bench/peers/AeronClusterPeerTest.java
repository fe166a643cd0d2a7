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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class AeronClusterPeerTest
{
    @TempDir
    private Path directory;
    private Path data;
    private Path memory;
    private final InOrder load = new InOrder();

    @BeforeEach
    void make() throws IOException
    {
        data = Files.createDirectory(directory.resolve("data"));
        memory = Files.createDirectory(directory.resolve("memory"));
    }

    @Test
    void shouldRefuseADirectoryThatIsNotThere()
    {
        assertRefuses("is not a directory", Map.of("dir", data.resolve("none").toString()), 256);
    }

    @Test
    void shouldRefuseADiskWithoutRoom()
    {
        assertRefuses(
            "MiB are needed", Map.of("dir", data.toString(), "room.bytes", Long.toString(Long.MAX_VALUE)), 256);
    }

    @Test
    void shouldRefuseAMessageThatDoesNotFitIntoADatagram()
    {
        assertRefuses("not from 8 to 4096", Map.of("dir", data.toString()), 5000);
    }

    @Test
    void shouldAnswerEachMessageOnceAndInOrderAndLeaveNothingBehind() throws IOException
    {
        try (AeronClusterPeer peer = open(1))
        {
            assertEquals(List.of(), load.run(peer, 20, 1));
            assertEquals(List.of(), load.run(peer, 2_000, 64));
            assertTrue(peer.settings().get("file sync level").startsWith("1 "), peer.settings()::toString);
            for (int i = 0; i < ClusterLayout.MEMBERS; i++)
            {
                assertTrue(recordedBytes(i) > 2_020 * 256, "member " + i + " has not recorded all");
            }
        }

        assertEquals(0, count(data));
        assertEquals(0, count(memory));
    }

    private long recordedBytes(final int member) throws IOException
    {
        try (Stream<Path> files = Files.walk(data))
        {
            return files
                .filter((path) -> path.toString().contains("member-" + member) && path.toString().endsWith(".rec"))
                .mapToLong((path) -> path.toFile().length())
                .sum();
        }
    }

    private AeronClusterPeer open(final int level)
    {
        return AeronClusterPeer.open(
            level,
            new Options(Map.of("dir", data.toString(), "memory.dir", memory.toString(), "room.bytes", "1")),
            256,
            load);
    }

    private void assertRefuses(final String words, final Map<String, String> options, final int messageBytes)
    {
        final String message = assertThrows(
            LoadException.class,
            () -> AeronClusterPeer.open(1, new Options(options), messageBytes, load).close()).getMessage();

        assertTrue(message.contains(words), message);
    }

    private static long count(final Path path) throws IOException
    {
        try (Stream<Path> files = Files.list(path))
        {
            return files.count();
        }
    }
}
