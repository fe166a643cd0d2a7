package io.belay.journal;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.rollcycles.RollCycleArithmetic;

/**
 * How cycles are numbered and their files named: by the second in which they began, UTC.
 * <p>
 * A cycle ends when its file is full, not when its second is over. The next one takes the present second, or the
 * number after the last one where several begin within a second; so names rise strictly and run ahead of the wall
 * clock only as long as files fill faster than one a second. The index of a file has the size that production roll
 * cycles have, so that the first entry does not lie in page 0 and a missing force of that page is seen in tests.
 */
enum CycleName implements RollCycle
{
    /** The one way of naming. */
    SECONDS;

    static final String SUFFIX = ".cq4";
    static final String PRECREATED_SUFFIX = ".precreated";
    static final String SUMMARY_SUFFIX = ".summary";
    static final String CLIENTS_SUFFIX = ".clients";

    private static final String FORMAT = "yyyyMMdd-HHmmss'B'";
    private static final int NAME_LENGTH = "20260101-000000B".length();
    private static final int LENGTH_MS = 1_000;
    private static final int INDEX_COUNT = 8 << 10;
    private static final int INDEX_SPACING = 64;
    private static final RollCycleArithmetic ARITHMETIC = RollCycleArithmetic.of(INDEX_COUNT, INDEX_SPACING);
    private static final DateTimeFormatter FORMATTER = DateTimeFormatter.ofPattern(FORMAT, Locale.ROOT);

    /** What one more page of the queue's own index takes, which it writes between entries. */
    static final int INDEX_BYTES = INDEX_COUNT * Long.BYTES + 4096;

    static String of(final int cycle)
    {
        return FORMATTER.format(LocalDateTime.ofEpochSecond(cycle & 0xFFFF_FFFFL, 0, ZoneOffset.UTC));
    }

    static Path file(final Path directory, final int cycle)
    {
        return directory.resolve(of(cycle) + SUFFIX);
    }

    static Path summary(final Path cycleFile)
    {
        return beside(cycleFile, SUMMARY_SUFFIX);
    }

    static Path clients(final Path cycleFile)
    {
        return beside(cycleFile, CLIENTS_SUFFIX);
    }

    private static Path beside(final Path cycleFile, final String suffix)
    {
        final String name = String.valueOf(cycleFile.getFileName());

        return cycleFile.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + suffix);
    }

    /** The cycle that a file holds by its name, or -1 when it is no cycle file. */
    static int parse(final Path path, final String suffix)
    {
        final String name = String.valueOf(path.getFileName());
        if (name.length() != NAME_LENGTH + suffix.length() || !name.endsWith(suffix))
        {
            return -1;
        }

        try
        {
            return (int)LocalDateTime.parse(name.substring(0, NAME_LENGTH), FORMATTER).toEpochSecond(ZoneOffset.UTC);
        }
        catch (final DateTimeParseException ex)
        {
            return -1;
        }
    }

    static long timeMs(final int cycle)
    {
        return (long)cycle * LENGTH_MS;
    }

    static int next(final int cycle, final long nowMs)
    {
        return (int)Math.max(cycle + 1L, nowMs / LENGTH_MS);
    }

    @Override
    public String format()
    {
        return FORMAT;
    }

    @Override
    public int lengthInMillis()
    {
        return LENGTH_MS;
    }

    @Override
    public int defaultIndexCount()
    {
        return ARITHMETIC.indexCount();
    }

    @Override
    public int defaultIndexSpacing()
    {
        return ARITHMETIC.indexSpacing();
    }

    @Override
    public long toIndex(final int cycle, final long sequenceNumber)
    {
        return ARITHMETIC.toIndex(cycle, sequenceNumber);
    }

    @Override
    public long toSequenceNumber(final long index)
    {
        return ARITHMETIC.toSequenceNumber(index);
    }

    @Override
    public int toCycle(final long index)
    {
        return ARITHMETIC.toCycle(index);
    }

    @Override
    public long maxMessagesPerCycle()
    {
        return ARITHMETIC.maxMessagesPerCycle();
    }
}
