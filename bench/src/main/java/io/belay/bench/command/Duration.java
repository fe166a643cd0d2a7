package io.belay.bench.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time on the command line: 500ms, 10s, 2m.
 */
final class Duration implements ITypeConverter<Duration>
{
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m)");

    private final long ns;

    /** The converter; its own value means nothing. */
    Duration()
    {
        this(0);
    }

    Duration(final long ns)
    {
        this.ns = ns;
    }

    long ns()
    {
        return ns;
    }

    @Override
    public Duration convert(final String text)
    {
        final Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches())
        {
            throw new TypeConversionException("'" + text + "' is no time such as 500ms, 10s or 2m");
        }

        final double unitNs = switch (matcher.group(2))
        {
            case "ms" -> 1e6;
            case "s" -> 1e9;
            default -> 60e9;
        };

        return new Duration((long)(Double.parseDouble(matcher.group(1)) * unitNs));
    }

    @Override
    public String toString()
    {
        return ns % 1_000_000_000 == 0 ? ns / 1_000_000_000 + "s" : ns / 1_000_000 + "ms";
    }
}
