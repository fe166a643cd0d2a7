package io.belay.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuUseTest
{
    @TempDir
    private Path proc;

    @Test
    void shouldNotKnowWhereThereIsNoProc()
    {
        final CpuUse use = new CpuUse(proc.resolve("none"), List.of());
        use.begin();

        assertEquals(-1, use.foreignShare());
    }

    @Test
    void shouldCountWhatNeitherTheNamedNorTheKernelTook() throws IOException
    {
        total(100, 50, 1000, 10);
        process(7, 1, 30, 10);
        process(8, 1, 30, 10);
        process(9, 2, 5, 5);
        final CpuUse use = new CpuUse(proc, List.of(7L));
        use.begin();

        // Busy 100 more, of which 40 are ours and 20 the kernel's, out of 200.
        total(160, 80, 1100, 20);
        process(7, 1, 50, 30);
        process(8, 1, 60, 20);
        process(9, 2, 15, 15);

        assertEquals(0.2, use.foreignShare(), 1e-9);
    }

    @Test
    void shouldStandAProcessThatHasEndedAndNamesWithBlanks() throws IOException
    {
        total(100, 0, 1000, 0);
        process(7, 1, 10, 0);
        final CpuUse use = new CpuUse(proc, List.of(7L, 99L));
        use.begin();
        total(150, 0, 1050, 0);
        process(7, 1, 60, 0);

        assertEquals(0, use.foreignShare(), 1e-9);
    }

    private void total(final long user, final long system, final long idle, final long steal) throws IOException
    {
        Files.writeString(proc.resolve("stat"),
            "cpu  " + user + " 0 " + system + " " + idle + " 0 0 0 " + steal + " 0 0\ncpu0 1 2 3\n");
    }

    private void process(final long pid, final long parent, final long user, final long system) throws IOException
    {
        Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(proc.resolve(Long.toString(pid)).resolve("stat"), pid + " (a (b) c) S " + parent +
            " 1 1 0 -1 0 0 0 0 0 " + user + " " + system + " 0 0\n");
    }
}
