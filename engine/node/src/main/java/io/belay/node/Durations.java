package io.belay.node;

import org.agrona.SystemUtil;

/**
 * Durations as people write them: a whole number and its unit.
 */
public final class Durations
{
    /** What a unit can be, for people. */
    public static final String UNITS = "ns, us, ms or s, as in 100us, 5ms or 2s";

    private Durations()
    {
    }

    /**
     * Reads a duration. A number alone is refused, for whoever left out the unit had one in mind, and hardly
     * nanoseconds; but 0 is the same in all of them.
     *
     * @param text to read.
     * @return nanoseconds.
     * @throws NumberFormatException when it is no duration.
     */
    public static long parseNs(final String text)
    {
        if ("0".equals(text))
        {
            return 0;
        }

        if (text.isEmpty() || Character.isDigit(text.charAt(text.length() - 1)))
        {
            throw new NumberFormatException("no unit: " + text);
        }

        return SystemUtil.parseDuration("duration", text);
    }
}
