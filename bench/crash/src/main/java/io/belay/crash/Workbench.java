package io.belay.crash;

import java.io.IOException;
import java.nio.file.Path;

import io.belay.bench.process.JavaCommand;
import io.belay.bench.process.RunDirectories;
import io.belay.bench.process.RunException;

/**
 * What all rounds of a run share, and what this system can do for them. A part that it cannot do is null.
 */
final class Workbench implements AutoCloseable
{
    private final Settings settings;
    private final RunDirectories directories;
    private final JavaCommand java = JavaCommand.ofThisProcess();
    private final FaultLibrary library;
    private final String whyNoVolume;
    private final String whyNoNamespaces;
    private Namespaces namespaces;

    private Workbench(final Settings settings, final RunDirectories directories) throws IOException
    {
        this.settings = settings;
        this.directories = directories;
        library = null == FaultLibrary.whyNot() ? FaultLibrary.compile(directories.shared()) : null;
        whyNoVolume = tryVolume();
        whyNoNamespaces = tryNamespaces();
    }

    static Workbench open(final Settings settings) throws RunException, IOException
    {
        final RunDirectories directories = RunDirectories.create(settings.directory());
        try
        {
            return new Workbench(settings, directories);
        }
        catch (final IOException ex)
        {
            directories.deleteShared();
            throw ex;
        }
    }

    /** Programs and rights are not all: a container may refuse the mount itself. */
    private String tryVolume()
    {
        if (null != Volume.whyNot())
        {
            return Volume.whyNot();
        }

        try (Volume volume = Volume.create(Volume.Kind.EXT4, directories.shared(), "probe"))
        {
            return null == volume.root() ? "no mount" : null;
        }
        catch (final IOException ex)
        {
            return "cannot be mounted here: " + ex.getMessage();
        }
    }

    private String tryNamespaces()
    {
        if (null != Namespaces.whyNot())
        {
            return Namespaces.whyNot();
        }

        try
        {
            namespaces = Namespaces.create();

            return null;
        }
        catch (final IOException ex)
        {
            return "cannot be made here: " + ex.getMessage();
        }
    }

    Settings settings()
    {
        return settings;
    }

    JavaCommand java()
    {
        return java;
    }

    /** In memory. */
    Path shared()
    {
        return directories.shared();
    }

    /** On the disk. */
    Path out()
    {
        return directories.out();
    }

    FaultLibrary library()
    {
        return library;
    }

    String whyNoLibrary()
    {
        return FaultLibrary.whyNot();
    }

    String whyNoVolume()
    {
        return whyNoVolume;
    }

    Namespaces namespaces()
    {
        return namespaces;
    }

    String whyNoNamespaces()
    {
        return whyNoNamespaces;
    }

    @Override
    public void close() throws IOException
    {
        try
        {
            if (null != namespaces)
            {
                namespaces.close();
            }
        }
        finally
        {
            directories.deleteShared();
        }
    }
}
