package io.belay.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A logarithmic axis that begins and ends at 1, 2 or 5 times a power of ten.
 */
final class LogAxis implements Axis
{
    private static final int[] STEPS = {1, 2, 5, 10};
    private static final int LABELLED_DECADES_MAX = 2;
    private static final double ROUNDING = 1e-9;

    private final double lowest;
    private final double highest;
    private final DoubleFunction<String> label;
    private final int labelledDecadesMax;

    private LogAxis(
        final double lowest, final double highest, final DoubleFunction<String> label, final int labelledDecadesMax)
    {
        this.lowest = lowest;
        this.highest = highest;
        this.label = label;
        this.labelledDecadesMax = labelledDecadesMax;
    }

    /**
     * The shortest axis that holds both values.
     *
     * @param min   above 0, or it counts as 1.
     * @param max   not below min.
     * @param label of a value.
     */
    static LogAxis around(final double min, final double max, final DoubleFunction<String> label)
    {
        final double lowest = roundDown(min > 0 ? min : 1);
        final double highest = roundUp(Math.max(max, lowest));

        return new LogAxis(lowest, highest > lowest ? highest : roundUp(lowest * 2), label, LABELLED_DECADES_MAX);
    }

    /** The same axis for a drawing that has no room for labels but at powers of ten. */
    LogAxis sparse()
    {
        return new LogAxis(lowest, highest, label, 0);
    }

    @Override
    public double at(final double value)
    {
        return (Math.log10(Math.max(value, Double.MIN_NORMAL)) - begin()) / (end() - begin());
    }

    @Override
    public List<Tick> ticks()
    {
        final boolean areStepsLabelled = end() - begin() <= labelledDecadesMax + ROUNDING;
        final List<Tick> ticks = new ArrayList<>();
        for (double decade = Math.pow(10, Math.floor(begin() + ROUNDING)); decade <= highest * 1.0001; decade *= 10)
        {
            for (int i = 0; i < STEPS.length - 1; i++)
            {
                final double value = decade * STEPS[i];
                if (value >= lowest * 0.9999 && value <= highest * 1.0001)
                {
                    ticks.add(new Tick(at(value), 0 == i || areStepsLabelled ? label.apply(value) : ""));
                }
            }
        }

        return ticks;
    }

    @Override
    public String kind()
    {
        return "log";
    }

    @Override
    public double begin()
    {
        return Math.log10(lowest);
    }

    @Override
    public double end()
    {
        return Math.log10(highest);
    }

    private static double roundDown(final double value)
    {
        final double decade = decadeOf(value);
        double rounded = decade;
        for (final int step : STEPS)
        {
            if (decade * step <= value * (1 + ROUNDING))
            {
                rounded = decade * step;
            }
        }

        return rounded;
    }

    private static double roundUp(final double value)
    {
        final double decade = decadeOf(value);
        for (final int step : STEPS)
        {
            if (decade * step >= value * (1 - ROUNDING))
            {
                return decade * step;
            }
        }

        return decade * 10;
    }

    private static double decadeOf(final double value)
    {
        return Math.pow(10, Math.floor(Math.log10(value) + ROUNDING));
    }
}
