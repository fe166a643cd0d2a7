package io.belay.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.belay.bench.result.BenchFile;
import io.belay.bench.result.Goal;
import io.belay.bench.result.Measurement;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Opens the page where it will be read. A script that the test adds to the page asks the browser what it shows.
 */
class PageInBrowserTest
{
    private static final String PROBE = """
        <script>
        const seen = { goals: {}, rows: {} };
        document.querySelectorAll('[data-goal]').forEach((row) => {
          seen.goals[row.dataset.goal] = [row.dataset.value, row.dataset.met, row.querySelector('.value').textContent];
        });
        document.querySelectorAll('[data-system]').forEach((row) => {
          seen.rows[row.dataset.system + ' ' + row.dataset.load] =
            [...row.querySelectorAll('td')].map((cell) => cell.textContent);
        });
        seen.verdict = document.getElementById('verdict').textContent;
        seen.isScripted = document.documentElement.classList.contains('scripted');
        seen.innerWidth = window.innerWidth;
        seen.scrollWidth = document.documentElement.scrollWidth;
        seen.fetched = performance.getEntriesByType('resource').length;

        const plot = document.querySelector('svg.plot');
        const box = plot.getBoundingClientRect();
        seen.plotWidth = box.width;
        seen.lineWidth = plot.querySelector('path.s-belay').getBoundingClientRect().width;
        plot.dispatchEvent(new PointerEvent('pointermove', { clientX: box.left + 1, clientY: box.top + 1 }));
        seen.tip = plot.closest('figure').querySelector('.tip').textContent;

        const lines = () => [...document.querySelectorAll('#percentiles path[data-key="bookkeeper"]')];
        seen.linesBefore = lines().filter((line) => getComputedStyle(line).display !== 'none').length;
        document.querySelector('[data-toggle="bookkeeper"]').click();
        seen.linesAfter = lines().filter((line) => getComputedStyle(line).display !== 'none').length;
        plot.dispatchEvent(new PointerEvent('pointermove', { clientX: box.left + 1, clientY: box.top + 1 }));
        seen.tipAfter = plot.closest('figure').querySelector('.tip').textContent;
        seen.scrollWidthAfter = document.documentElement.scrollWidth;

        const probe = document.createElement('pre');
        probe.id = 'probe';
        probe.textContent = btoa(unescape(encodeURIComponent(JSON.stringify(seen))));
        parent.document.body.append(probe);
        </script>
        """;

    private static Browser browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void findBrowser()
    {
        browser = Browser.find().orElse(null);
        assumeTrue(null != browser, "no chromium here: install the package chromium to open the page in it");
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390, 360})
    void shouldShowTheFiguresOfTheRunAtTheWidthOf(final int width) throws IOException, InterruptedException
    {
        final BenchFile run = SampleRun.compare(11, 3);
        final JsonObject seen = see(run, width);

        assertEquals(width, seen.get("innerWidth").getAsInt());
        assertTrue(seen.get("scrollWidth").getAsInt() <= width, "wider than the window: " + seen.get("scrollWidth"));
        final int widthAfter = seen.get("scrollWidthAfter").getAsInt();
        assertTrue(widthAfter <= width, "wider with what the pointer shows: " + widthAfter);
        assertEquals(0, seen.get("fetched").getAsInt());
        assertTrue(seen.get("isScripted").getAsBoolean());
        assertGoals(run, seen.getAsJsonObject("goals"));
        assertRow(run, seen.getAsJsonObject("rows"));
        assertPlot(run, seen);
    }

    private static void assertGoals(final BenchFile run, final JsonObject goals)
    {
        assertEquals(run.goals().size(), goals.size());
        for (final Goal goal : run.goals())
        {
            assertEquals(
                List.of(String.format(Locale.ROOT, "%.4f", goal.value()), goal.met(),
                    GoalSection.withUnit(goal.value(), goal.unit())),
                goals.getAsJsonArray(goal.name()).asList().stream().map((each) -> each.getAsString()).toList());
        }
    }

    private static void assertRow(final BenchFile run, final JsonObject rows)
    {
        final Series series = series(run, "aeron-cluster-1", 256);

        assertEquals(Figures.time(series.median(Measurement::p50Ns)),
            rows.getAsJsonArray("aeron-cluster-1 closed-256").get(0).getAsString());
        assertEquals(Figures.rate(series.median(Measurement::rate)),
            rows.getAsJsonArray("aeron-cluster-1 closed-256").get(4).getAsString());
    }

    /** The pointer stands near the left edge, so what it tells is a value of the lower half. */
    private static void assertPlot(final BenchFile run, final JsonObject seen)
    {
        final String tip = seen.get("tip").getAsString();
        final Matcher belay = Pattern.compile("Belay (\\d+\\.\\d+) µs").matcher(tip);
        final Histogram times = series(run, "belay", 1).times();

        assertTrue(belay.find(), tip);
        assertTrue(Double.parseDouble(belay.group(1)) * 1000 > 0.99 * times.getMinNonZeroValue(), tip);
        assertTrue(Double.parseDouble(belay.group(1)) * 1000 < times.getValueAtPercentile(50), tip);
        assertTrue(tip.contains("BookKeeper "), tip);
        assertTrue(!seen.get("tipAfter").getAsString().contains("BookKeeper "), seen.get("tipAfter").getAsString());
        assertEquals(3, seen.get("linesBefore").getAsInt());
        assertEquals(0, seen.get("linesAfter").getAsInt());
        assertTrue(seen.get("lineWidth").getAsDouble() > 0.9 * seen.get("plotWidth").getAsDouble(),
            "a line of " + seen.get("lineWidth") + " in a drawing of " + seen.get("plotWidth"));
    }

    /** The page stands in a frame, because a browser's own window does not become as narrow as a phone. */
    private JsonObject see(final BenchFile run, final int width) throws IOException, InterruptedException
    {
        final Path page = folder.resolve("page.html");
        Files.writeString(page, new Page(run, List.of()).html().replace("</body>", PROBE + "</body>"));
        final Path frame = folder.resolve("frame.html");
        Files.writeString(frame, """
            <!DOCTYPE html>
            <iframe src="page.html" style="border: 0; width: %dpx; height: 900px"></iframe>
            """.formatted(width));
        final String dom = browser.open(frame, folder);
        final String begin = "<pre id=\"probe\">";
        assertTrue(dom.contains(begin), dom);
        final int at = dom.indexOf(begin) + begin.length();
        final byte[] text = Base64.getDecoder().decode(dom.substring(at, dom.indexOf("</pre>", at)));

        return JsonParser.parseString(new String(text, StandardCharsets.UTF_8)).getAsJsonObject();
    }

    private static Series series(final BenchFile run, final String system, final int inFlight)
    {
        return new Run(run).series().stream()
            .filter((each) -> system.equals(each.system()) && inFlight == each.load().inFlight())
            .findFirst().orElseThrow();
    }
}
