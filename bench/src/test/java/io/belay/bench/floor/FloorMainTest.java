package io.belay.bench.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.belay.bench.load.ChildResult;
import io.belay.bench.load.ChildSpec;
import io.belay.bench.load.LoadPlan;
import io.belay.bench.process.JavaCommand;
import io.belay.bench.result.BenchJson;
import io.belay.bench.result.HistogramText;
import io.belay.bench.result.Measurement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs each floor as the process that a comparison starts. */
@Timeout(180)
class FloorMainTest
{
    private static final long WINDOW_NS = 400_000_000;
    private static final String FILE_BYTES = Integer.toString(2 << 20);

    @TempDir
    private Path directory;
    private Process process;

    @AfterEach
    void end() throws InterruptedException
    {
        process.destroyForcibly().waitFor();
    }

    @Test
    void shouldNameTheFloorsThereAreWhenAskedForAnother() throws Exception
    {
        assertFails("there is no floor 'tape': choose disk, aeron-udp, aeron-ipc, nio-pair", "tape", Map.of());
    }

    @Test
    void shouldRefuseAnOptionThatItDoesNotKnow() throws Exception
    {
        assertFails("unknown option mtu", "aeron-udp", Map.of("mtu", "8192"));
        assertFails("unknown option sync", "disk", Map.of("dir", directory.toString(), "sync", "no"));
    }

    @Test
    void shouldRefuseRequestsOfSeveralLengths() throws Exception
    {
        assertFails(
            "nio-pair takes requests of one length",
            "nio-pair",
            Map.of("dir", directory.toString()),
            LoadPlan.closed(1, 256, 0, WINDOW_NS),
            LoadPlan.closed(1, 512, 0, WINDOW_NS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "nio-pair", "aeron-udp", "aeron-ipc"})
    void shouldAnswerAllAndWriteWhatItMeasured(final String system) throws Exception
    {
        final String said = run(system, options(system), plans());

        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("READY " + system) && said.contains("DONE " + system), said);
        final ChildResult result = BenchJson.read(directory.resolve("out.json"), ChildResult.class);
        assertTrue(result.settings().size() >= 4, result.settings()::toString);
        assertEquals(2, result.measurements().size());
        for (final Measurement measurement : result.measurements())
        {
            assertTrue(measurement.valid(), measurement::invalidReason);
            assertEquals(system, measurement.system());
            assertEquals(3, measurement.round());
            assertEquals(measurement.count(), HistogramText.parse(measurement.histogram()).getTotalCount());
            assertTrue(measurement.p50Ns() > 0 && measurement.p50Ns() <= measurement.p99Ns());
            assertTrue(measurement.rate() > 0);
        }
        assertEquals(List.of("out.json", "spec.json"), files(), "nothing else is left behind");
    }

    @Test
    void shouldEndWithAllItsProcessesAndFilesWhenItsParentDoes() throws Exception
    {
        start("nio-pair", options("nio-pair"), LoadPlan.closed(1, 256, 0, TimeUnit.HOURS.toNanos(1)));
        assertTrue(process.inputReader().lines().anyMatch((line) -> line.startsWith("READY")));
        final List<ProcessHandle> standbys = process.descendants().toList();
        assertEquals(1, standbys.size());

        process.getOutputStream().close();

        assertTrue(process.waitFor(40, TimeUnit.SECONDS));
        assertTrue(standbys.get(0).onExit().get(40, TimeUnit.SECONDS) != null);
        assertEquals(List.of("spec.json"), files());
    }

    private Map<String, String> options(final String system)
    {
        return system.startsWith("aeron") ?
            Map.of("memory.dir", directory.toString(), "idle", "yield") :
            Map.of("dir", directory.toString(), "file.bytes", FILE_BYTES);
    }

    private static LoadPlan[] plans()
    {
        return new LoadPlan[]{
            LoadPlan.closed(1, 256, WINDOW_NS, WINDOW_NS), LoadPlan.closed(64, 256, WINDOW_NS, WINDOW_NS)};
    }

    private void assertFails(
        final String words, final String system, final Map<String, String> options, final LoadPlan... plans)
        throws Exception
    {
        final String said = run(system, options, 0 == plans.length ? plans() : plans);

        assertTrue(said.contains(ChildMain.FAILED + words), said);
        assertEquals(6, process.waitFor());
    }

    private String run(final String system, final Map<String, String> options, final LoadPlan... plans)
        throws IOException
    {
        start(system, options, plans);

        return String.join("\n", process.inputReader().lines().toList());
    }

    private void start(final String system, final Map<String, String> options, final LoadPlan... plans)
        throws IOException
    {
        final Path spec = directory.resolve("spec.json");
        BenchJson.write(new ChildSpec(
            system, 3, "yield", options, List.of(plans), List.of(), directory.resolve("out.json").toString()), spec);
        process = new ProcessBuilder(
            JavaCommand.ofThisProcess().running(FloorMain.class, List.of(spec.toString())))
            .redirectErrorStream(true).start();
    }

    private List<String> files() throws IOException
    {
        try (Stream<Path> paths = Files.list(directory))
        {
            return paths.map((path) -> path.getFileName().toString()).sorted().toList();
        }
    }
}
