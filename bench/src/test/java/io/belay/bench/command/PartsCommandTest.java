package io.belay.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PartsCommandTest
{
    private static final Path JAR = Path.of("/x/belay-parts.jar");

    /** What follows the name of the Java program. */
    private static List<String> arguments(final String... line)
    {
        final List<String> command = CommandLine.populateCommand(new PartsCommand(), line).command(JAR);

        return command.subList(1, command.size());
    }

    @Test
    void shouldRunAllWhenNothingIsAskedFor()
    {
        assertEquals(List.of("-jar", JAR.toString()), arguments());
    }

    @Test
    void shouldAskForJmhsOwnJson()
    {
        assertEquals(
            List.of("-Dbelay.bench.dir=/disk", "-jar", JAR.toString(), "-rf", "json", "-rff", "out.json", "Hlc", "Codec"),
            arguments("--json", "out.json", "--dir", "/disk", "Hlc", "Codec"));
    }

    @Test
    void shouldHandOverWhatFollowsTwoDashes()
    {
        assertEquals(
            List.of("-jar", JAR.toString(), "-wi", "1", "-w", "200ms", "-i", "2", "-r", "200ms", "-prof", "gc", "Codec"),
            arguments("--quick", "--", "-prof", "gc", "Codec"));
    }
}
