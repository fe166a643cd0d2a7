package io.belay.journal.tools;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the options that only a replay has.
 */
final class ReplayOptions
{
    private ReplayOptions()
    {
    }

    /** Reads {@link Speed}. */
    static final class SpeedOption implements ITypeConverter<Speed>
    {
        @Override
        public Speed convert(final String value)
        {
            try
            {
                return Speed.parse(value);
            }
            catch (final IllegalArgumentException ex)
            {
                throw new TypeConversionException(ex.getMessage());
            }
        }
    }

    /** Reads {@link Delimiter}. */
    static final class DelimiterOption implements ITypeConverter<Delimiter>
    {
        @Override
        public Delimiter convert(final String value)
        {
            return switch (value)
            {
                case "newline" -> Delimiter.NEWLINE;
                case "length" -> Delimiter.LENGTH;
                case "none" -> Delimiter.NONE;
                default -> throw new TypeConversionException("'" + value + "' is none of newline, length, none");
            };
        }
    }
}
