package io.belay.node.cli;

import java.util.Locale;

/**
 * Figures for people in at most five characters, so that columns keep their width.
 */
final class ShortFigure
{
    private static final String NONE = "-";
    private static final String[] THOUSANDS = {"", "k", "M", "G", "T", "P", "E"};
    private static final double[] TIME_UNITS_NS = {1e3, 1e6, 1e9, 60e9, 3600e9, 86_400e9};
    private static final String[] TIME_UNITS = {"us", "ms", "s", "m", "h", "d"};

    private ShortFigure()
    {
    }

    /**
     * @param value to show.
     * @return as 999, 12.3k, 123M; thousands, not 1024.
     */
    static String count(final long value)
    {
        return count((double)value);
    }

    /**
     * @param value to show, NaN when it is not known.
     * @return as 999, 12.3k, 123M; thousands, not 1024.
     */
    static String count(final double value)
    {
        if (Double.isNaN(value))
        {
            return NONE;
        }

        if (value < 9999.5)
        {
            return value > 0 && value < 9.95 && value != Math.rint(value) ? decimal(value) : whole(value);
        }

        int unit = 0;
        double scaled = value;
        while (scaled >= 999.5 && unit < THOUSANDS.length - 1)
        {
            scaled /= 1000;
            unit++;
        }

        return scaled(scaled, THOUSANDS[unit]);
    }

    /**
     * @param ns to show.
     * @return as 9.1us, 123us, 1.2ms, 12.3s, 16.7m, 99d; a dash for 0.
     */
    static String time(final long ns)
    {
        if (ns <= 0)
        {
            return NONE;
        }

        int unit = 0;
        while (unit < TIME_UNITS.length - 1 && ns / TIME_UNITS_NS[unit] >= limit(unit))
        {
            unit++;
        }

        return scaled(ns / TIME_UNITS_NS[unit], TIME_UNITS[unit]);
    }

    /** From which figure on the next unit is used, so that what is rounded up never reads 1000us or 60s. */
    private static double limit(final int unit)
    {
        return TIME_UNITS_NS[unit + 1] / TIME_UNITS_NS[unit] - 0.5;
    }

    private static String scaled(final double value, final String unit)
    {
        final boolean hasRoom = decimal(value).length() + unit.length() <= 5;

        return (value < 99.95 && hasRoom ? decimal(value) : whole(value)) + unit;
    }

    private static String decimal(final double value)
    {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String whole(final double value)
    {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
