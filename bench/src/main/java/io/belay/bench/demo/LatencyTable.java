package io.belay.bench.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** Columns are as wide as their longest figure and a blank before it. */
    static void print(final Screen screen, final LatencyReport report, final boolean asap, final String title)
    {
        screen.line(title);
        final List<String[]> rows = new ArrayList<>();
        final String[] head = new String[NAMES.length + 1];
        head[0] = "";
        System.arraycopy(NAMES, 0, head, 1, NAMES.length);
        rows.add(head);
        for (final Stage stage : Stage.values())
        {
            if (report.count(stage) > 0)
            {
                rows.add(row(report, stage, asap));
            }
        }

        final int labelWidth = width(rows, 0, 1);
        final int width = width(rows, 1, NAMES.length + 1);
        for (final String[] row : rows)
        {
            final StringBuilder line = new StringBuilder("  ").append(row[0]).append(" ".repeat(labelWidth - row[0].length()));
            for (int i = 1; i < row.length; i++)
            {
                line.append(" ".repeat(2 + width - row[i].length())).append(row[i]);
            }

            screen.line(line.toString());
        }
    }

    private static String[] row(final LatencyReport report, final Stage stage, final boolean asap)
    {
        final String[] row = new String[NAMES.length + 1];
        row[0] = stage.label(asap);
        for (int i = 0; i < NAMES.length; i++)
        {
            row[1 + i] = String.format(Locale.ROOT, "%,.1f", report.valueNs(stage, PERCENTILES[i]) / 1000.0);
        }

        return row;
    }

    private static int width(final List<String[]> rows, final int from, final int to)
    {
        return rows.stream().flatMap((row) -> Arrays.stream(row, from, to)).mapToInt(String::length).max().orElse(0);
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
