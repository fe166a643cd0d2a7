package io.belay.wire;

import java.util.Random;

/**
 * Goes round with one random damage after another, each by a seed of its own.
 * <ul>
 * <li>{@code -Dbelay.fuzz.rounds=N} makes N rounds instead of the few of an ordinary run,</li>
 * <li>{@code -Dbelay.fuzz.seconds=S} goes on for S seconds a test,</li>
 * <li>{@code -Dbelay.fuzz.seed=X} begins with the seed X: with {@code -Dbelay.fuzz.rounds=1} it repeats the round that
 * failed with it.</li>
 * </ul>
 */
public final class FuzzRun
{
    private static final long FIRST_SEED = Long.getLong("belay.fuzz.seed", System.nanoTime());
    private static final long SECONDS = Long.getLong("belay.fuzz.seconds", 0);
    private static final long SPREAD = 0x9E3779B97F4A7C15L; // Seeds side by side begin with much the same numbers.

    private FuzzRun()
    {
    }

    /** One round. */
    public interface Round
    {
        /**
         * Damages something and looks what comes of it.
         *
         * @param random of this round alone.
         * @return whether the damage was noticed.
         * @throws Exception when something is wrong, as an assertion is.
         */
        boolean run(Random random) throws Exception;
    }

    /**
     * Goes round.
     *
     * @param name   of what is damaged, for the line that says what was done.
     * @param rounds when nothing else was asked for.
     * @param round  to run.
     */
    public static void of(final String name, final int rounds, final Round round)
    {
        final long count = SECONDS > 0 ? Long.MAX_VALUE : Long.getLong("belay.fuzz.rounds", rounds);
        final long beginNs = System.nanoTime();
        long done = 0;
        long noticed = 0;
        while (done < count && (0 == SECONDS || System.nanoTime() - beginNs < SECONDS * 1_000_000_000L))
        {
            final long seed = FIRST_SEED + done;
            try
            {
                noticed += round.run(new Random(seed * SPREAD)) ? 1 : 0;
            }
            catch (final Exception | AssertionError | StackOverflowError | OutOfMemoryError | InternalError ex)
            {
                throw new AssertionError(
                    name + ", repeat with -Dbelay.fuzz.seed=" + seed + " -Dbelay.fuzz.rounds=1: " + ex, ex);
            }

            done++;
        }

        System.out.println(name + ": " + done + " rounds from seed " + FIRST_SEED + ", " + noticed + " refused");
    }
}
