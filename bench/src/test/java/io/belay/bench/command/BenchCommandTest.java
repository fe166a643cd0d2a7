package io.belay.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchJson;
import io.belay.bench.result.Measurement;
import io.belay.bench.result.StageFigures;
import io.belay.node.cli.Belay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The command as a user calls it, with real processes where it measures.
 */
class BenchCommandTest
{
    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(final String... arguments)
    {
        final CommandLine belay = Belay.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

        return belay.execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "bench",
        "bench latency --rate 0",
        "bench latency --rate -5",
        "bench latency --burst 0",
        "bench latency --bytes 0",
        "bench latency --duration 5",
        "bench latency --duration 5h",
        "bench throughput --in-flight 0",
        "bench throughput --in-flight 1,x",
        "bench throughput --in-flight 100000000",
        "bench sweep --rates 1000,0",
        "bench compare --only nobody",
        "bench latency --profile nope",
        "bench compare --profile nope",
        "bench floor --profile nope",
        "bench nonsense"
    })
    void shouldRefuseWhatCannotBeMeasured(final String line)
    {
        assertEquals(2, run(line.split(" ", -1)), err.toString());
        assertTrue(err.toString().length() > 10, err.toString());
    }

    @Test
    void shouldRefuseADirectoryThatHoldsSomething() throws Exception
    {
        Files.createDirectories(directory.resolve("round-1"));
        Files.writeString(directory.resolve("round-1").resolve("precious"), "result of a week");

        assertEquals(6, run("bench", "throughput", "--dir", directory.toString()), err.toString());
        assertTrue(err.toString().contains("is not empty"), err.toString());
        assertTrue(Files.exists(directory.resolve("round-1").resolve("precious")));
    }

    @Test
    void shouldSayWhyWhenANodeDoesNotComeUp()
    {
        final int code = run("bench", "throughput", "--dir", directory.resolve("d").toString(),
            "--node-option", "belay.journal.cycle.lenght=64m");

        assertTrue(0 != code && 70 != code, "exit code " + code);
        assertTrue(err.toString().contains("belay.journal.cycle.lenght"), err.toString());
    }

    @Test
    void shouldMeasureClosedLoopsAndLeaveNoJournalBehind() throws Exception
    {
        final Path json = directory.resolve("out.json");
        final Path work = directory.resolve("work");

        final int code = run("bench", "throughput", "--in-flight", "1,16", "--warmup", "300ms", "--duration", "400ms",
            "--dir", work.toString(), "--json", json.toString(), "--html", directory.resolve("page.html").toString());

        assertEquals(0, code, () -> err + "" + out);
        final BenchFile found = BenchJson.readBench(json);
        assertEquals(2, found.measurements().size());
        for (final Measurement each : found.measurements())
        {
            assertTrue(each.valid(), each.invalidReason());
            assertTrue(each.count() > 0 && each.p50Ns() > 0 && each.rate() > 0, each::toString);
            assertEquals(
                Set.of("sendDelay", "clientToOwner", "owner", "ownJournal", "standby", "outcomeToClient"),
                each.stages().stream().map(StageFigures::key).collect(Collectors.toSet()));
            each.stages().forEach((stage) -> assertEquals(each.count(), stage.count(), stage.key()));
        }
        final List<String> figures = found.figures().stream().map(BenchFile.Figure::name).distinct().toList();
        assertTrue(figures.containsAll(
            List.of("allocated.client", "allocated.owner", "allocated.journal")), figures::toString);
        assertTrue(Files.size(directory.resolve("page.html")) > 1000);
        assertTrue(!Files.exists(work.resolve("round-1").resolve("alpha")));
    }

    @Test
    void shouldMeasureAnOpenLoopWithTheTimesOfAFileOfOrders() throws Exception
    {
        final Path orders = directory.resolve("orders.csv");
        Files.writeString(orders, """
            34200.000000001,1,11,100,5850000,1
            34200.010000001,1,12,100,5850100,1
            34200.030000001,3,11,100,5850000,1
            """);
        final Path json = directory.resolve("out.json");

        final int code = run("bench", "latency", "--orders", orders.toString(), "--speed", "2", "--warmup", "300ms",
            "--duration", "500ms", "--dir", directory.resolve("work").toString(), "--json", json.toString());

        assertEquals(0, code, () -> err + "" + out);
        final Measurement found = BenchJson.readBench(json).measurements().get(0);
        assertEquals("open-file", found.load().kind());
        assertTrue(found.count() >= 55 && found.count() <= 75, "three in 22.5 ms: " + found.count());
    }
}
