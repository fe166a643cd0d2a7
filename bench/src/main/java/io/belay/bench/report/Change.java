package io.belay.bench.report;

/**
 * One figure of two runs.
 *
 * @param what          is compared.
 * @param unit          of both values: "x floor" for a ratio to the floor of the same run.
 * @param base          value before.
 * @param now           value after.
 * @param lowerIsBetter whether a rise is for the worse.
 */
record Change(String what, String unit, double base, double now, boolean lowerIsBetter)
{
    /** Below this, a rise from nothing is the noise of counting. */
    private static final double NOTHING = 0.5;

    /** By which share of the base it got worse; negative when it got better. */
    double worsening()
    {
        if (0 == base)
        {
            return lowerIsBetter && now >= NOTHING ? Double.POSITIVE_INFINITY : 0;
        }

        return (lowerIsBetter ? now - base : base - now) / base;
    }

    /** Whether it got worse by more than so large a share of the base. */
    boolean isRegression(final double tolerance)
    {
        return worsening() > tolerance;
    }
}
