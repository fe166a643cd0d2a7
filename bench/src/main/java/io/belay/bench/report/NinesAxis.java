package io.belay.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Percentiles so that each further nine takes as much room as the one before: 0, 90, 99, 99.9 …
 */
final class NinesAxis implements Axis
{
    private static final int NINES_MAX = 7;
    private static final int LABELLED_MAX = 5;

    private final int nines;

    private NinesAxis(final int nines)
    {
        this.nines = nines;
    }

    /**
     * As many nines as so many values can fill: with 1,000 values, 99.9 is the last that stands for one of them.
     */
    static NinesAxis forCount(final long count)
    {
        return new NinesAxis((int)Math.min(NINES_MAX, Math.max(2, Math.ceil(Math.log10((double)Math.max(1, count))))));
    }

    @Override
    public double at(final double percentile)
    {
        return percentile >= 100 ? 1 : Math.min(1, -Math.log10(1 - percentile / 100) / nines);
    }

    @Override
    public List<Tick> ticks()
    {
        final List<Tick> ticks = new ArrayList<>();
        ticks.add(new Tick(0, "0"));
        for (int i = 1; i <= nines; i++)
        {
            final String digits = "9".repeat(i);
            final String label = i > 2 ? digits.substring(0, 2) + "." + digits.substring(2) : 2 == i ? "99" : "90";
            // Long labels would stand in each other's way.
            final boolean hasRoom = nines <= LABELLED_MAX || i <= 2 || 0 == (nines - i) % 2;
            ticks.add(new Tick((double)i / nines, hasRoom ? label : ""));
        }

        return ticks;
    }

    @Override
    public String kind()
    {
        return "nines";
    }

    @Override
    public double begin()
    {
        return 0;
    }

    @Override
    public double end()
    {
        return nines;
    }
}
