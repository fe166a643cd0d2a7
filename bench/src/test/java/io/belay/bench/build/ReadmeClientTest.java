package io.belay.bench.build;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Does with README's program what README says, against the product. Runs after that was put together, as {@link AssemblyTest}. */
@Timeout(120)
class ReadmeClientTest
{
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("^\\$ java (.* -cp (\\S+) (\\w+)\\.java) \\S+$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @Test
    void shouldCompileTheProgramAgainstTheClientsJarAlone() throws IOException
    {
        final Path source = program();
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

        final int code = compiler.run(null, null, null, "-proc:none", "-Xlint:all", "-Werror",
            "-cp", clientJar().toString(), "-d", folder.toString(), source.toString());

        assertEquals(0, code);
    }

    @Test
    void shouldReachForADriverWhenTheProgramIsRunAsTold() throws IOException, InterruptedException
    {
        program();
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String word : command().group(1).split(" ", -1))
        {
            command.add(word.equals(command().group(2)) ? clientJar().toString() : word);
        }

        command.add(folder.resolve("no-driver").toString());
        final Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(1, process.waitFor(), output);
        assertTrue(output.contains("io.belay.client.BelayException: "), output);
        assertTrue(output.contains("no-driver"), output);
        assertFalse(output.contains("Inaccessible") || output.contains("NoClassDefFound"), output);
    }

    @Test
    void shouldNeedNeitherChronicleNorTheJournal() throws IOException
    {
        final List<String> jars = List.of(classPath(clientJar()).split(" ", -1));

        for (final String jar : jars)
        {
            assertTrue(Files.exists(clientJar().resolveSibling(jar)), jar);
            assertFalse(jar.matches("(chronicle|affinity|belay-(journal|replication|node|media)).*"), () -> "" + jars);
        }

        assertTrue(jars.stream().anyMatch((jar) -> jar.startsWith("aeron-all-")), () -> "" + jars);
    }

    private Path program() throws IOException
    {
        final Matcher program = PROGRAM.matcher(readme());
        assertTrue(program.find(), "README has a program");

        return Files.writeString(folder.resolve(command().group(3) + ".java"), program.group(1));
    }

    private static Path clientJar() throws IOException
    {
        return Repository.root().resolve(command().group(2));
    }

    private static Matcher command() throws IOException
    {
        final Matcher command = COMMAND.matcher(readme());
        assertTrue(command.find(), "README says how to run it");

        return command;
    }

    private static String readme() throws IOException
    {
        return Files.readString(Repository.root().resolve("README.md"));
    }

    private static String classPath(final Path jar) throws IOException
    {
        try (JarFile file = new JarFile(jar.toFile()))
        {
            return file.getManifest().getMainAttributes().getValue("Class-Path");
        }
    }
}
