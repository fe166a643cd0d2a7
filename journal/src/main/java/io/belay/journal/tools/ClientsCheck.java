package io.belay.journal.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.belay.journal.ClientWindows;
import io.belay.journal.ClientsFile;
import io.belay.journal.Cycle;
import io.belay.journal.CycleSummary;
import io.belay.journal.JournalFiles;
import io.belay.journal.MarketHistory;
import io.belay.journal.Markets;
import io.belay.journal.WindowsDifference;
import io.belay.wire.Entry;
import io.belay.wire.MarketId;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Compares what markets remember of their clients, in the file beside the newest sealed cycle, with their entries. Of
 * one thread.
 * <p>
 * A node that runs may take the file away, but never before a later one is there.
 */
final class ClientsCheck
{
    private static final int LOOKS = 3;

    private final Long2LongHashMap lowestTxids = new Long2LongHashMap(0);
    private long checked;

    /**
     * Takes in the next entry.
     *
     * @param entry of a market.
     */
    void onEntry(final EntryView entry)
    {
        if (Entry.WAL_FRAME == entry.templateId())
        {
            final long lowest = lowestTxids.get(entry.marketId());
            if (0 == lowest || entry.txid() < lowest)
            {
                lowestTxids.put(entry.marketId(), entry.txid());
            }
        }
    }

    /**
     * Compares at the end of a cycle.
     *
     * @param cycleFile          of it.
     * @param summary            of it.
     * @param markets            as the entries make them, up to there.
     * @param isFromTheBeginning whether these are all entries that there ever were.
     * @return what differs, or null.
     * @throws IOException when the file cannot be read.
     */
    String check(
        final Path cycleFile, final CycleSummary summary, final Markets markets, final boolean isFromTheBeginning)
        throws IOException
    {
        final Long2ObjectHashMap<ClientWindows> file = ClientsFile.read(cycleFile, summary);
        if (null == file)
        {
            return ClientsFile.isThere(cycleFile) ? "the .clients file beside it, which says what markets remember of " +
                "their clients, is not whole, or is of another cycle" : null;
        }

        checked++;
        for (final MarketHistory market : markets.all())
        {
            final long lowest = lowestTxids.get(market.marketId());
            final String difference = WindowsDifference.of(
                file, market, isFromTheBeginning ? 1 : 0 == lowest ? Long.MAX_VALUE : lowest);
            if (null != difference)
            {
                return "market " + MarketId.toHex(market.marketId()) + ", " + difference;
            }
        }

        return null;
    }

    /**
     * @param files of a journal of which retention deleted entries.
     * @return whether nothing is left that says what markets remember of clients that appended only there.
     * @throws IOException when the files cannot be read.
     */
    static boolean isLost(final JournalFiles files) throws IOException
    {
        for (int look = 0; look < LOOKS; look++)
        {
            files.refresh();
            final List<Cycle> cycles = files.cycles();
            for (int i = cycles.size() - 1; i >= 0; i--)
            {
                final Cycle cycle = cycles.get(i);
                if (null != cycle.summary() && null != ClientsFile.read(cycle.path(), cycle.summary()))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /**
     * @return how many files were compared.
     */
    long checked()
    {
        return checked;
    }
}
