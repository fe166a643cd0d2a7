package io.belay.node;

import io.belay.journal.JournalListener;
import io.belay.replication.TimeBuckets;

/**
 * Counts a journal's forces and how long they take. Of the journal's thread.
 */
final class ForceTimes implements JournalListener
{
    private final TimeBuckets times = new TimeBuckets();
    private long count;

    @Override
    public void onSync(final long durableSequence, final long durationNs)
    {
        count++;
        times.record(durationNs);
    }

    long count()
    {
        return count;
    }

    /** Since the last reset; whoever shows them empties them. */
    TimeBuckets times()
    {
        return times;
    }
}
