package io.belay.bench.latency;

import java.util.ArrayList;
import java.util.List;

import io.belay.bench.result.HistogramText;
import io.belay.bench.result.StageFigures;
import io.belay.client.Outcome;
import org.HdrHistogram.Histogram;

/**
 * Where the time of outcomes went, stage by stage. Of one thread; recording allocates nothing.
 */
public final class StageTimes
{
    private final Stage[] stages = Stage.values();
    private final Histogram[] histograms = new Histogram[stages.length];

    /** Without a value. */
    public StageTimes()
    {
        for (int i = 0; i < stages.length; i++)
        {
            histograms[i] = HistogramText.empty();
        }
    }

    /** Forgets all values. */
    public void reset()
    {
        for (final Histogram each : histograms)
        {
            each.reset();
        }
    }

    /**
     * Records an outcome. A stage that it does not know is left out.
     *
     * @param outcome of an append.
     * @param dueNs   when it was due, by {@link System#nanoTime()}.
     */
    public void record(final Outcome outcome, final long dueNs)
    {
        for (int i = 0; i < stages.length; i++)
        {
            final long timeNs = stages[i].timeNs(outcome, dueNs);
            if (Stage.UNKNOWN_NS != timeNs)
            {
                histograms[i].recordValue(timeNs);
            }
        }
    }

    /**
     * @param isClosedLoop whether requests were due when they were sent.
     * @return figures of all stages but the total.
     */
    public List<StageFigures> figures(final boolean isClosedLoop)
    {
        final List<StageFigures> figures = new ArrayList<>();
        for (int i = 0; i < stages.length; i++)
        {
            if (Stage.TOTAL != stages[i])
            {
                figures.add(StageFigures.of(stages[i].key(), stages[i].label(isClosedLoop), histograms[i]));
            }
        }

        return figures;
    }
}
