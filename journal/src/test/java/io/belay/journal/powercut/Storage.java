package io.belay.journal.powercut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a journal lives on, and what loses its power: one volume, or one inside another.
 * <p>
 * A volume inside another is a disk with a volatile cache: what its file system has sent to the device, but did not
 * have flushed, is in the memory of the outer one and goes with that.
 */
final class Storage implements AutoCloseable
{
    private static final long VOLUME_BYTES = 3L << 30;

    private final Volume outer;
    private final Volume inner;
    private final Thread atExit = new Thread(this::closeQuietly, "unmount");

    private Storage(final Volume outer, final Volume inner)
    {
        this.outer = outer;
        this.inner = inner;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static Storage create(final FileSystem fileSystem, final boolean hasVolatileCache, final Path directory)
        throws IOException
    {
        Volume outer = null;
        try
        {
            Files.createDirectories(directory);
            if (hasVolatileCache)
            {
                outer = Volume.create(
                    FileSystem.EXT4, directory.resolve("outer.img"), VOLUME_BYTES + (1L << 30),
                    directory.resolve("outer"));
            }

            final Path folder = null == outer ? directory : outer.root();

            return new Storage(outer, Volume.create(
                fileSystem, folder.resolve("volume.img"), VOLUME_BYTES, directory.resolve("volume")));
        }
        catch (final IOException ex)
        {
            if (null != outer)
            {
                outer.close();
            }

            throw ex;
        }
    }

    Path journal()
    {
        return inner.root().resolve("journal");
    }

    /** The file systems to stop, by a file in each, the lowest first: the other can then no longer change anything. */
    List<Path> power()
    {
        return null == outer ? List.of(inner.power()) : List.of(outer.power(), inner.power());
    }

    /** The image whose writes are in the volatile cache, or null. */
    Path cached()
    {
        return null == outer ? null : inner.image();
    }

    /** Power is back: what was stopped is mounted again, as it is on the disk. */
    void restart() throws IOException
    {
        inner.unmount();
        if (null != outer)
        {
            outer.unmount();
            outer.mount();
        }

        inner.mount();
    }

    @Override
    public void close() throws IOException
    {
        if (Thread.currentThread() != atExit)
        {
            Runtime.getRuntime().removeShutdownHook(atExit);
        }

        try
        {
            inner.close();
        }
        finally
        {
            if (null != outer)
            {
                outer.close();
            }
        }
    }

    private void closeQuietly()
    {
        try
        {
            close();
        }
        catch (final IOException ex)
        {
            System.err.println("a mount may be left: " + ex.getMessage());
        }
    }
}
