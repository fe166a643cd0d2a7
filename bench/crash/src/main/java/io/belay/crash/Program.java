package io.belay.crash;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs programs of the system to their ends.
 */
final class Program
{
    private static final long TIMEOUT_S = 60;

    private Program()
    {
    }

    /** Whether it is installed. */
    static boolean isThere(final String name)
    {
        return null != find(name);
    }

    private static String find(final String name)
    {
        final String path = String.valueOf(System.getenv("PATH"));

        return Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), Stream.of("/usr/sbin", "/sbin"))
            .map((folder) -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst()
            .orElse(null);
    }

    /**
     * Runs it.
     *
     * @param command the program and its arguments.
     * @return what it printed.
     * @throws IOException when it failed, with what it said.
     */
    static String run(final String... command) throws IOException
    {
        final String program = find(command[0]);
        if (null == program)
        {
            throw new IOException(command[0] + " is not installed");
        }

        final String[] words = command.clone();
        words[0] = program;
        final Path said = Files.createTempFile("belay-crash", ".txt");
        try
        {
            final Process process =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start();
            if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS))
            {
                process.destroyForcibly();
                throw new IOException(List.of(words) + " did not end within " + TIMEOUT_S + " s");
            }

            final String text = Files.readString(said, StandardCharsets.UTF_8).strip();
            if (0 != process.exitValue())
            {
                throw new IOException(List.of(words) + " failed: " + text);
            }

            return text;
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw (IOException)new InterruptedIOException("while " + List.of(words) + " ran").initCause(ex);
        }
        finally
        {
            Files.deleteIfExists(said);
        }
    }
}
