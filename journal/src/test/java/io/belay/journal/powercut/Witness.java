package io.belay.journal.powercut;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory that a process under test shares with the one that cuts its power, in a file on another file system.
 */
final class Witness implements AutoCloseable
{
    static final int OPENING = 1;
    static final int OPEN = 2;
    static final int NO_STEP = -1;

    private static final int LENGTH = 128;
    private static final int ACKED = 0;
    private static final int ROLL_SEQUENCE = 8;
    private static final int ROLLS = 16;
    private static final int CYCLE_OFFSET = 24;
    private static final int PHASE = 32;
    private static final int HOLD_STEP = 40;
    private static final int HELD = 48;
    private static final int SYNCING = 56;
    private static final int FIRST = 64;

    private final Path path;
    private final MappedByteBuffer map;
    private final UnsafeBuffer buffer;

    private Witness(final Path path, final MappedByteBuffer map)
    {
        this.path = path;
        this.map = map;
        this.buffer = new UnsafeBuffer(map);
    }

    static Witness open(final Path path) throws IOException
    {
        try (FileChannel channel = FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE))
        {
            return new Witness(path, channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH));
        }
    }

    /** A fresh one, in memory where the system offers that. */
    static Witness create(final Path fallback) throws IOException
    {
        final Path memory = Path.of("/dev/shm");
        final Witness witness = open(Files.isWritable(memory) ?
            Files.createTempFile(memory, "belay-cut", ".witness") : Files.createTempFile(fallback, "cut", ".witness"));
        witness.path.toFile().deleteOnExit();
        witness.holdStep(NO_STEP);

        return witness;
    }

    Path path()
    {
        return path;
    }

    /** The process may append: its first sequence will be this one. */
    void opened(final long firstSequence)
    {
        buffer.putLong(FIRST, firstSequence);
        buffer.putLong(ACKED, firstSequence - 1);
        buffer.putLongVolatile(PHASE, OPEN);
    }

    void opening()
    {
        buffer.putLongVolatile(PHASE, OPENING);
    }

    int phase()
    {
        return (int)buffer.getLongVolatile(PHASE);
    }

    void acked(final long sequence)
    {
        buffer.putLongVolatile(SYNCING, 0);
        buffer.putLongVolatile(ACKED, sequence);
    }

    void syncing()
    {
        buffer.putLongVolatile(SYNCING, 1);
    }

    boolean isSyncing()
    {
        return 1 == buffer.getLongVolatile(SYNCING);
    }

    void rolled(final long firstSequence)
    {
        buffer.putLong(ROLL_SEQUENCE, firstSequence);
        buffer.putLongVolatile(ROLLS, buffer.getLong(ROLLS) + 1);
    }

    long rolls()
    {
        return buffer.getLongVolatile(ROLLS);
    }

    /** About how far the file is written. */
    void cycleOffset(final long offset)
    {
        buffer.putLongOrdered(CYCLE_OFFSET, offset);
    }

    long cycleOffset()
    {
        return buffer.getLongVolatile(CYCLE_OFFSET);
    }

    /** From the next roll, or the start of an opening, the process goes on for so many steps and then waits. */
    void holdStep(final int step)
    {
        buffer.putLongVolatile(HOLD_STEP, step);
    }

    int holdStep()
    {
        return (int)buffer.getLongVolatile(HOLD_STEP);
    }

    boolean isHeld()
    {
        return 1 == buffer.getLongVolatile(HELD);
    }

    /** Waits at the step that was asked for. */
    void hold()
    {
        buffer.putLongVolatile(HELD, 1);
        awaitEnd();
    }

    /** Waits for the end of this process. */
    static void awaitEnd()
    {
        while (true)
        {
            LockSupport.park();
        }
    }

    @Override
    public void close() throws IOException
    {
        IoUtil.unmap(map);
        Files.deleteIfExists(path);
    }

    /** What a witness said at one moment. */
    record Saying(long firstSequence, long acked, long rollSequence, long rolls, int phase)
    {
        /** Of a journal that was never open. */
        static final Saying NOTHING = new Saying(1, 0, 0, 0, OPENING);

        static Saying of(final byte[] bytes)
        {
            final ByteBuffer said = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());

            return new Saying(
                said.getLong(FIRST), said.getLong(ACKED), said.getLong(ROLL_SEQUENCE), said.getLong(ROLLS),
                (int)said.getLong(PHASE));
        }

        boolean isInRoll()
        {
            return rollSequence > acked;
        }
    }
}
