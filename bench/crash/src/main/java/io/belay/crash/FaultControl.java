package io.belay.crash;

import java.nio.MappedByteBuffer;
import java.nio.file.Path;

import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tells the library that is preloaded into the processes of one machine what to do: its layout is told there.
 */
final class FaultControl implements AutoCloseable
{
    private static final int CLOCK_OFFSET_NS = 0;
    private static final int MODE = 8;
    private static final int DELAY_US = 16;
    private static final int FAILED_AT_NS = 24;
    private static final int COUNT = 32;
    private static final int LENGTH = 4096;

    private final Path path;
    private final MappedByteBuffer mapped;
    private final UnsafeBuffer buffer;

    /** What the disk does. */
    enum Mode
    {
        /** What it should. */
        WELL(0),
        /** The next sync fails, the ones after it do not. */
        FAIL_ONCE(1),
        /** All syncs fail. */
        FAIL(2),
        /** All syncs take their time. */
        DELAY(3);

        private final int code;

        Mode(final int code)
        {
            this.code = code;
        }
    }

    private FaultControl(final Path path, final MappedByteBuffer mapped)
    {
        this.path = path;
        this.mapped = mapped;
        buffer = new UnsafeBuffer(mapped);
    }

    static FaultControl create(final Path path)
    {
        return new FaultControl(path.toAbsolutePath(), IoUtil.mapNewFile(path.toFile(), LENGTH));
    }

    Path path()
    {
        return path;
    }

    void clockOffsetNs(final long offsetNs)
    {
        buffer.putLongVolatile(CLOCK_OFFSET_NS, offsetNs);
    }

    void disk(final Mode mode, final long delayUs)
    {
        buffer.putLongVolatile(MODE, Mode.WELL.code);
        buffer.putLongVolatile(FAILED_AT_NS, 0);
        buffer.putLongVolatile(COUNT, 0);
        buffer.putLongVolatile(DELAY_US, delayUs);
        buffer.putLongVolatile(MODE, mode.code);
    }

    /** When the first sync failed since the disk was told to, on the clock of nanoTime; 0 when none did. */
    long failedAtNs()
    {
        return buffer.getLongVolatile(FAILED_AT_NS);
    }

    /** How many syncs failed or were slow since the disk was told to. */
    long count()
    {
        return buffer.getLongVolatile(COUNT);
    }

    @Override
    public void close()
    {
        IoUtil.unmap(mapped);
    }
}
