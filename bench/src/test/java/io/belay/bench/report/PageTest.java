package io.belay.bench.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.IntervalFigures;
import io.belay.bench.result.Measurement;
import io.belay.bench.result.PerRound;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PageTest
{
    private static final int BYTES_MAX = 300_000;

    @Test
    void shouldLetNoTextOfAFileBecomeMarkup()
    {
        final String evil = "<script>alert(\"&\")</script>";
        final BenchFile run = new SampleRun(1, SampleRun.START)
            .add(evil, SampleRun.closed(1, 1), 1, 1000, 1000, true).file(evil, 1, false);
        final BenchFile file = new BenchFile(run.schema(), run.command(), evil, evil, 1, false, run.environment(),
            Map.of(evil, Map.of(evil, evil)), run.measurements(),
            List.of(new BenchFile.Figure(evil, 1, 1, evil, evil)), run.goals());

        final String html = new Page(file, List.of(evil)).html();

        assertFalse(html.contains("<script>alert"), html);
        assertTrue(html.contains("&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;"), html);
    }

    @Test
    void shouldStandWhenNothingWasMeasured()
    {
        final String html = new Page(new SampleRun(1, SampleRun.START).file("compare", 0, true), List.of()).html();

        assertTrue(html.contains("0 of 13 goals met"), html);
        assertTrue(html.contains("13 not measured"), html);
    }

    @Test
    void shouldNeedNothingFromAnywhere()
    {
        for (final BenchFile run : List.of(SampleRun.compare(1, 2), SampleRun.sweep(1)))
        {
            final String html = new Page(run, List.of()).html();

            // The only address is a name: SVG's own, which a script must give to make a line.
            final String others = html.replace("http://www.w3.org/2000/svg", "");
            for (final String need : List.of("http:", "https:", "//www", " src=", "href=", "url(", "@import", "fetch("))
            {
                assertFalse(others.contains(need), need);
            }
        }
    }

    @Test
    void shouldStaySmallWhenFiveRoundsOfAllSystemsAreShown()
    {
        final int bytes = new Page(SampleRun.compare(1, 5), List.of()).html().getBytes(StandardCharsets.UTF_8).length;

        assertTrue(bytes < BYTES_MAX, bytes + " bytes");
    }

    @Test
    void shouldSayInOneLineWhatWasMissed()
    {
        final SampleRun sample = new SampleRun(5, SampleRun.START);
        sample.add("belay", SampleRun.closed(1, 1), 1, 200_000, 5000, true);
        sample.add("floor-sum", SampleRun.closed(1, 1), 1, 60_000, 16_000, true);

        final Verdict verdict = Verdict.of(new Run(sample.file("compare", 1, true)));

        assertFalse(verdict.isGood());
        assertEquals("0 of 13 goals met, none at the aim; 2 missed; 11 not measured.", verdict.text());
        assertTrue(verdict.details().startsWith("Missed: p50, 1 in flight, against the floor's sum (3.3"),
            verdict.details());
        assertTrue(verdict.details().contains("; p99, 1 in flight, against the floor's p99 sum (3.3"),
            verdict.details());
    }

    @Test
    void shouldNameTheHighestRateThatWasHeld()
    {
        final Verdict verdict = Verdict.of(new Run(SampleRun.sweep(1)));

        assertTrue(
            verdict.text().startsWith("5 of 7 rates held; the highest: Belay, open loop, 100,000/s, 256 bytes: p50 "),
            verdict.text());
    }

    @Test
    void shouldCallASingleMeasurementInvalidWhenItsRateWasMissed()
    {
        final Verdict verdict = Verdict.of(new Run(new SampleRun(1, SampleRun.START)
            .add("belay", SampleRun.open(5000), 1, 90_000, 4000, false).file("latency", 1, false)));

        assertFalse(verdict.isGood());
        assertTrue(verdict.text().startsWith("INVALID. Belay, "), verdict.text());
        assertEquals("Invalid: the rate was missed: 4000 a second.", verdict.details());
    }

    @Test
    void shouldSayThatOthersTookPartOfTheMachine()
    {
        final BenchFile quiet = SampleRun.compare(1, 1);
        final Measurement first = quiet.measurements().get(0);
        final Measurement busy = new Measurement(first.system(), first.load(), first.round(), first.startedAt(),
            first.windowNs(), first.count(), 0, first.rate(), true, null, false, 0.42, first.p50Ns(), first.p90Ns(),
            first.p99Ns(), first.p999Ns(), first.maxNs(), first.histogram(), List.of(), List.of(), null);
        final BenchFile run = new BenchFile(quiet.schema(), quiet.command(), quiet.startedAt(), quiet.profile(), 1,
            false, null, Map.of(), List.of(busy, quiet.measurements().get(1)), List.of(), List.of());

        assertFalse(new Page(quiet, List.of()).html().contains("Other programs took"));
        assertTrue(new Page(run, List.of()).html().contains("up to 42 % of all cores in 1 of 2 measurements"));
    }

    @Test
    void shouldNameTheNumberOfMarketsOnce()
    {
        final List<String> titles = new Run(SampleRun.compare(1, 1)).series().stream().map(Series::title).toList();

        assertTrue(titles.contains("Belay, 1,000 markets, 256 in flight, 256 bytes"), titles.toString());
        assertTrue(titles.contains("Aeron Cluster, level 1, 64 in flight, 256 bytes"), titles.toString());
    }

    @Test
    void shouldLoseNoPeakWhenThereAreMoreStretchesThanPixels()
    {
        final List<IntervalFigures> intervals = new ArrayList<>();
        for (int i = 0; i < 1000; i++)
        {
            intervals.add(new IntervalFigures(i * 5_000_000L, 10, 100_000, 200_000, 503 == i ? 50_000_000 : 300_000));
        }
        final Measurement each = SampleRun.sweep(1).measurements().get(0);
        final Measurement run = new Measurement(each.system(), each.load(), 1, each.startedAt(), 5_000_000_000L,
            each.count(), 0, each.rate(), true, null, false, 0, each.p50Ns(), each.p90Ns(), each.p99Ns(), each.p999Ns(),
            each.maxNs(), each.histogram(), intervals, List.of(), null);
        final Markup out = new Markup();
        new TimeSection(new Run(new BenchFile(BenchFile.SCHEMA, "latency", null, "dev", 1, false, null, Map.of(),
            List.of(run), List.of(), List.of()))).write(out);

        final Matcher line =
            Pattern.compile("data-key=\"max\" data-label=\"longest\" d=\"([^\"]+)\"").matcher(out.toString());
        assertTrue(line.find(), out.toString());
        assertTrue(line.group(1).matches("M.*L50\\d(\\.\\d)? 0L.*"), line.group(1));
        assertTrue(line.group(1).split("L").length <= 240, line.group(1));
    }

    @Test
    void shouldMarkMissedRatesAndDisturbedRounds()
    {
        assertEquals(6, count("class=\"dot [^\"]* missed\"", new Page(SampleRun.sweep(1), List.of()).html()));
        assertEquals(1, count("rate missed</text>", new Page(SampleRun.sweep(1), List.of()).html()));
        assertEquals(5, count("<td>3, 1 ⚑</td>", new Page(SampleRun.compare(1, 3), List.of()).html()));
    }

    @Test
    void shouldGiveNoRatioToWhatStoresNothing()
    {
        final String html = new Page(SampleRun.compare(1, 3), List.of()).html();

        assertTrue(row(html, "aeron-cluster-0", "closed-64").contains("<td>–</td><td>–</td>"));
        assertFalse(row(html, "aeron-cluster-1", "closed-64").contains("<td>–</td>"));
    }

    @Test
    void shouldShowTheMedianOfTheRounds()
    {
        final BenchFile run = SampleRun.compare(1, 5);
        final Stream<Measurement> rounds = run.measurements().stream()
            .filter((each) -> "bookkeeper".equals(each.system()) && 256 == each.load().inFlight());
        final double p99Ns = PerRound.median(rounds.mapToDouble(Measurement::p99Ns).toArray());

        final String row = row(new Page(run, List.of()).html(), "bookkeeper", "closed-256");

        assertTrue(row.contains("data-p99=\"%.0f\"".formatted(p99Ns)), row);
        assertTrue(row.contains(">" + Figures.time(p99Ns) + "<"), row);
    }

    private static String row(final String html, final String system, final String load)
    {
        final int start = html.indexOf("data-system=\"" + system + "\" data-load=\"" + load + "\"");
        assertTrue(start > 0, system);

        return html.substring(start, html.indexOf("</tr>", start));
    }

    private static int count(final String pattern, final String html)
    {
        final Matcher matcher = Pattern.compile(pattern).matcher(html);
        int count = 0;
        while (matcher.find())
        {
            count++;
        }

        return count;
    }
}
