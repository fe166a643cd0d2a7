package io.belay.bench.report;

import java.util.Locale;

/**
 * Numbers as people read them: three digits that count, and a unit.
 */
final class Figures
{
    private static final double US_NS = 1e3;
    private static final double MS_NS = 1e6;
    private static final double S_NS = 1e9;

    private Figures()
    {
    }

    /** A time: 850 ns, 93.4 µs, 1.52 ms, 12.0 s. */
    static String time(final double ns)
    {
        if (Double.isNaN(ns))
        {
            return "–";
        }

        if (ns < US_NS)
        {
            return String.format(Locale.ROOT, "%.0f ns", ns);
        }

        if (ns < 0.9995 * MS_NS)
        {
            return digits(ns / US_NS) + " µs";
        }

        return ns < 0.9995 * S_NS ? digits(ns / MS_NS) + " ms" : digits(ns / S_NS) + " s";
    }

    /** A time on an axis, where it is round: 20 µs. */
    static String tickTime(final double ns)
    {
        return trimmed(time(ns));
    }

    /** Events a second: 940, 12,300, 1.25 M. */
    static String rate(final double perSecond)
    {
        if (Double.isNaN(perSecond))
        {
            return "–";
        }

        if (perSecond >= 999_500)
        {
            return digits(perSecond / 1e6) + " M";
        }

        final double unit = perSecond >= 1000 ? Math.pow(10, Math.floor(Math.log10(perSecond)) - 2) : 1;

        return String.format(Locale.ROOT, "%,.0f", Math.round(perSecond / unit) * unit);
    }

    /** A number without a unit, for ratios and such: 0.83, 1.32, 15.4, 3,120. */
    static String number(final double value)
    {
        return Double.isNaN(value) ? "–" : digits(value);
    }

    /** A share as a percentage: 8 %. */
    static String percent(final double share)
    {
        if (Double.isNaN(share))
        {
            return "–";
        }

        return String.format(Locale.ROOT, Math.abs(share) < 0.0995 && 0 != share ? "%.1f %%" : "%.0f %%", share * 100);
    }

    /** Memory or a file's size: 64 MB, 23.5 GB; thousands, as disks count them. */
    static String bytes(final double bytes)
    {
        if (bytes < 1e3)
        {
            return String.format(Locale.ROOT, "%.0f bytes", bytes);
        }

        if (bytes < 1e6)
        {
            return digits(bytes / 1e3) + " kB";
        }

        return bytes < 1e9 ? digits(bytes / 1e6) + " MB" : digits(bytes / 1e9) + " GB";
    }

    /** Without the zeros that end a fraction, before the unit. */
    static String trimmed(final String figure)
    {
        return figure.replaceFirst("(\\.\\d*?)0+(?=\\D|$)", "$1").replaceFirst("\\.(?=\\D|$)", "");
    }

    private static String digits(final double value)
    {
        final double size = Math.abs(value);
        final String format = size < 9.995 ? "%,.2f" : size < 99.95 ? "%,.1f" : "%,.0f";

        return String.format(Locale.ROOT, format, value);
    }
}
