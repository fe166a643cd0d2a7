package io.belay.bench.demo;

import java.util.Locale;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number as people write it on a command line: 20000, 100K, 1M, 10x, or max.
 */
final class Quantity implements ITypeConverter<Quantity>
{
    private static final double MAX = Double.POSITIVE_INFINITY;

    private final double value;

    /** Made by picocli, to convert. */
    Quantity()
    {
        this(0);
    }

    private Quantity(final double value)
    {
        this.value = value;
    }

    boolean isMax()
    {
        return MAX == value;
    }

    double value()
    {
        return value;
    }

    @Override
    public Quantity convert(final String text)
    {
        final String lower = text.toLowerCase(Locale.ROOT);
        if ("max".equals(lower))
        {
            return new Quantity(MAX);
        }

        final String digits = lower.replaceAll("[kmx]$", "");
        if (!digits.matches("\\d{1,12}(\\.\\d{1,9})?"))
        {
            throw new TypeConversionException("'" + text + "' is no number, as 20000, 100K, 1M, 10x or max");
        }

        final double number = Double.parseDouble(digits) * (lower.endsWith("k") ? 1e3 : lower.endsWith("m") ? 1e6 : 1);
        if (!(number > 0))
        {
            throw new TypeConversionException("'" + text + "' is not above 0");
        }

        return new Quantity(number);
    }
}
