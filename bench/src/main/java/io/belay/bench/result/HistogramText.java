package io.belay.bench.result;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;

import org.HdrHistogram.Histogram;

/**
 * A whole histogram as text: HdrHistogram's compressed form in Base64, as in its interval logs.
 */
public final class HistogramText
{
    /** Longer times count as this one: a minute. */
    public static final long VALUE_NS_MAX = 60_000_000_000L;
    /** Digits that a value keeps. */
    public static final int DIGITS = 3;

    private HistogramText()
    {
    }

    /**
     * @return an empty histogram of nanoseconds.
     */
    public static Histogram empty()
    {
        return new Histogram(1, VALUE_NS_MAX, DIGITS);
    }

    /**
     * @param histogram to write.
     * @return its text.
     */
    public static String of(final Histogram histogram)
    {
        final ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        final int length = histogram.encodeIntoCompressedByteBuffer(bytes);

        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    /**
     * @param text of a histogram.
     * @return the histogram.
     * @throws IllegalArgumentException when the text is none.
     */
    public static Histogram parse(final String text)
    {
        try
        {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
        }
        catch (final DataFormatException | RuntimeException ex)
        {
            throw new IllegalArgumentException("not a compressed histogram in Base64: " + ex.getMessage(), ex);
        }
    }
}
