package io.belay.journal.tools;

import io.belay.wire.MarketNames;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The options that say how entries are shown.
 */
final class OutputOptions
{
    @Option(
        names = "--format",
        paramLabel = "text|json",
        defaultValue = "text",
        converter = FormatOption.class,
        description = "text: a line for people; json: one JSON object per line, 64-bit numbers as numbers, ids in " +
            "hexadecimal. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.TEXT;

    @Option(
        names = "--payload",
        paramLabel = "text|hex|base64|none",
        defaultValue = "text",
        converter = PayloadOption.class,
        description = "How the bytes of a frame are shown; text: in hexadecimal where they are not printable UTF-8. " +
            "Default: ${DEFAULT-VALUE}.")
    private Payload payload = Payload.TEXT;

    Format format()
    {
        return format;
    }

    EntryPrinter newPrinter(final MarketNames names)
    {
        return new EntryPrinter(format, names, payload);
    }

    /** Reads {@link Format}. */
    static final class FormatOption implements ITypeConverter<Format>
    {
        @Override
        public Format convert(final String value)
        {
            return switch (value)
            {
                case "text" -> Format.TEXT;
                case "json" -> Format.JSON;
                default -> throw new TypeConversionException("'" + value + "' is neither text nor json");
            };
        }
    }

    /** Reads {@link Payload}. */
    static final class PayloadOption implements ITypeConverter<Payload>
    {
        @Override
        public Payload convert(final String value)
        {
            return switch (value)
            {
                case "text" -> Payload.TEXT;
                case "hex" -> Payload.HEX;
                case "base64" -> Payload.BASE64;
                case "none" -> Payload.NONE;
                default -> throw new TypeConversionException("'" + value + "' is none of text, hex, base64, none");
            };
        }
    }

    /** Reads {@link Bound}. */
    static final class BoundOption implements ITypeConverter<Bound>
    {
        @Override
        public Bound convert(final String value)
        {
            try
            {
                return Bound.parse(value);
            }
            catch (final IllegalArgumentException ex)
            {
                throw new TypeConversionException(ex.getMessage());
            }
        }
    }
}
