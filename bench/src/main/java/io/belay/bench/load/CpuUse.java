package io.belay.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;

/**
 * How much of the machine others took between two moments: other processes than the named ones, this one with all that
 * it started, and the kernel's own threads; and the hypervisor. Linux only; elsewhere nothing is known.
 */
final class CpuUse
{
    private static final int KERNEL_THREADS = 2;

    private final Set<Long> own = new TreeSet<>();
    private final Path proc;
    private long busyTicks;
    private long totalTicks;
    private long ownTicks;

    CpuUse(final List<Long> pids)
    {
        this(Path.of("/proc"), pids);
    }

    CpuUse(final Path proc, final List<Long> pids)
    {
        this.proc = proc;
        own.addAll(pids);
        own.add(ProcessHandle.current().pid());
    }

    void begin()
    {
        ProcessHandle.current().descendants().forEach((process) -> own.add(process.pid()));
        readTotals();
        ownTicks = readOwn();
    }

    /** Share of all cores since {@link #begin()}, 0 to 1; negative when it is not known. */
    double foreignShare()
    {
        final long busyBefore = busyTicks;
        final long totalBefore = totalTicks;
        final long ownBefore = ownTicks;
        readTotals();
        ownTicks = readOwn();
        if (totalTicks <= totalBefore)
        {
            return -1;
        }

        return Math.max(0, (busyTicks - busyBefore) - (ownTicks - ownBefore)) / (double)(totalTicks - totalBefore);
    }

    private void readTotals()
    {
        try
        {
            final StringTokenizer words = new StringTokenizer(Files.readString(proc.resolve("stat"))
                .lines().findFirst().orElse(""));
            words.nextToken();
            final long[] ticks = new long[8];
            for (int i = 0; i < ticks.length && words.hasMoreTokens(); i++)
            {
                ticks[i] = Long.parseLong(words.nextToken());
            }
            totalTicks = 0;
            for (final long each : ticks)
            {
                totalTicks += each;
            }

            // Interrupts are counted to whoever they interrupt; what is idle or waits for a disk is not busy.
            busyTicks = ticks[0] + ticks[1] + ticks[2] + ticks[7];
        }
        catch (final IOException | RuntimeException ex)
        {
            totalTicks = 0;
        }
    }

    private long readOwn()
    {
        long sum = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*"))
        {
            for (final Path process : processes)
            {
                sum += ticksIfOwn(process);
            }
        }
        catch (final IOException ex)
        {
            return 0;
        }

        return sum;
    }

    private long ticksIfOwn(final Path process)
    {
        try
        {
            final String line = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            final StringTokenizer words = new StringTokenizer(line.substring(line.lastIndexOf(')') + 1));
            words.nextToken();
            final long parent = Long.parseLong(words.nextToken());
            if (KERNEL_THREADS != parent && !own.contains(Long.parseLong(process.getFileName().toString())))
            {
                return 0;
            }
            for (int i = 5; i < 14; i++)
            {
                words.nextToken();
            }

            return Long.parseLong(words.nextToken()) + Long.parseLong(words.nextToken());
        }
        catch (final IOException | RuntimeException ex)
        {
            return 0; // It has ended meanwhile.
        }
    }
}
