package io.belay.journal;

import java.io.IOException;
import java.util.List;

import io.belay.wire.Entry;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The markets as they stood at the end of a sealed cycle: their numbers from its summary, their clients' windows from
 * the file beside it. Where that is missing or damaged, the windows are made again from the newest one before it, or
 * from the beginning, by reading every entry since. Where retention has deleted what that would need, all markets that
 * were there are forgetful: no client is called new that may have appended before.
 *
 * @param markets      at the end of the cycle.
 * @param clientsCycle number of the cycle whose file was the base of the windows, {@link #NO_CYCLE} when there was none.
 * @param isForgetful  whether entries that would be needed are gone.
 */
record SealedMarkets(Markets markets, int clientsCycle, boolean isForgetful)
{
    static final int NO_CYCLE = -1;

    /**
     * Reads what is needed.
     *
     * @param cycles of the journal, the oldest first, without a gap.
     * @param index  of one with a summary.
     */
    static SealedMarkets at(final List<Cycle> cycles, final int index) throws IOException
    {
        final CycleSummary summary = cycles.get(index).summary();
        final Markets markets = new Markets();
        summary.restore(markets);

        int base = index;
        Long2ObjectHashMap<ClientWindows> kept = windowsAt(cycles.get(base));
        while (null == kept && base > 0)
        {
            base--;
            kept = windowsAt(cycles.get(base));
        }

        final int clientsCycle = null == kept ? NO_CYCLE : cycles.get(base).cycle();
        final Markets walked = new Markets();
        boolean isForgetful = false;
        if (null != kept)
        {
            kept.forEach((marketId, windows) -> walked.getOrCreate(marketId).clients(windows));
        }
        else if (cycles.get(0).firstSequence() > 1)
        {
            isForgetful = true;
            forget(walked, summary);
        }

        for (int i = null == kept ? 0 : base + 1; i <= index; i++)
        {
            final long nextSequence = i < index ? cycles.get(i + 1).firstSequence() : summary.lastSequence() + 1;
            if (!walk(cycles.get(i), nextSequence, walked))
            {
                isForgetful = true;
                forget(walked, summary);
            }
        }

        for (final MarketHistory market : walked.all())
        {
            markets.getOrCreate(market.marketId()).clients(market.clients());
        }

        return new SealedMarkets(markets, clientsCycle, isForgetful);
    }

    private static Long2ObjectHashMap<ClientWindows> windowsAt(final Cycle cycle) throws IOException
    {
        return null == cycle.summary() ? null : ClientsFile.read(cycle.path(), cycle.summary());
    }

    private static void forget(final Markets walked, final CycleSummary summary)
    {
        for (final CycleSummary.Market market : summary.markets())
        {
            walked.getOrCreate(market.marketId()).clients(ClientWindows.forgetful());
        }
    }

    /** Takes in the entries of a cycle; false when they cannot all be read. */
    private static boolean walk(final Cycle cycle, final long nextSequence, final Markets walked) throws IOException
    {
        try (CycleFile file = CycleFile.open(cycle.path()))
        {
            if (CycleDefect.NONE != file.defect())
            {
                return false;
            }

            final CycleCursor cursor = file.cursor();
            while (CycleCursor.Step.ENTRY == cursor.next())
            {
                if (cursor.messageLength() >= Entry.PREFIX_LENGTH)
                {
                    walked.onEntry(cursor.buffer(), cursor.messageOffset());
                }
            }

            return cursor.nextSequence() == nextSequence;
        }
    }
}
