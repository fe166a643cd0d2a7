package io.belay.bench.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;

/**
 * What idle nodes take.
 *
 * @param cpu   share of one core, of the node that took most.
 * @param bytes resident in memory, of the node that took most; negative where the kernel does not tell.
 */
public record IdleNodes(double cpu, long bytes)
{
    private static final long LOOK_MS = 500;
    private static final long SETTLE_MS_MAX = 10_000;
    private static final double QUIET_CPU = 0.1;
    private static final long WINDOW_MS = 3_000;
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TICKS = 11;

    /** Waits until what was begun has ended, such as the next file and a summary, then looks for some seconds. */
    static IdleNodes measure(final List<Long> pids) throws InterruptedException
    {
        int quiet = 0;
        for (long waitedMs = 0; quiet < 3 && waitedMs < SETTLE_MS_MAX; waitedMs += LOOK_MS)
        {
            quiet = cpu(pids, LOOK_MS) < QUIET_CPU ? quiet + 1 : 0;
        }

        final double cpu = cpu(pids, WINDOW_MS);

        return new IdleNodes(cpu, pids.stream().mapToLong(IdleNodes::residentBytes).max().orElse(-1));
    }

    /** Share of a core of the process that takes most, over some time. */
    private static double cpu(final List<Long> pids, final long windowMs) throws InterruptedException
    {
        final long startNs = System.nanoTime();
        final long[] before = pids.stream().mapToLong(IdleNodes::ticks).toArray();
        TimeUnit.MILLISECONDS.sleep(windowMs);
        double cpu = 0;
        for (int i = 0; i < before.length; i++)
        {
            final double seconds = (ticks(pids.get(i)) - before[i]) / TICKS_PER_SECOND;
            cpu = Math.max(cpu, seconds * 1e9 / (System.nanoTime() - startNs));
        }

        return cpu;
    }

    /** User and system time of a process, in the kernel's ticks: a hundredth of a second on every Linux of today. */
    private static long ticks(final long pid)
    {
        final String line = read("/proc/" + pid + "/stat");
        final StringTokenizer words = new StringTokenizer(line.substring(line.lastIndexOf(')') + 1));
        for (int i = 0; i < USER_TICKS && words.hasMoreTokens(); i++)
        {
            words.nextToken();
        }

        return words.countTokens() < 2 ? 0 : Long.parseLong(words.nextToken()) + Long.parseLong(words.nextToken());
    }

    private static long residentBytes(final long pid)
    {
        return read("/proc/" + pid + "/status").lines()
            .filter((line) -> line.startsWith("VmRSS:"))
            .mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
            .findFirst().orElse(-1);
    }

    private static String read(final String file)
    {
        try
        {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        }
        catch (final IOException ex)
        {
            return "";
        }
    }
}
