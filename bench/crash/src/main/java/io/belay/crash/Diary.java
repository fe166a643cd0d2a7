package io.belay.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the harness did to one pair and when, beside the logs of its processes, for whoever looks into a violation. Times
 * come twice: as the logs have them, and as histories have them.
 */
final class Diary
{
    private final Path file;

    Diary(final Path file)
    {
        this.file = file;
    }

    void note(final String text)
    {
        try
        {
            Files.writeString(
                file,
                Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + System.nanoTime() + " " + text + System.lineSeparator(),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}
