package io.belay.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuietDiskTest
{
    private static final long QUICK_NS = 100_000;

    @TempDir
    private Path directory;
    private long nowNs = Long.MAX_VALUE - 1_000_000;
    private int writes;
    private final QuietDisk disk = new QuietDisk(() -> nowNs);

    @Test
    void shouldRefuseADirectoryThatIsNotThere()
    {
        assertThrows(IOException.class, () -> new QuietDisk().await(directory.resolve("none")));
    }

    @Test
    void shouldNotWaitForEverForADiskThatIsBusy() throws IOException
    {
        assertFalse(disk.await(() ->
        {
            writes++;
            nowNs += 50_000_000;
        }));
        assertEquals(100, writes);
    }

    @Test
    void shouldBeginAnewAfterASlowWrite() throws IOException
    {
        assertTrue(disk.await(() ->
        {
            writes++;
            nowNs += 60 == writes ? QuietDisk.QUIET_NS : QUICK_NS;
        }));
        assertEquals(60 + QuietDisk.QUIET_WRITES, writes);
    }

    @Test
    void shouldLeaveNothingBehind() throws IOException
    {
        new QuietDisk().await(directory);

        try (Stream<Path> left = Files.list(directory))
        {
            assertEquals(0, left.count());
        }
    }
}
