package io.belay.bench.flow;

/**
 * A small random generator whose numbers depend on the seed only, not on the Java release: runs are repeatable anywhere.
 */
final class SplitMix
{
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

    private long state;

    SplitMix(final long seed)
    {
        state = seed;
    }

    long next()
    {
        state += GOLDEN_GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;

        return z ^ (z >>> 31);
    }

    /** From 0 to below the bound; the bias of the remainder is far below anything a flow of orders shows. */
    int below(final int bound)
    {
        return (int)Long.remainderUnsigned(next() >>> 16, bound);
    }

    /** Exponentially distributed. StrictMath, so that the last bit is the same everywhere. */
    double exponential(final double mean)
    {
        return -mean * StrictMath.log(1.0 - (next() >>> 11) * TWO_TO_MINUS_53);
    }
}
