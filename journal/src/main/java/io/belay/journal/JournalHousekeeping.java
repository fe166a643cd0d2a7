package io.belay.journal;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.agrona.concurrent.Agent;

/**
 * A journal's work off the hot path, for a background thread: prepares the next file, seals finished ones, deletes old
 * ones, a piece at a time. The journal works without it, but then waits for each new file, and never seals nor deletes.
 */
public final class JournalHousekeeping implements Agent
{
    /** What {@link #doWork()} answers when the next piece should follow at once. */
    public static final int URGENT = 2;
    private static final int RELAXED = 1;

    private final CyclePreparer preparer;
    private final CycleSealer sealer;
    private final Retention retention;
    private final Pace pace;
    private final LongSupplier durableSequence;
    private final JournalListener listener;
    private final Consumer<Exception> onFailure;
    private volatile boolean isStopped;

    JournalHousekeeping(
        final CyclePreparer preparer,
        final CycleSealer sealer,
        final Retention retention,
        final Pace pace,
        final LongSupplier durableSequence,
        final JournalListener listener,
        final Consumer<Exception> onFailure)
    {
        this.preparer = preparer;
        this.sealer = sealer;
        this.retention = retention;
        this.pace = pace;
        this.durableSequence = durableSequence;
        this.listener = listener;
        this.onFailure = onFailure;
    }

    /**
     * Does the next piece of work.
     *
     * @return 0 when there is none, {@link #URGENT} or more when appends may soon have to wait for more of it.
     */
    @Override
    public synchronized int doWork()
    {
        if (isStopped)
        {
            return 0;
        }

        try
        {
            // A roll may have to wait for the next file; nobody waits for a summary.
            if ((pace.isBehind(preparer.doneBytes()) && preparer.doWork(Pace.LARGE_BYTES)) ||
                (pace.isBehind(sealer.doneBytes()) && sealer.doWork(durableSequence.getAsLong(), Pace.LARGE_BYTES)))
            {
                return URGENT;
            }

            return preparer.doWork(Pace.SMALL_BYTES) ||
                sealer.doWork(durableSequence.getAsLong(), Pace.SMALL_BYTES) || retire() ? RELAXED : 0;
        }
        catch (final IOException | CorruptJournalException ex)
        {
            isStopped = true;
            sealer.close();
            onFailure.accept(ex);

            return 0;
        }
    }

    private boolean retire() throws IOException
    {
        final CycleSummary retired = retention.deleteOldest();
        if (null != retired)
        {
            listener.onRetired(retired);
        }

        return null != retired;
    }

    /** Ends the work; a piece that is under way is waited for. */
    synchronized void stop()
    {
        isStopped = true;
        sealer.close();
    }

    @Override
    public String roleName()
    {
        return "journal-housekeeping";
    }
}
