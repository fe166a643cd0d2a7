package io.belay.driver;

/**
 * One thing about this machine that does not suit the configuration.
 *
 * @param refused whether the driver does not start because of it; else it is a warning.
 * @param what    is wrong, with both figures.
 * @param mend    the command or the setting that mends it.
 */
public record Finding(boolean refused, String what, String mend)
{
    static Finding warning(final String what, final String mend)
    {
        return new Finding(false, what, mend);
    }

    static Finding refusal(final String what, final String mend)
    {
        return new Finding(true, what, mend);
    }

    Finding asWarning()
    {
        return new Finding(false, what, mend);
    }

    @Override
    public String toString()
    {
        return what + "\n  mend: " + mend;
    }
}
