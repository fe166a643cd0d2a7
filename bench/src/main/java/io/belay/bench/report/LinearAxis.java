package io.belay.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * An even axis from 0, with a handful of ticks at round values.
 */
final class LinearAxis implements Axis
{
    private static final int TICKS = 5;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    private final double highest;
    private final DoubleFunction<String> label;

    /**
     * @param highest at the axis' end; above 0.
     * @param label   of a value.
     */
    LinearAxis(final double highest, final DoubleFunction<String> label)
    {
        this.highest = highest > 0 ? highest : 1;
        this.label = label;
    }

    @Override
    public double at(final double value)
    {
        return value / highest;
    }

    @Override
    public List<Tick> ticks()
    {
        final double step = step();
        final List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= highest * 1.0001; i++)
        {
            ticks.add(new Tick(at(i * step), label.apply(i * step)));
        }

        return ticks;
    }

    @Override
    public String kind()
    {
        return "linear";
    }

    @Override
    public double begin()
    {
        return 0;
    }

    @Override
    public double end()
    {
        return highest;
    }

    private double step()
    {
        final double least = highest / TICKS;
        final double decade = Math.pow(10, Math.floor(Math.log10(least)));
        for (final double factor : ROUND)
        {
            if (decade * factor >= least * 0.9999)
            {
                return decade * factor;
            }
        }

        return decade * 10;
    }
}
