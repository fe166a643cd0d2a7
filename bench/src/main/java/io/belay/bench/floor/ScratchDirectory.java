package io.belay.bench.floor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.belay.bench.load.LoadException;
import org.agrona.IoUtil;

/**
 * A directory for the data of one measurement, with a name of its own. Closing deletes it with all that is in it, and
 * so does an end of this process in which its hooks are run.
 */
public final class ScratchDirectory implements AutoCloseable
{
    private final Path path;
    private final Thread hook;

    private ScratchDirectory(final Path path)
    {
        this.path = path;
        hook = new Thread(this::delete, "scratch-directory");
    }

    /**
     * @param parent    that exists.
     * @param prefix    of its name.
     * @param needBytes that will be written there.
     * @return the directory, empty.
     * @throws LoadException if it cannot be made or there is not so much room.
     */
    public static ScratchDirectory create(final Path parent, final String prefix, final long needBytes)
    {
        DiskRoom.require(parent, needBytes);
        try
        {
            final ScratchDirectory directory = new ScratchDirectory(Files.createTempDirectory(parent, prefix));
            Runtime.getRuntime().addShutdownHook(directory.hook);

            return directory;
        }
        catch (final IOException ex)
        {
            throw new LoadException("cannot make a directory in " + parent + ": " + ex.getMessage(), ex);
        }
    }

    /**
     * @return where it is.
     */
    public Path path()
    {
        return path;
    }

    private void delete()
    {
        IoUtil.delete(new File(path.toString()), true);
    }

    @Override
    public void close()
    {
        delete();
        try
        {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        catch (final IllegalStateException ignore)
        {
            // The process is ending, and the hook does no harm.
        }
    }
}
