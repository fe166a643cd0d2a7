package io.belay.journal.plainqueue;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Chronicle Queue as it comes out of the box, with records that are numbered 1, 2, 3 … and filled with bytes that follow
 * from the number.
 */
final class PlainQueue implements AutoCloseable
{
    static final int RECORD = 256;
    /** How much is mapped at a time; the default is 64 MiB, which only makes the test longer. */
    static final int BLOCK = 1 << 20;

    /** How long the queue waits, and waits again, where it finds a file without a header; the default is 10 s. */
    private static final long STALL_MS = 500;
    private static final long DAY_MS = 86_400_000;

    private final AtomicLong nowMs = new AtomicLong(20_000 * DAY_MS);
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private long lastNumber;

    /**
     * Opens a queue, or makes it.
     *
     * @param directory of it.
     * @param syncMode  to ask for, or null for what is the default.
     */
    PlainQueue(final Path directory, final SyncMode syncMode)
    {
        final SingleChronicleQueueBuilder builder = builder(directory).timeProvider(nowMs::get);
        if (null != syncMode)
        {
            builder.syncMode(syncMode);
        }

        queue = builder.build();
        appender = queue.createAppender();
    }

    private static SingleChronicleQueueBuilder builder(final Path directory)
    {
        return SingleChronicleQueueBuilder.binary(directory).blockSize(BLOCK).rollCycle(LargeRollCycles.LARGE_DAILY)
            .timeoutMS(STALL_MS);
    }

    /** The next records go into the next file. */
    void nextDay()
    {
        nowMs.addAndGet(DAY_MS);
    }

    void append(final int count)
    {
        append(count, RECORD);
    }

    void append(final int count, final int length)
    {
        for (int i = 0; i < count; i++)
        {
            lastNumber++;
            try (DocumentContext context = appender.writingDocument())
            {
                context.wire().bytes().writeLong(lastNumber);
                for (int at = Long.BYTES; at < length; at++)
                {
                    context.wire().bytes().writeByte(filler(lastNumber, at));
                }
            }
        }
    }

    /** Numbers go on behind what an earlier process has written. */
    void numberFrom(final long last)
    {
        lastNumber = last;
    }

    void sync()
    {
        appender.sync();
    }

    long lastNumber()
    {
        return lastNumber;
    }

    /** Where the queue says that it ends: how many records lie before the end of the last file. */
    long countByLastIndex()
    {
        return queue.rollCycle().toSequenceNumber(queue.lastIndex()) + 1;
    }

    /** Where a tailer is put that wants what comes next: behind so many records of the last file. */
    long countByToEnd()
    {
        try (ExcerptTailer tailer = queue.createTailer())
        {
            return queue.rollCycle().toSequenceNumber(tailer.toEnd().index());
        }
    }

    Path file()
    {
        return appender.currentFile().toPath();
    }

    /** Offset in the file of what comes next. */
    long writePosition()
    {
        return null == appender.wire() ? 0 : appender.wire().bytes().writePosition();
    }

    static byte filler(final long number, final int at)
    {
        return (byte)((number * 31 + at) | 1); // Never 0, so that what was lost is told from what was written.
    }

    /** What a plain tailer finds from the start on. */
    Found read()
    {
        long count = 0;
        long last = 0;
        long wrong = 0;
        try (ExcerptTailer tailer = queue.createTailer())
        {
            while (true)
            {
                try (DocumentContext context = tailer.readingDocument())
                {
                    if (!context.isPresent())
                    {
                        return new Found(count, last, wrong);
                    }

                    final long number = context.wire().bytes().readLong();
                    boolean isRight = number == last + 1;
                    for (int at = Long.BYTES; context.wire().bytes().readRemaining() > 0; at++)
                    {
                        isRight &= filler(number, at) == context.wire().bytes().readByte();
                    }

                    count++;
                    last = number;
                    wrong += isRight ? 0 : 1;
                }
            }
        }
    }

    /**
     * What was read.
     *
     * @param count how many records.
     * @param last  number of the last of them.
     * @param wrong how many are not what was written there.
     */
    record Found(long count, long last, long wrong)
    {
    }

    @Override
    public void close()
    {
        appender.close();
        queue.close();
    }
}
