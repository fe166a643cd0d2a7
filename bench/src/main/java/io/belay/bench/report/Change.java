package io.belay.bench.report;

/**
 * One figure of two runs.
 *
 * @param what          is compared.
 * @param unit          of both values: "x floor" for a ratio to the floor of the same run.
 * @param base          value before.
 * @param now           value after.
 * @param lowerIsBetter whether a rise is for the worse.
 * @param negligible    difference that is the noise of counting, however small the base.
 */
record Change(String what, String unit, double base, double now, boolean lowerIsBetter, double negligible)
{
    Change(final String what, final String unit, final double base, final double now, final boolean lowerIsBetter)
    {
        this(what, unit, base, now, lowerIsBetter, 0);
    }

    /** Whether it got worse by more than so large a share of the base. */
    boolean isRegression(final double tolerance)
    {
        final double worsening = lowerIsBetter ? now - base : base - now;

        return worsening > negligible && worsening > tolerance * base;
    }
}
