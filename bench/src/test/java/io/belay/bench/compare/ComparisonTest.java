package io.belay.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.belay.bench.command.BenchScreen;
import io.belay.bench.load.ChildResult;
import io.belay.bench.process.RunException;
import io.belay.bench.result.HistogramText;
import io.belay.bench.result.Load;
import io.belay.bench.result.Measurement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest
{
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

    @TempDir
    private Path directory;
    private final StringWriter screen = new StringWriter();
    private final List<String> order = new ArrayList<>();
    private String failing = "";

    private Comparison comparison(final long seed)
    {
        final List<Contender> contenders = new ArrayList<>();
        NAMES.forEach((name) -> contenders.add(new Fake(name)));

        return new Comparison(contenders, directory, new BenchScreen(new PrintWriter(screen), false), seed);
    }

    private final class Fake implements Contender
    {
        private final String name;

        Fake(final String name)
        {
            this.name = name;
        }

        @Override
        public String name()
        {
            return name;
        }

        @Override
        public ChildResult run(final int round, final Path own) throws RunException
        {
            order.add(round + name);
            if (failing.equals(round + name))
            {
                throw new RunException(6, name + " has no room on the disk");
            }

            return new ChildResult(
                Map.of("colour", name),
                List.of(Measurement.of(
                    name, new Load("closed", 1, 0, 1, 256, 1, ""), round, "", 1_000_000_000, HistogramText.empty())),
                List.of());
        }
    }

    @Test
    void shouldGoOnWithTheOthersWhenOneFails() throws Exception
    {
        failing = "1c";
        final Comparison comparison = comparison(5);
        comparison.run(2);

        assertEquals(List.of("round 1: c has no room on the disk"), comparison.failures());
        assertEquals(11, comparison.measurements().size());
        assertTrue(screen.toString().contains("c has no room on the disk"), screen.toString());
    }

    @Test
    void shouldMeasureEachOnceARoundInAnotherOrderEachTime() throws Exception
    {
        comparison(7).run(3);

        assertEquals(18, order.size());
        final List<String> first = order.subList(0, 6);
        assertEquals(Set.of("1a", "1b", "1c", "1d", "1e", "1f"), Set.copyOf(first));
        assertNotEquals(
            first.stream().map((each) -> each.substring(1)).toList(),
            order.subList(6, 12).stream().map((each) -> each.substring(1)).toList());
    }

    @Test
    void shouldRepeatTheOrderOfASeed() throws Exception
    {
        comparison(9).run(2);
        final List<String> once = List.copyOf(order);
        order.clear();
        comparison(9).run(2);

        assertEquals(once, order);
    }

    @Test
    void shouldLeaveNothingOfAContenderBehind() throws Exception
    {
        final Comparison comparison = comparison(1);
        comparison.run(1);

        assertEquals(Map.of("colour", "b"), comparison.settings().get("b"));
        assertFalse(Files.exists(directory.resolve("round-1").resolve("b")));
    }
}
