package io.belay.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.belay.node.cli.Belay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole demo, with real processes on this machine.
 */
@Timeout(180)
class DemoTest
{
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldEndWithUsageWhenOptionsAreWrong()
    {
        assertEquals(2, demo("--count", "0"));
        assertEquals(2, demo("--count", "many"));
        assertEquals(2, demo("--rate", "-5"));
        assertEquals(2, demo("--rate", "100", "--speed", "2x"));
        assertEquals(2, demo("--markets", "65"));
        assertEquals(2, demo("--kill-owner", "--kill-standby"));
        assertEquals(2, demo("--orders", directory.resolve("none.csv").toString()));
        assertTrue(err.toString().contains("no such file"), err.toString());
    }

    @Test
    void shouldNameTheLineWhenTheOrdersAreMalformed() throws IOException
    {
        final Path orders = Files.writeString(directory.resolve("orders.csv"), "34200,1,5,10,100,1\n34200,9,5,10,100,1\n");

        assertEquals(2, demo("--orders", orders.toString(), "--out", directory.resolve("out").toString()));

        assertTrue(err.toString().contains(orders + ": line 2, column 2 (type)"), err.toString());
        assertFalse(Files.exists(directory.resolve("out")));
    }

    @Test
    void shouldRefuseWhenTheOutputDirectoryIsNotEmpty() throws IOException
    {
        Files.writeString(directory.resolve("summary.json"), "{}");

        assertEquals(6, demo("--out", directory.toString()));

        assertTrue(err.toString().contains("is not empty"), err.toString());
        assertEquals("{}", Files.readString(directory.resolve("summary.json")));
    }

    @Test
    void shouldFindEveryAcknowledgedEventInBothJournalsWhenRealProcessesRun() throws IOException
    {
        final Path outDirectory = directory.resolve("out");

        final int exitCode = demo("--count", "2000", "--rate", "2000", "--markets", "2", "--seed", "42",
            "--out", outDirectory.toString());

        assertEquals(0, exitCode, () -> out + System.lineSeparator() + err);
        final String summary = Files.readString(outDirectory.resolve("summary.json"));
        for (final String member : List.of("\"acked\": 2000", "\"ownerEntries\": 2000", "\"standbyEntries\": 2000",
            "\"lost\": 0", "\"payloadsEqual\": true", "\"stateHashEqual\": true", "\"count\": 1600"))
        {
            assertTrue(summary.contains(member), () -> member + " is not in " + summary);
        }

        assertTrue(Files.size(outDirectory.resolve("latency-total.hgrm")) > 0);
        assertFalse(Files.exists(outDirectory.resolve("alpha")), "journals are deleted unless they are asked for");
        assertNoTraceIn(Path.of("/dev/shm"));
    }

    @Test
    void shouldLoseAndDoubleNothingWhenTheOwnerIsKilled() throws IOException
    {
        assertSurvived("kill-owner");
    }

    @Test
    void shouldLoseAndDoubleNothingWhenTheStandbyIsKilled() throws IOException
    {
        assertSurvived("kill-standby");
    }

    private void assertSurvived(final String fault) throws IOException
    {
        final Path outDirectory = directory.resolve("out");

        final int exitCode = demo("--count", "4000", "--rate", "2000", "--markets", "2", "--seed", "42", "--" + fault,
            "--out", outDirectory.toString());

        assertEquals(0, exitCode, () -> out + System.lineSeparator() + err);
        final String summary = Files.readString(outDirectory.resolve("summary.json"));
        for (final String member : List.of("\"acked\": 4000", "\"ownerEntries\": 4000", "\"standbyEntries\": 4000",
            "\"stateHashEqual\": true", "\"fault\": \"" + fault + "\"", "\"lost\": 0", "\"duplicated\": 0",
            "\"journalsEqual\": true"))
        {
            assertTrue(summary.contains(member), () -> member + " is not in " + summary);
        }

        assertTrue(number(summary, "ackedBefore") > 0, summary);
        assertEquals(number(summary, "ackedBefore"), number(summary, "presentAfter"));
        assertTrue(number(summary, "pauseMs") > 0, "the kill comes before the pause ends: " + summary);
        assertTrue(number(summary, "backMs") > 0, summary);
        assertNoTraceIn(Path.of("/dev/shm"));
    }

    private static long number(final String summary, final String member)
    {
        final Matcher matcher = Pattern.compile('"' + member + "\": (-?\\d+)").matcher(summary);
        assertTrue(matcher.find(), () -> member + " is not in " + summary);

        return Long.parseLong(matcher.group(1));
    }

    private static void assertNoTraceIn(final Path sharedMemory) throws IOException
    {
        if (Files.isDirectory(sharedMemory))
        {
            try (Stream<Path> entries = Files.list(sharedMemory))
            {
                final String prefix = "belay-demo-" + ProcessHandle.current().pid() + "-";
                assertEquals(List.of(), entries
                    .filter((path) -> String.valueOf(path.getFileName()).startsWith(prefix))
                    .toList());
            }
        }

        assertEquals(0, ProcessHandle.current().children().filter(ProcessHandle::isAlive).count());
    }

    private int demo(final String... arguments)
    {
        final String[] all = Stream.concat(Stream.of("demo"), Stream.of(arguments)).toArray(String[]::new);

        return Belay.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(all);
    }
}
