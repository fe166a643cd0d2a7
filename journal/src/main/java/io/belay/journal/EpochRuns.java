package io.belay.journal;

import java.util.Arrays;

import io.belay.wire.Epoch;

/**
 * In which epoch each frame of a market was made: since frames of one follow each other, only where each begins is kept.
 */
final class EpochRuns
{
    private long[] firstTxids = new long[2];
    private long[] epochs = new long[2];
    private int size;

    void note(final long txid, final long epoch)
    {
        if (size > 0 && epochs[size - 1] == epoch)
        {
            return;
        }

        if (size == epochs.length)
        {
            firstTxids = Arrays.copyOf(firstTxids, size * 2);
            epochs = Arrays.copyOf(epochs, size * 2);
        }

        firstTxids[size] = txid;
        epochs[size] = epoch;
        size++;
    }

    long epochOf(final long txid)
    {
        final int run = runOf(txid);

        return run < 0 ? Epoch.NONE : epochs[run];
    }

    /** The run in which a frame stands, or -1. */
    int runOf(final long txid)
    {
        int run = size - 1;
        while (run >= 0 && firstTxids[run] > txid)
        {
            run--;
        }

        return run;
    }

    void truncateFrom(final long txid)
    {
        while (size > 0 && firstTxids[size - 1] >= txid)
        {
            size--;
        }
    }

    int size()
    {
        return size;
    }

    long firstTxid(final int run)
    {
        return firstTxids[run];
    }

    long epoch(final int run)
    {
        return epochs[run];
    }

    EpochRuns copy()
    {
        final EpochRuns copy = new EpochRuns();
        copy.firstTxids = firstTxids.clone();
        copy.epochs = epochs.clone();
        copy.size = size;

        return copy;
    }
}
