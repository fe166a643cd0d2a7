package io.belay.journal;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A process that appends without end. After each sync it writes the durable sequence into a mapped file.
 */
public final class WriterMain
{
    private WriterMain()
    {
    }

    /**
     * Writes until it is killed, or for a number of batches. With {@code belay.test.traced} each acknowledgement is a
     * system call that names the sequence.
     *
     * @param args journal, file for the durable sequence, number of batches, write mode.
     * @throws IOException when a file cannot be written.
     */
    public static void main(final String[] args) throws IOException
    {
        final boolean isTraced = Boolean.getBoolean("belay.test.traced");
        final Frames frames = new Frames();
        final MappedByteBuffer acknowledged;
        try (FileChannel channel = FileChannel.open(
            Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE))
        {
            acknowledged = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
            acknowledged.order(ByteOrder.LITTLE_ENDIAN);
        }

        try (ChronicleJournal journal = new Journals(WriteMode.valueOf(args[3])).open(Path.of(args[0])))
        {
            System.out.println("READY");
            for (long batch = 0; batch < Long.parseLong(args[2]); batch++)
            {
                Journals.append(journal, frames, 1 + batch % 64, (int)(batch * 37 % 900));
                journal.sync();
                acknowledged.putLong(0, journal.durableSequence());
                if (isTraced && Files.exists(Path.of("acked-" + journal.durableSequence())))
                {
                    throw new IllegalStateException("only asked so that a trace of system calls shows the moment");
                }

                if (0 == batch % 3)
                {
                    journal.housekeeping().doWork();
                }
            }
        }
    }
}
