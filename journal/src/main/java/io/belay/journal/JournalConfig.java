package io.belay.journal;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a journal lives and how large it may become.
 * <p>
 * Retention waits for what {@link ChronicleJournal#retainFrom(long)} holds, and asks no other node. As long as there
 * are no snapshots, nobody can be filled again with what it has deleted: at W=2 neither a standby that was away for
 * longer than is kept, nor a node whose disk was lost, and the markets that the two share stand still then. To keep all
 * is the default.
 *
 * @param directory       of the journal; made when it is not there.
 * @param cycleBytes      size of a cycle file; the journal goes on in the next one when an entry does not fit any more.
 * @param entryBytesMax   longest entry that can be appended.
 * @param blockBytes      how much of a cycle file the queue maps at a time. From {@code cycleBytes} on there is one
 *                        mapping a file.
 * @param retentionBytes  whole sealed files are deleted, oldest first, while the journal is larger than this; 0 keeps
 *                        all.
 * @param retentionAgeMs  whole sealed files are deleted when they were sealed longer ago than this; 0 keeps all.
 * @param reserveBytes    free space that is never taken for a new cycle file.
 * @param checkedBytes    how many of the newest sealed files are read and checked when the journal is opened, in bytes;
 *                        of older ones the summary is believed until they are read.
 * @param writeMode       how entries get into the files.
 */
public record JournalConfig(
    Path directory,
    int cycleBytes,
    int entryBytesMax,
    int blockBytes,
    long retentionBytes,
    long retentionAgeMs,
    long reserveBytes,
    long checkedBytes,
    WriteMode writeMode)
{
    /** Default of {@link #cycleBytes()}. */
    public static final int CYCLE_BYTES_DEFAULT = 64 << 20;
    /** Default of {@link #entryBytesMax()}: a frame of 1 MiB and its header. */
    public static final int ENTRY_BYTES_MAX_DEFAULT = (1 << 20) + 4096;
    /** Default of {@link #reserveBytes()}. */
    public static final long RESERVE_BYTES_DEFAULT = 16 << 20;
    /** Default of {@link #checkedBytes()}: what a disk of today reads in about a second. */
    public static final long CHECKED_BYTES_DEFAULT = 256 << 20;

    private static final int PAGE = 4096;
    private static final int CYCLE_BYTES_MAX = 1 << 30;
    /** What a cycle file holds beside entries: the queue's header and first index, and the cycle header. */
    private static final int OVERHEAD_BYTES = 4 * CycleName.INDEX_BYTES;

    /** Checks the values. */
    public JournalConfig
    {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(writeMode, "writeMode");
        check(entryBytesMax > 0, "entryBytesMax", entryBytesMax, "more than 0");
        check(0 == cycleBytes % PAGE && cycleBytes <= CYCLE_BYTES_MAX, "cycleBytes", cycleBytes,
            "a multiple of " + PAGE + " and at most " + CYCLE_BYTES_MAX);
        check(cycleBytes >= OVERHEAD_BYTES + 2L * entryBytesMax, "cycleBytes", cycleBytes,
            "at least " + (OVERHEAD_BYTES + 2L * entryBytesMax) + " for entries of " + entryBytesMax + " bytes");
        check(0 == blockBytes % PAGE && blockBytes / 4 >= entryBytesMax + PAGE &&
            blockBytes >= 4 * CycleName.INDEX_BYTES, "blockBytes", blockBytes,
            "a multiple of " + PAGE + " and at least " + 4L * (Math.max(entryBytesMax, CycleName.INDEX_BYTES) + PAGE));
        check(retentionBytes >= 0, "retentionBytes", retentionBytes, "0 or more");
        check(retentionAgeMs >= 0, "retentionAgeMs", retentionAgeMs, "0 or more");
        check(reserveBytes >= 0, "reserveBytes", reserveBytes, "0 or more");
        check(checkedBytes >= 0, "checkedBytes", checkedBytes, "0 or more");
    }

    /**
     * A journal with all defaults, which keeps everything.
     *
     * @param directory of the journal.
     * @return its configuration.
     */
    public static JournalConfig of(final Path directory)
    {
        return new JournalConfig(
            directory, CYCLE_BYTES_DEFAULT, ENTRY_BYTES_MAX_DEFAULT, CYCLE_BYTES_DEFAULT, 0, 0, RESERVE_BYTES_DEFAULT,
            CHECKED_BYTES_DEFAULT, WriteMode.QUEUE);
    }

    /**
     * @param bytes size of a cycle file.
     * @return the same, but for that; the file is one mapping.
     */
    public JournalConfig withCycleBytes(final int bytes)
    {
        final int least = 4 * (Math.max(entryBytesMax, CycleName.INDEX_BYTES) + PAGE);
        final int block = Math.max(bytes, (least + PAGE - 1) & -PAGE);

        return new JournalConfig(
            directory, bytes, entryBytesMax, block, retentionBytes, retentionAgeMs, reserveBytes, checkedBytes,
            writeMode);
    }

    /**
     * @param bytes longest entry.
     * @return the same, but for that.
     */
    public JournalConfig withEntryBytesMax(final int bytes)
    {
        return new JournalConfig(
            directory, cycleBytes, bytes, blockBytes, retentionBytes, retentionAgeMs, reserveBytes, checkedBytes,
            writeMode);
    }

    /**
     * @param bytes that the queue maps at a time.
     * @return the same, but for that.
     */
    public JournalConfig withBlockBytes(final int bytes)
    {
        return new JournalConfig(
            directory, cycleBytes, entryBytesMax, bytes, retentionBytes, retentionAgeMs, reserveBytes, checkedBytes,
            writeMode);
    }

    /**
     * @param bytes to keep at the most, 0 for all.
     * @param ageMs to keep at the longest, 0 for ever.
     * @return the same, but for that.
     */
    public JournalConfig withRetention(final long bytes, final long ageMs)
    {
        return new JournalConfig(
            directory, cycleBytes, entryBytesMax, blockBytes, bytes, ageMs, reserveBytes, checkedBytes,
            writeMode);
    }

    /**
     * @param bytes of free space never taken.
     * @return the same, but for that.
     */
    public JournalConfig withReserveBytes(final long bytes)
    {
        return new JournalConfig(
            directory, cycleBytes, entryBytesMax, blockBytes, retentionBytes, retentionAgeMs, bytes, checkedBytes,
            writeMode);
    }

    /**
     * @param bytes of sealed files to check when the journal is opened.
     * @return the same, but for that.
     */
    public JournalConfig withCheckedBytes(final long bytes)
    {
        return new JournalConfig(
            directory, cycleBytes, entryBytesMax, blockBytes, retentionBytes, retentionAgeMs, reserveBytes, bytes,
            writeMode);
    }

    /**
     * @param mode how entries get into the files.
     * @return the same, but for that.
     */
    public JournalConfig withWriteMode(final WriteMode mode)
    {
        return new JournalConfig(
            directory, cycleBytes, entryBytesMax, blockBytes, retentionBytes, retentionAgeMs, reserveBytes, checkedBytes,
            mode);
    }

    private static void check(final boolean valid, final String name, final long value, final String rule)
    {
        if (!valid)
        {
            throw new IllegalArgumentException("journal: " + name + " is " + value + ", must be " + rule);
        }
    }
}
