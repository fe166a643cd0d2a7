package io.belay.bench.build;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The lower modules are compiled against Agrona's own jar, and run with the copy inside Aeron's. That is only right as
 * long as the two are the same: a difference would show as a missing method, somewhere, some day.
 */
class AgronaCopiesTest
{
    private static final String FOLDER = "org/agrona/";
    private static final int CLASSES_AT_LEAST = 200;

    @TempDir
    private Path folder;

    @Test
    void shouldTellTwoJarsApartWhenOneByteDiffers() throws IOException
    {
        final Path first = jar("first.jar", new byte[]{1, 2, 3});
        final Path second = jar("second.jar", new byte[]{1, 2, 4});

        assertNotEquals(JarContents.classes(first, FOLDER), JarContents.classes(second, FOLDER));
    }

    @Test
    void shouldFindTheSameClassesInBothCopies() throws IOException
    {
        final SortedMap<String, Long> own = JarContents.classes(JarContents.onClassPath("agrona"), FOLDER);
        final SortedMap<String, Long> embedded = JarContents.classes(JarContents.onClassPath("aeron-all"), FOLDER);

        assertTrue(own.size() > CLASSES_AT_LEAST, "only " + own.size() + " classes found");
        assertEquals(own, embedded);
    }

    private Path jar(final String name, final byte[] bytes) throws IOException
    {
        final Path path = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(path); JarOutputStream jar = new JarOutputStream(out))
        {
            jar.putNextEntry(new ZipEntry(FOLDER + "Some.class"));
            jar.write(bytes);
            jar.closeEntry();
        }

        return path;
    }
}
