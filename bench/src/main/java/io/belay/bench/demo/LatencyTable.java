package io.belay.bench.demo;

import java.util.Locale;

import io.belay.bench.latency.LatencyReport;
import io.belay.bench.latency.Stage;

/**
 * Shows the latencies of a run, to people in microseconds and to programs in nanoseconds.
 */
final class LatencyTable
{
    private static final String[] NAMES = {"p50", "p90", "p99", "p99.9", "max"};
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    private LatencyTable()
    {
    }

    static void print(final Screen screen, final LatencyReport report, final String title)
    {
        screen.line(title);
        final StringBuilder head = new StringBuilder(String.format("  %-18s", ""));
        for (final String name : NAMES)
        {
            head.append(String.format("%11s", name));
        }

        screen.line(head.toString());
        for (final Stage stage : Stage.values())
        {
            if (report.count(stage) > 0)
            {
                final StringBuilder row = new StringBuilder(String.format("  %-18s", stage.label()));
                for (final double percentile : PERCENTILES)
                {
                    row.append(String.format(Locale.ROOT, "%,11.1f", report.valueNs(stage, percentile) / 1000.0));
                }

                screen.line(row.toString());
            }
        }
    }

    static JsonObject json(final LatencyReport report, final Stage stage)
    {
        final JsonObject json = new JsonObject().put("count", report.count(stage));
        for (int i = 0; i < NAMES.length; i++)
        {
            json.put(NAMES[i], report.valueNs(stage, PERCENTILES[i]));
        }

        return json;
    }
}
