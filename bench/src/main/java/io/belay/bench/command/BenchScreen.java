package io.belay.bench.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

import io.belay.bench.result.Measurement;
import io.belay.bench.result.StageFigures;

/**
 * What a benchmark shows of itself while it runs.
 */
public final class BenchScreen
{
    private static final double NS_PER_US = 1000.0;

    private final PrintWriter out;
    private final boolean showsStages;

    /**
     * @param out         to print to.
     * @param showsStages whether the stages of each measurement are shown.
     */
    public BenchScreen(final PrintWriter out, final boolean showsStages)
    {
        this.out = out;
        this.showsStages = showsStages;
    }

    /**
     * @param text to show.
     */
    public void line(final String text)
    {
        out.println(text);
        out.flush();
    }

    /**
     * @param measurement to show.
     */
    public void measurement(final Measurement measurement)
    {
        line(String.format(Locale.ROOT, "%-20s round %d  %-34s %,11.0f/s  us: p50 %,9.1f  p90 %,9.1f  p99 %,9.1f  p99.9 %,9.1f  max %,9.1f  %s",
            measurement.system(),
            measurement.round(),
            measurement.load().text(),
            measurement.rate(),
            measurement.p50Ns() / NS_PER_US,
            measurement.p90Ns() / NS_PER_US,
            measurement.p99Ns() / NS_PER_US,
            measurement.p999Ns() / NS_PER_US,
            measurement.maxNs() / NS_PER_US,
            marks(measurement)));
        for (final StageFigures stage : showsStages ? measurement.stages() : List.<StageFigures>of())
        {
            line(String.format(Locale.ROOT, "    %-24s p50 %,9.1f  p99 %,9.1f  max %,9.1f",
                stage.label(), stage.p50Ns() / NS_PER_US, stage.p99Ns() / NS_PER_US, stage.maxNs() / NS_PER_US));
        }
    }

    private static String marks(final Measurement measurement)
    {
        final String cpu = measurement.foreignCpu() < 0 ? "" :
            String.format(Locale.ROOT, "foreign cpu %.1f %%", 100 * measurement.foreignCpu());

        return cpu + (measurement.valid() ? "" : "  INVALID: " + measurement.invalidReason()) +
            (measurement.disturbed() ? "  disturbed" : "");
    }
}
