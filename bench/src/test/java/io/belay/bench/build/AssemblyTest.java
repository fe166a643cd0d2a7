package io.belay.bench.build;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Looks at the product as it is handed over. Runs after it was put together: in {@code mvn verify}, not in {@code mvn test}. */
class AssemblyTest
{
    private static final Path PRODUCT = Repository.root().resolve("bench/target/belay");
    private static final List<String> BANNED = List.of(
        "net/openhft/chronicle/analytics/", "uk/co/real_logic/sbe/", "org/junit/", "org/opentest4j/",
        "io/belay/bench/peers/", "org/apache/bookkeeper/", "org/apache/zookeeper/", "io/netty/", "com/google/common/",
        "org/openjdk/jmh/");

    @Test
    void shouldHoldOneCopyOfEveryClass() throws IOException
    {
        final TreeMap<String, Path> jarByClass = new TreeMap<>();
        final List<String> doubled = new ArrayList<>();
        for (final Path jar : jars())
        {
            for (final String name : JarContents.classes(jar, "").keySet())
            {
                if (!name.contains("module-info"))
                {
                    final Path other = jarByClass.put(name, jar);
                    if (other != null)
                    {
                        doubled.add(name + " in " + other.getFileName() + " and " + jar.getFileName());
                    }
                }
            }
        }

        assertEquals(List.of(), doubled);
        assertTrue(jarByClass.get("org/agrona/DirectBuffer.class").getFileName().toString().startsWith("aeron-all"));
    }

    @Test
    void shouldHoldNothingThatIsBanned() throws IOException
    {
        final SortedSet<String> found = new TreeSet<>();
        for (final Path jar : jars())
        {
            for (final String folder : BANNED)
            {
                if (!JarContents.classes(jar, folder).isEmpty())
                {
                    found.add(jar.getFileName() + " holds " + folder);
                }
            }
        }

        assertEquals(new TreeSet<>(), found);
    }

    @Test
    void shouldNameExactlyTheJarsThatAreThere() throws IOException
    {
        final SortedSet<String> present = new TreeSet<>();
        for (final Path jar : jars())
        {
            if (!jar.endsWith("belay.jar"))
            {
                present.add("lib/" + jar.getFileName());
            }
        }

        assertEquals(present, new TreeSet<>(List.of(manifest().getValue("Class-Path").split(" "))));
    }

    @Test
    void shouldOpenWhatTheLibrariesNeedSoThatNobodyHasToKnowAFlag() throws IOException
    {
        final Attributes manifest = manifest();

        assertEquals("io.belay.node.cli.Belay", manifest.getValue("Main-Class"));
        assertEquals(
            new TreeSet<>(List.of(
                "java.base/java.lang.reflect", "java.base/java.util.zip", "java.base/jdk.internal.misc",
                "java.base/sun.nio.ch")),
            new TreeSet<>(List.of(manifest.getValue("Add-Opens").split(" "))));
        assertEquals("java.base/jdk.internal.ref", manifest.getValue("Add-Exports"));
        assertEquals("ALL-UNNAMED", manifest.getValue("Enable-Native-Access"));
    }

    private static List<Path> jars() throws IOException
    {
        try (Stream<Path> files = Files.walk(PRODUCT))
        {
            return files.filter((path) -> path.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static Attributes manifest() throws IOException
    {
        try (JarFile jar = new JarFile(PRODUCT.resolve("belay.jar").toFile()))
        {
            return jar.getManifest().getMainAttributes();
        }
    }
}
