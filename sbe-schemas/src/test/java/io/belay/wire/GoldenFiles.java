package io.belay.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The messages as they were encoded when their layouts were agreed: one file each, 16 bytes a line in hexadecimal.
 */
final class GoldenFiles
{
    private static final int BYTES_PER_LINE = 16;
    private static final String SUFFIX = ".hex";
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private final Path root;

    GoldenFiles()
    {
        // Surefire names the module's folder; an IDE starts in it or says so itself.
        root = Path.of(System.getProperty("basedir", "."), "src", "test", "resources", "golden");
    }

    Set<String> names()
    {
        try (Stream<Path> files = Files.walk(root))
        {
            final Set<String> names = new TreeSet<>();
            files
                .filter(Files::isRegularFile)
                .map((file) -> root.relativize(file).toString().replace('\\', '/'))
                .forEach((name) -> names.add(name.replace(SUFFIX, "")));

            return names;
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    byte[] read(final String name)
    {
        try
        {
            return HexFormat.of().parseHex(Files.readString(file(name), US_ASCII).replaceAll("\\s", ""));
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    void write(final String name, final byte[] message)
    {
        try
        {
            Files.createDirectories(file(name).getParent());
            Files.writeString(file(name), format(message), US_ASCII);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    static String format(final byte[] message)
    {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < message.length; i += BYTES_PER_LINE)
        {
            text.append(HEX.formatHex(message, i, Math.min(message.length, i + BYTES_PER_LINE))).append('\n');
        }

        return text.toString();
    }

    private Path file(final String name)
    {
        return root.resolve(name + SUFFIX);
    }
}
