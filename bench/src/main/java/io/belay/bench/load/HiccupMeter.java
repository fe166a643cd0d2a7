package io.belay.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.belay.bench.result.HiccupFigures;
import io.belay.bench.result.HistogramText;
import org.HdrHistogram.Histogram;

/**
 * A thread that parks a millisecond at a time and notes by how much it woke up late: what the machine does to anybody.
 * <p>
 * It takes less than a hundredth of a core. Started and stopped by one other thread.
 */
final class HiccupMeter implements Runnable
{
    private static final long PARK_NS = 1_000_000;

    private final Histogram all = HistogramText.empty();
    private final long startNs;
    private final long intervalNs;
    private final long[] maxNs;
    private final Thread thread = new Thread(this, "hiccup-meter");
    private volatile boolean isStopped;

    /** The stretches that it notes begin a delay after now. */
    HiccupMeter(final long delayNs, final long intervalNs, final int intervals)
    {
        startNs = System.nanoTime() + delayNs;
        this.intervalNs = intervalNs;
        maxNs = new long[intervals];
        thread.setDaemon(true);
    }

    void start()
    {
        thread.start();
    }

    @Override
    public void run()
    {
        long lastNs = System.nanoTime();
        long shortestNs = Long.MAX_VALUE;
        while (!isStopped)
        {
            LockSupport.parkNanos(PARK_NS);
            final long nowNs = System.nanoTime();
            final long tookNs = nowNs - lastNs;
            shortestNs = Math.min(shortestNs, tookNs); // What a park takes at best is no hiccup.
            note(tookNs - shortestNs, nowNs - startNs);
            lastNs = nowNs;
        }
    }

    private void note(final long lateNs, final long sinceStartNs)
    {
        if (sinceStartNs >= 0 && sinceStartNs / intervalNs < maxNs.length)
        {
            all.recordValue(Math.min(lateNs, HistogramText.VALUE_NS_MAX));
            final int interval = (int)(sinceStartNs / intervalNs);
            maxNs[interval] = Math.max(maxNs[interval], lateNs);
        }
    }

    /** Ends the thread and answers what it saw. */
    HiccupFigures stop()
    {
        isStopped = true;
        try
        {
            thread.join();
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted", ex);
        }

        final List<HiccupFigures.Interval> intervals = new ArrayList<>();
        for (int i = 0; i < maxNs.length; i++)
        {
            intervals.add(new HiccupFigures.Interval(i * intervalNs, maxNs[i]));
        }

        return new HiccupFigures(
            all.getValueAtPercentile(50),
            all.getValueAtPercentile(99),
            all.getMaxValue(),
            HistogramText.of(all),
            intervals);
    }
}
