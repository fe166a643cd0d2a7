package io.belay.journal.powercut;

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
final class Command
{
    private static final long TIMEOUT_S = 120;

    private Command()
    {
    }

    /** Answers what it said; throws when it failed. */
    static String run(final String... command) throws IOException
    {
        final String program = find(command[0]);
        if (null == program)
        {
            throw new IOException(command[0] + " is not installed");
        }

        command[0] = program;
        final Path said = Files.createTempFile("command", ".txt");
        try
        {
            final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true).redirectOutput(said.toFile()).start();
            if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS))
            {
                process.destroyForcibly();
                throw new IOException(List.of(command) + " did not end in " + TIMEOUT_S + " s");
            }

            final String text = Files.readString(said, StandardCharsets.UTF_8).strip();
            if (0 != process.exitValue())
            {
                throw new IOException(List.of(command) + " failed: " + text);
            }

            return text;
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw (IOException)new InterruptedIOException("while " + List.of(command) + " ran").initCause(ex);
        }
        finally
        {
            Files.deleteIfExists(said);
        }
    }

    /** Where a program is, also when the administrator's folders are not on the path; or null. */
    static String find(final String program)
    {
        final String path = String.valueOf(System.getenv("PATH"));

        return Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), Stream.of("/usr/sbin", "/sbin"))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst()
            .orElse(null);
    }
}
