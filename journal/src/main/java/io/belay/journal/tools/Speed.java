package io.belay.journal.tools;

/**
 * How fast a replay goes.
 *
 * @param factor by which time is shortened; 0 when there is no time between frames at all.
 */
record Speed(double factor)
{
    /** The forms, for messages and help. */
    static final String FORMS = "1x, 10x, 0.5x and the like, or max";

    static final Speed MAX = new Speed(0);

    /**
     * Reads a speed.
     *
     * @param text in one of the {@link #FORMS}.
     * @return the speed.
     * @throws IllegalArgumentException when it has another form.
     */
    static Speed parse(final String text)
    {
        if ("max".equals(text))
        {
            return MAX;
        }

        if (text.matches("\\d{1,9}(\\.\\d{1,9})?x"))
        {
            final double factor = Double.parseDouble(text.substring(0, text.length() - 1));
            if (factor > 0)
            {
                return new Speed(factor);
            }
        }

        throw new IllegalArgumentException("'" + text + "' is none of: " + FORMS);
    }

    boolean isMax()
    {
        return 0 == factor;
    }
}
