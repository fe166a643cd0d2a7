package io.belay.journal.plainqueue;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import net.openhft.posix.MSyncFlag;
import net.openhft.posix.PosixAPI;
import net.openhft.posix.internal.PosixAPIHolder;

/**
 * Stands between Chronicle Queue and the kernel while it is open: every {@code msync} that the queue asks for on the
 * test's thread is recorded, and what it makes durable goes into a {@link DiskImage}. It can refuse, as a disk that has
 * died. Asynchronous ones are only counted, since Linux does nothing for them; those of the queue's background thread
 * are left out, since nobody waits for them: the power goes before.
 * <p>
 * The queue has one such interface for the whole process, so one of these can be open at a time.
 */
final class RecordedKernel implements AutoCloseable
{
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final int PATH_COLUMN = 5;

    private final PosixAPI before;
    private final Thread thread = Thread.currentThread();
    private final DiskImage disk = new DiskImage();
    private final List<Forced> forced = new ArrayList<>();
    private int asynchronousCount;
    private int refusedCount;
    private boolean isRefusing;

    /**
     * A range that was forced.
     *
     * @param file   of the mapping.
     * @param offset in the file.
     * @param length in bytes.
     */
    record Forced(Path file, long offset, long length)
    {
    }

    private RecordedKernel(final PosixAPI before)
    {
        this.before = before;
    }

    /** Skips the test by name where memory cannot be told from files. */
    static RecordedKernel install()
    {
        assumeTrue(Files.isReadable(MAPS), MAPS + " is not there: which file is forced cannot be told");
        final RecordedKernel kernel = new RecordedKernel(PosixAPI.posix());
        PosixAPIHolder.POSIX_API = (PosixAPI)Proxy.newProxyInstance(
            PosixAPI.class.getClassLoader(), new Class<?>[]{PosixAPI.class}, kernel::call);

        return kernel;
    }

    private Object call(final Object proxy, final Method method, final Object[] arguments) throws Throwable
    {
        if ("msync".equals(method.getName()) && thread.equals(Thread.currentThread()))
        {
            return onSync((Long)arguments[0], (Long)arguments[1], isSynchronous(arguments[2]));
        }

        if ("lastErrorStr".equals(method.getName()))
        {
            return "Input/output error, on command";
        }

        try
        {
            return method.invoke(before, arguments);
        }
        catch (final InvocationTargetException ex)
        {
            throw ex.getCause();
        }
    }

    private static boolean isSynchronous(final Object flag)
    {
        return MSyncFlag.MS_SYNC.equals(flag) || Integer.valueOf(MSyncFlag.MS_SYNC.value()).equals(flag);
    }

    private int onSync(final long address, final long length, final boolean isSynchronous)
    {
        if (!isSynchronous)
        {
            asynchronousCount++;

            return 0;
        }

        if (isRefusing)
        {
            refusedCount++;

            return -1;
        }

        final Forced range = rangeAt(address, length);
        forced.add(range);
        disk.force(range.file, range.offset, range.length);

        return 0;
    }

    /** Which bytes of which file are mapped at an address. */
    private static Forced rangeAt(final long address, final long length)
    {
        try
        {
            for (final String line : Files.readAllLines(MAPS))
            {
                final String[] columns = line.split(" +", PATH_COLUMN + 1);
                final int dash = columns[0].indexOf('-');
                final long begin = Long.parseUnsignedLong(columns[0].substring(0, dash), 16);
                final long end = Long.parseUnsignedLong(columns[0].substring(dash + 1), 16);
                if (address >= begin && address < end && columns.length > PATH_COLUMN)
                {
                    return new Forced(
                        Path.of(columns[PATH_COLUMN]), Long.parseLong(columns[2], 16) + address - begin,
                        Math.min(length, end - address));
                }
            }
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }

        throw new IllegalStateException("no file is mapped at " + Long.toHexString(address));
    }

    /** Every {@code msync} fails from now on, or works again. */
    void refuse(final boolean refused)
    {
        isRefusing = refused;
    }

    List<Forced> forced()
    {
        return forced;
    }

    /** Whether the page of a file at an offset was forced. */
    boolean isForced(final Path file, final long offset)
    {
        final long page = offset / DiskImage.PAGE * DiskImage.PAGE;

        return forced.stream().anyMatch(range -> range.file.equals(file) &&
            range.offset <= page && range.offset + range.length > page);
    }

    int asynchronousCount()
    {
        return asynchronousCount;
    }

    int refusedCount()
    {
        return refusedCount;
    }

    DiskImage disk()
    {
        return disk;
    }

    @Override
    public void close()
    {
        PosixAPIHolder.POSIX_API = before;
    }
}
