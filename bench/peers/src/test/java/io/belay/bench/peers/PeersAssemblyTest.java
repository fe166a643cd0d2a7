package io.belay.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.belay.bench.floor.PeerCommand;
import io.belay.bench.load.ChildResult;
import io.belay.bench.load.ChildSpec;
import io.belay.bench.load.LoadPlan;
import io.belay.bench.result.BenchJson;
import io.belay.bench.result.Measurement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the peers as they are handed over, each in its own process. Runs after they were put together. */
@Timeout(240)
class PeersAssemblyTest
{
    private static final Path ASSEMBLY = Path.of("target/peers").toAbsolutePath();
    private static final long WINDOW_NS = 500_000_000;

    @TempDir
    private Path directory;

    @Test
    void shouldNameThePeersThereAreWhenAskedForAnother() throws Exception
    {
        final Process process = start("zookeeper", Map.of());

        final String said = said(process);
        assertTrue(said.contains("FAILED there is no peer 'zookeeper'"), said);
        assertEquals(6, process.waitFor());
    }

    @Test
    void shouldSayWhyAPeerDoesNotComeUp() throws Exception
    {
        final Process process = start("bookkeeper", Map.of("dir", directory.resolve("none").toString()));

        final String said = said(process);
        assertTrue(said.contains("FAILED " + directory.resolve("none") + " is not a directory"), said);
        assertEquals(6, process.waitFor());
    }

    @Test
    void shouldEndAndLeaveNothingBehindWhenItsParentDoes() throws Exception
    {
        final Path data = Files.createDirectory(directory.resolve("data"));
        final Process process = start("bookkeeper", Map.of("dir", data.toString(), "room.bytes", "1"), 100);
        assertTrue(process.inputReader().lines().anyMatch((line) -> line.startsWith("READY")));
        assertTrue(process.isAlive());

        process.getOutputStream().close();

        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, count(data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aeron-cluster-0", "bookkeeper"})
    void shouldAnswerAllAndWriteWhatItMeasured(final String system) throws Exception
    {
        final Path data = Files.createDirectory(directory.resolve("data"));
        final Process process = start(system, Map.of("dir", data.toString(), "room.bytes", "1"));

        final String said = said(process);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("READY " + system) && said.contains("DONE " + system), said);
        final ChildResult result = BenchJson.read(directory.resolve("out.json"), ChildResult.class);
        assertEquals(2, result.measurements().size());
        for (final Measurement measurement : result.measurements())
        {
            assertTrue(measurement.valid(), measurement::invalidReason);
            assertEquals(0, measurement.failed());
            assertTrue(measurement.count() > 0);
        }
        assertTrue(result.settings().get("JVM flags").contains("-Xmx2g"), result.settings()::toString);
        assertEquals(0, count(data), "all data is deleted");
    }

    @Test
    void shouldHoldNothingOfTheProductButTheLoadItself() throws IOException
    {
        try (Stream<Path> jars = Files.list(ASSEMBLY.resolve("lib")))
        {
            final List<String> names = jars.map((path) -> path.getFileName().toString()).sorted().toList();

            assertTrue(names.stream().anyMatch((name) -> name.startsWith("bookkeeper-server")), names::toString);
            assertEquals(
                List.of("belay-bench-0.1.0.jar", "belay-media-driver-0.1.0.jar"),
                names.stream().filter((name) -> name.startsWith("belay")).toList());
            assertFalse(names.stream().anyMatch((name) -> name.startsWith("chronicle")), names::toString);
            assertFalse(names.stream().anyMatch((name) -> name.startsWith("agrona")), names::toString);
        }
    }

    private Process start(final String system, final Map<String, String> options) throws IOException
    {
        return start(system, options, 1);
    }

    private Process start(final String system, final Map<String, String> options, final int repeats) throws IOException
    {
        final List<LoadPlan> plans = new ArrayList<>();
        for (int i = 0; i < repeats; i++)
        {
            plans.add(LoadPlan.closed(1, 256, WINDOW_NS, WINDOW_NS));
            plans.add(LoadPlan.closed(64, 256, WINDOW_NS, WINDOW_NS));
        }

        final Path spec = directory.resolve("spec.json");
        BenchJson.write(new ChildSpec(
            system, 1, "yield", options, plans, List.of(), directory.resolve("out.json").toString()), spec);

        return new ProcessBuilder(PeerCommand.of(ASSEMBLY.resolve("belay-peers.jar"), system, spec))
            .redirectErrorStream(true).start();
    }

    private static String said(final Process process)
    {
        return String.join("\n", process.inputReader().lines().toList());
    }

    private static long count(final Path path) throws IOException
    {
        try (Stream<Path> files = Files.list(path))
        {
            return files.count();
        }
    }
}
