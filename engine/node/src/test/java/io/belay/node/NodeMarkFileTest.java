package io.belay.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.errors.ErrorLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeMarkFileTest
{
    private static final long NOW_MS = System.currentTimeMillis();

    @TempDir
    private Path directory;

    private Path file()
    {
        return directory.resolve(NodeMarkFile.FILE_NAME);
    }

    private void write(final int offset, final long value) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value), offset);
        }
    }

    private String refusal()
    {
        return assertThrows(ConfigException.class, () -> NodeMarkFile.open(directory)).getMessage();
    }

    @Test
    void shouldSayThatNoNodeHasRunWhenThereIsNoFile()
    {
        assertEquals("no node has run in " + directory + ": there is no node.mark", refusal());
    }

    @Test
    void shouldRefuseAFileThatIsOfAnotherVersionOrTooShort() throws IOException
    {
        NodeMarkFile.create(directory, 1, "alpha", 11, "/dev/shm/a", NOW_MS).close();
        write(0, 3);
        assertEquals(file() + " has version 3; this build reads version 2", refusal());

        Files.write(file(), new byte[100]);
        assertEquals(file() + " has version 0; this build reads version 2", refusal());

        Files.write(file(), new byte[0]);
        assertEquals(file() + " has version 0; this build reads version 2", refusal());
    }

    @Test
    void shouldNotTakeADeadOrALaterProcessForTheNode() throws Exception
    {
        NodeMarkFile.create(directory, 1, "alpha", 11, "/dev/shm/a", NOW_MS).close();
        final Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        write(8, dead.pid());
        try (NodeMarkFile mark = NodeMarkFile.open(directory))
        {
            assertFalse(mark.isAlive());
        }

        // Another process has been given the pid of a node that died long ago.
        write(8, ProcessHandle.current().pid());
        write(16, 1_000_000_000_000L);
        try (NodeMarkFile mark = NodeMarkFile.open(directory))
        {
            assertFalse(mark.isAlive());
        }
    }

    @Test
    void shouldReplaceTheMarkOfAnEarlierRun()
    {
        NodeMarkFile.create(directory, 1, "alpha", 11, "/dev/shm/a", NOW_MS).close();
        NodeMarkFile.create(directory, 2, "beta", 12, "/dev/shm/b", NOW_MS + 1).close();
        try (NodeMarkFile mark = NodeMarkFile.open(directory))
        {
            assertEquals("beta", mark.nodeName());
        }
    }

    @Test
    void shouldTellOthersWhatItWasTold()
    {
        try (NodeMarkFile written = NodeMarkFile.create(directory, 7, "alpha", 11, "/dev/shm/ä b", NOW_MS);
            NodeMarkFile read = NodeMarkFile.open(directory))
        {
            assertTrue(read.isAlive());
            assertEquals(ProcessHandle.current().pid(), read.pid());
            assertEquals(7, read.nodeId());
            assertEquals("alpha", read.nodeName());
            assertEquals("/dev/shm/ä b", read.aeronDirectory());
            assertEquals(NOW_MS, read.startMs());
            assertEquals(NOW_MS, read.activityMs());
            written.touch(NOW_MS + 5);
            assertEquals(NOW_MS + 5, read.activityMs());

            final List<String> errors = new ArrayList<>();
            new DistinctErrorLog(written.errors(), () -> NOW_MS).record(new IllegalStateException("on fire"));
            ErrorLogReader.read(read.errors(), (count, firstMs, lastMs, text) -> errors.add(count + " " + text));
            assertEquals(1, errors.size());
            assertTrue(errors.get(0).startsWith("1 java.lang.IllegalStateException: on fire"), errors::toString);
        }
    }
}
