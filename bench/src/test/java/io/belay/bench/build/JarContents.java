package io.belay.bench.build;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The class files of a jar, and where jars are. */
final class JarContents
{
    private JarContents()
    {
    }

    /** The one jar on this test's class path whose file name starts so. */
    static Path onClassPath(final String prefix)
    {
        final List<Path> found = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter((path) -> path.getFileName().toString().matches(prefix + "-[0-9].*\\.jar"))
            .toList();
        if (found.size() != 1)
        {
            throw new IllegalStateException("expected one " + prefix + " on the class path, found " + found);
        }

        return found.get(0);
    }

    /** Each class below a folder of the jar, with its bytes' length and CRC-32 in one figure. */
    static SortedMap<String, Long> classes(final Path jar, final String folder) throws IOException
    {
        final SortedMap<String, Long> classes = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile()))
        {
            for (final JarEntry entry : Collections.list(file.entries()))
            {
                if (entry.getName().startsWith(folder) && entry.getName().endsWith(".class"))
                {
                    classes.put(entry.getName(), fingerprint(file, entry));
                }
            }
        }

        return classes;
    }

    private static long fingerprint(final JarFile file, final JarEntry entry) throws IOException
    {
        final CRC32 crc = new CRC32();
        try (InputStream in = file.getInputStream(entry))
        {
            final byte[] bytes = in.readAllBytes();
            crc.update(bytes);

            return (long)bytes.length << Integer.SIZE | crc.getValue();
        }
    }
}
