package io.belay.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Reads properties from a file, or from a bundled resource when no file has that name. */
final class PropertiesSource
{
    private PropertiesSource()
    {
    }

    /**
     * Read a file, else a resource beside this class, else one at the root of the class path, where Aeron bundles its
     * own.
     *
     * @throws DriverRefusedException if there is neither, or if it cannot be read.
     */
    static Properties named(final String name)
    {
        try
        {
            final Path path = Path.of(name);
            if (Files.exists(path))
            {
                return read(Files.newInputStream(path));
            }

            final InputStream bundled = bundled(name);
            if (bundled == null)
            {
                throw new DriverRefusedException("no such file, and nothing bundled has that name: " + name);
            }

            return read(bundled);
        }
        catch (final IOException | IllegalArgumentException ex)
        {
            throw new DriverRefusedException("cannot read " + name + ": " + ex.getMessage(), ex);
        }
    }

    /** Read a resource that is part of this module. */
    static Properties resource(final String name)
    {
        try (InputStream in = PropertiesSource.class.getResourceAsStream(name))
        {
            if (in == null)
            {
                throw new IllegalStateException("the jar lacks its own resource " + name);
            }

            return read(in);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    private static InputStream bundled(final String name)
    {
        final InputStream own = PropertiesSource.class.getResourceAsStream(name);

        return own != null ? own : PropertiesSource.class.getResourceAsStream("/" + name);
    }

    private static Properties read(final InputStream in) throws IOException
    {
        final Properties properties = new StrictProperties();
        try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8))
        {
            properties.load(reader);
        }

        return properties;
    }
}
