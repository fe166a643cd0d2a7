package io.belay.journal;

import java.io.IOException;
import java.util.function.Consumer;

import org.agrona.concurrent.Agent;

/**
 * A journal's work off the hot path, for a background thread: prepares the next file, seals finished ones, deletes old
 * ones. The journal works without it, but then waits for each new file, and never seals nor deletes.
 */
public final class JournalHousekeeping implements Agent
{
    /** How far the journal's promises reach. */
    interface Durable
    {
        long sequence();
    }

    private final CyclePreparer preparer;
    private final CycleSealer sealer;
    private final Retention retention;
    private final Durable durable;
    private final JournalListener listener;
    private final Consumer<Exception> onFailure;
    private volatile boolean isStopped;

    JournalHousekeeping(
        final CyclePreparer preparer,
        final CycleSealer sealer,
        final Retention retention,
        final Durable durable,
        final JournalListener listener,
        final Consumer<Exception> onFailure)
    {
        this.preparer = preparer;
        this.sealer = sealer;
        this.retention = retention;
        this.durable = durable;
        this.listener = listener;
        this.onFailure = onFailure;
    }

    @Override
    public synchronized int doWork()
    {
        if (isStopped)
        {
            return 0;
        }

        int work = preparer.doWork();
        if (work > 0)
        {
            return work; // A roll may be waiting for the next file; nobody waits for a summary.
        }

        try
        {
            final CycleSummary sealed = sealer.seal(durable.sequence());
            if (null != sealed)
            {
                listener.onSealed(sealed);
                work++;
            }

            final CycleSummary retired = retention.deleteOldest();
            if (null != retired)
            {
                listener.onRetired(retired);
                work++;
            }
        }
        catch (final IOException | CorruptJournalException ex)
        {
            isStopped = true;
            onFailure.accept(ex);
        }

        return work;
    }

    /** Ends the work; a piece that is under way is waited for. */
    synchronized void stop()
    {
        isStopped = true;
    }

    @Override
    public String roleName()
    {
        return "journal-housekeeping";
    }
}
