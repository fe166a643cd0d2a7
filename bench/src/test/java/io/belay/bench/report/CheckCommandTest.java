package io.belay.bench.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchJson;
import io.belay.bench.result.Load;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CheckCommandTest
{
    private static final Load ONE = SampleRun.closed(1, 1);
    private static final long SEED = 17;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldRefuseToCompareWithNothing() throws IOException
    {
        assertEquals(2, run(write("now", belay(90_000, 10_000))));
        assertTrue(err.toString().contains("--against"), err.toString());
    }

    @Test
    void shouldRefuseATruncatedBase() throws IOException
    {
        final Path base = write("base", belay(90_000, 10_000));
        Files.writeString(base, Files.readString(base).substring(0, 500));

        assertEquals(2, check(base, write("now", belay(90_000, 10_000))));
        assertTrue(
            err.toString().startsWith("belay bench check: " + base + " is no JSON, or was cut short"), err.toString());
    }

    @Test
    void shouldRefuseAToleranceThatIsNoPercentage() throws IOException
    {
        final Path file = write("base", belay(90_000, 10_000));

        assertEquals(2, run(file, "--against", file.toString(), "--tolerance", "0.1"));
        assertTrue(err.toString().contains("'0.1' is no percentage, as 10% or 2.5%"), err.toString());
    }

    @Test
    void shouldRefuseRunsThatHaveNothingInCommon() throws IOException
    {
        final Path other = write("other", run().add("belay", SampleRun.closed(64, 1), 1, 1, 1, true));

        assertEquals(2, check(other, write("now", belay(90_000, 10_000))));
        assertTrue(err.toString().contains("nothing of Belay's in common"), err.toString());
    }

    @Test
    void shouldRefuseRunsThatHaveOnlyFiguresInCommon() throws IOException
    {
        final Path base = writeAllocating("base", 0, run().add("belay", SampleRun.closed(64, 1), 1, 1, 1, true));

        assertEquals(2, check(base, writeAllocating("now", 0, belay(90_000, 10_000))));
        assertTrue(err.toString().contains("nothing of Belay's in common"), err.toString());
    }

    @Test
    void shouldFindNothingWorseInTheSameRun() throws IOException
    {
        final Path file = write("base", belay(90_000, 10_000));

        assertEquals(0, check(file, file));
        assertTrue(out.toString().strip().endsWith("ok: nothing is worse by more than 10%"), out.toString());
    }

    @Test
    void shouldSayNoWhenTimesRose() throws IOException
    {
        assertEquals(1, check(write("base", belay(90_000, 10_000)), write("now", belay(101_000, 10_000))));
        assertTrue(out.toString().contains("2 figures are worse by more than 10%"), out.toString());
        assertTrue(out.toString().contains("The floor is not in both runs"), out.toString());
    }

    @Test
    void shouldSayNoWhenTheRateFell() throws IOException
    {
        assertEquals(1, check(write("base", belay(90_000, 10_000)), write("now", belay(90_000, 8900))));
        assertTrue(out.toString().contains("1 figure is worse by more than 10%"), out.toString());
    }

    @Test
    void shouldAllowWhatTheToleranceAllows() throws IOException
    {
        final Path base = write("base", belay(90_000, 10_000));
        final Path now = write("now", belay(101_000, 8900));

        assertEquals(0, run(now, "--against", base.toString(), "--tolerance", "15%"));
    }

    @Test
    void shouldNotBlameBelayWhenTheWholeMachineIsSlower() throws IOException
    {
        final Path base = write("base", belay(90_000, 10_000).add("floor-sum", ONE, 1, 60_000, 16_000, true));
        final Path now = write("now", belay(180_000, 5000).add("floor-sum", ONE, 1, 120_000, 8000, true));

        assertEquals(0, check(base, now));
        assertTrue(out.toString().contains("x floor"), out.toString());
    }

    @Test
    void shouldBlameBelayWhenOnlyTheFloorBecameFaster() throws IOException
    {
        final Path base = write("base", belay(90_000, 10_000).add("floor-sum", ONE, 1, 60_000, 16_000, true));
        final Path now = write("now", belay(90_000, 10_000).add("floor-sum", ONE, 1, 40_000, 25_000, true));

        assertEquals(1, check(base, now));
    }

    @Test
    void shouldSayNoWhenARateIsNoLongerHeldWhateverTheTolerance() throws IOException
    {
        final Path base = write("base", run().add("belay", SampleRun.open(5000), 1, 90_000, 5000, true));
        final Path now = write("now", run().add("belay", SampleRun.open(5000), 1, 90_000, 4000, false));

        assertEquals(1, run(now, "--against", base.toString(), "--tolerance", "9999%"));
        assertTrue(out.toString().contains("NO LONGER VALID"), out.toString());
    }

    @Test
    void shouldNotCountADisturbedRoundWhereAnotherIsLeft() throws IOException
    {
        final BenchFile two = belay(90_000, 10_000).add("belay", ONE, 2, 900_000, 1000, true).file("run", 2, false);
        final BenchFile disturbed = new BenchFile(two.schema(), two.command(), two.startedAt(), two.profile(), 2, false,
            two.environment(), two.settings(),
            two.measurements().stream().map((each) -> each.markedDisturbed(2 == each.round())).toList(),
            List.of(), List.of());
        final Path now = folder.resolve("now");
        BenchJson.write(two, now);
        assertEquals(1, check(write("base", belay(90_000, 10_000)), now));

        BenchJson.write(disturbed, now);
        assertEquals(0, check(write("base", belay(90_000, 10_000)), now));
    }

    @Test
    void shouldLeavePeersAlone() throws IOException
    {
        final Path base = write("base", belay(90_000, 10_000).add("bookkeeper", ONE, 1, 200_000, 5000, true));
        final Path now = write("now", belay(90_000, 10_000).add("bookkeeper", ONE, 1, 900_000, 1000, true));

        assertEquals(0, check(base, now));
        assertFalse(out.toString().contains("bookkeeper"), out.toString());
    }

    @Test
    void shouldSayNoWhenSomethingAllocatesThatDidNot() throws IOException
    {
        assertEquals(1, check(writeAllocating("base", 0), writeAllocating("now", 24)));
        assertTrue(out.toString().matches("(?s).*allocated\\.owner +0\\.00 +24\\.0 +- +B  WORSE.*"), out.toString());
    }

    @Test
    void shouldNotSayNoWhenFewerThanOneInManyAppendsAllocates() throws IOException
    {
        final Path base = writeAllocating("base", 0.1);
        final Path now = writeAllocating("now", 0.5);

        assertEquals(0, check(base, now), out.toString());
        assertEquals(1, check(base, writeAllocating("more", 0.7)), out.toString());
    }

    private Path writeAllocating(final String name, final double bytes) throws IOException
    {
        return writeAllocating(name, bytes, SampleRun.compare(1, 1));
    }

    private Path writeAllocating(final String name, final double bytes, final SampleRun sample) throws IOException
    {
        return writeAllocating(name, bytes, sample.file("throughput", 1, false));
    }

    private Path writeAllocating(final String name, final double bytes, final BenchFile run) throws IOException
    {
        final Path file = folder.resolve(name);
        BenchJson.write(new BenchFile(run.schema(), run.command(), run.startedAt(), run.profile(), 1, false,
            run.environment(), run.settings(), run.measurements(),
            List.of(new BenchFile.Figure("allocated.owner", 1, bytes, "B", "owner")), run.goals()), file);

        return file;
    }

    private static SampleRun run()
    {
        return new SampleRun(SEED, Instant.EPOCH);
    }

    private static SampleRun belay(final double medianNs, final double rate)
    {
        return run().add("belay", ONE, 1, medianNs, rate, true);
    }

    private Path write(final String name, final SampleRun run) throws IOException
    {
        final Path file = folder.resolve(name);
        BenchJson.write(run.file("compare", 1, false), file);

        return file;
    }

    private int check(final Path base, final Path now)
    {
        return run(now, "--against", base.toString());
    }

    private int run(final Path now, final String... options)
    {
        final CommandLine line = new CommandLine(new CheckCommand());
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        final String[] args = new String[options.length + 1];
        args[0] = now.toString();
        System.arraycopy(options, 0, args, 1, options.length);

        return line.execute(args);
    }
}
