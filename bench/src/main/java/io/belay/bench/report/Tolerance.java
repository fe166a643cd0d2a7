package io.belay.bench.report;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A share as people write it on a command line: 10%.
 */
final class Tolerance implements ITypeConverter<Tolerance>
{
    private final double share;

    /** Made by picocli, to convert. */
    Tolerance()
    {
        this(0);
    }

    private Tolerance(final double share)
    {
        this.share = share;
    }

    double share()
    {
        return share;
    }

    @Override
    public Tolerance convert(final String text)
    {
        if (!text.matches("\\d{1,4}(\\.\\d{1,3})?%"))
        {
            throw new TypeConversionException("'" + text + "' is no percentage, as 10% or 2.5%");
        }

        return new Tolerance(Double.parseDouble(text.substring(0, text.length() - 1)) / 100);
    }
}
