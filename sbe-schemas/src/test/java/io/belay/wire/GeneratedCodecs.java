package io.belay.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.belay.sbe.wal.WalFrameDecoder;
import org.agrona.sbe.MessageFlyweight;

/** The codec classes that the build has generated, as found in the folder of their class files. */
final class GeneratedCodecs
{
    private static final String PACKAGE = "io.belay.sbe";

    private GeneratedCodecs()
    {
    }

    /**
     * The codecs of messages, not of their parts.
     *
     * @param suffix {@code Encoder} or {@code Decoder}.
     * @return their classes, by name.
     */
    static List<Class<?>> messages(final String suffix)
    {
        final Path root = root();
        try (Stream<Path> files = Files.walk(root.resolve(PACKAGE.replace('.', '/'))))
        {
            return files
                .filter((file) -> file.toString().endsWith(suffix + ".class"))
                .map((file) -> root.relativize(file).toString().replace('/', '.'))
                .<Class<?>>map((name) -> load(name.substring(0, name.length() - ".class".length())))
                .filter(MessageFlyweight.class::isAssignableFrom)
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .toList();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * A message's schema and name.
     *
     * @param type of the codec.
     * @return for example {@code wal/WalFrame}.
     */
    static String messageName(final Class<?> type)
    {
        final String schema = type.getPackageName().substring(PACKAGE.length() + 1);
        final String simpleName = type.getSimpleName();

        return schema + "/" + simpleName.substring(0, simpleName.length() - "Encoder".length());
    }

    static int constant(final Class<?> type, final String name)
    {
        try
        {
            return type.getField(name).getInt(null);
        }
        catch (final ReflectiveOperationException ex)
        {
            throw new LinkageError(type + " has no " + name, ex);
        }
    }

    private static Class<?> load(final String name)
    {
        try
        {
            return Class.forName(name);
        }
        catch (final ClassNotFoundException ex)
        {
            throw new AssertionError(name, ex);
        }
    }

    private static Path root()
    {
        try
        {
            return Path.of(WalFrameDecoder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        }
        catch (final URISyntaxException ex)
        {
            throw new AssertionError(ex);
        }
    }
}
