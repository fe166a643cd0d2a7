package io.belay.journal.tools;

import java.nio.ByteBuffer;

import io.belay.journal.CycleCursor;
import io.belay.journal.CycleFile;
import io.belay.journal.CycleSummary;
import io.belay.journal.MarketHistory;
import io.belay.journal.Markets;
import io.belay.journal.Sha256;
import io.belay.wire.Entry;
import io.belay.wire.Epoch;
import io.belay.wire.MarketId;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Compares the summary of a sealed file with what the file holds. Of one thread.
 * <p>
 * What a market was before the first entry that is still there is unknown after retention, so its highest timestamp
 * and its committed txid may then be above what was read.
 */
final class SummaryCheck
{
    /** What the open file holds of one market. */
    private static final class InFile
    {
        private long entries;
        private long firstPosition;
        private long firstTxid;
    }

    private final Markets markets = new Markets();
    private final Long2ObjectHashMap<InFile> inFile = new Long2ObjectHashMap<>();
    private boolean isFromTheBeginning;

    /**
     * The next file begins.
     *
     * @param firstSequence of it.
     */
    void onFile(final long firstSequence)
    {
        isFromTheBeginning |= 1 == firstSequence;
        inFile.clear();
    }

    /**
     * Takes in the next entry.
     *
     * @param entry that was found to be in order, at least as long as the prefix of entries.
     */
    void onEntry(final EntryView entry)
    {
        markets.onEntry(entry.buffer(), entry.offset());
        final InFile market = inFile.computeIfAbsent(entry.marketId(), ignore -> new InFile());
        market.entries++;
        if (!entry.isSuperseded())
        {
            market.firstPosition = least(market.firstPosition, entry.position());
        }

        if (Entry.WAL_FRAME == entry.templateId())
        {
            market.firstTxid = least(market.firstTxid, entry.txid());
        }
    }

    private static long least(final long known, final long found)
    {
        return 0 == known || Long.compareUnsigned(found, known) < 0 ? found : known;
    }

    /**
     * Compares.
     *
     * @param summary that lies beside the file.
     * @param file    that was read to its end.
     * @param cursor  at its end mark.
     * @return what differs, or null.
     */
    String check(final CycleSummary summary, final CycleFile file, final CycleCursor cursor)
    {
        if (summary.journalId() != file.journalId() || summary.cycle() != file.cycle())
        {
            return "the summary is of another file";
        }

        final String difference = firstDifference(
            "first sequence", summary.firstSequence(), file.firstSequence(),
            "last sequence", summary.lastSequence(), cursor.nextSequence() - 1);
        if (null != difference)
        {
            return difference;
        }

        if (summary.bytesLength() < cursor.offset() || summary.bytesLength() > file.length())
        {
            return differs("length", summary.bytesLength(), cursor.offset());
        }

        final Sha256 digest = digest(cursor.buffer(), (int)summary.bytesLength());
        if (!digest.equals(summary.sha256()))
        {
            return "the summary says SHA-256 " + summary.sha256().hex() + ", the file has " + digest.hex();
        }

        final String marketDifference = checkMarkets(summary);

        return null == marketDifference && isFromTheBeginning ? checkEpochs(summary) : marketDifference;
    }

    /**
     * @return the markets as the entries make them, up to where they were read.
     */
    Markets markets()
    {
        return markets;
    }

    /**
     * @return whether these are all entries that there ever were.
     */
    boolean isFromTheBeginning()
    {
        return isFromTheBeginning;
    }

    private static Sha256 digest(final DirectBuffer buffer, final int length)
    {
        final ByteBuffer bytes = buffer.byteBuffer().duplicate();

        return Sha256.digest(bytes.limit(length).position(0));
    }

    private String checkMarkets(final CycleSummary summary)
    {
        for (final CycleSummary.Market market : summary.markets())
        {
            final MarketHistory history = markets.get(market.marketId());
            final String difference = null == history ? null : checkMarket(market, history);
            if (null != difference)
            {
                return "market " + MarketId.toHex(market.marketId()) + ": " + difference;
            }
        }

        for (final Long marketId : inFile.keySet())
        {
            if (null == summary.market(marketId))
            {
                return "market " + MarketId.toHex(marketId) + " is not in the summary";
            }
        }

        return null;
    }

    private String checkEpochs(final CycleSummary summary)
    {
        int chained = 0;
        for (final MarketHistory history : markets.all())
        {
            chained += history.chain().size();
        }

        if (summary.epochs().size() != chained)
        {
            return differs("live epochs", summary.epochs().size(), chained);
        }

        for (final CycleSummary.LiveEpoch epoch : summary.epochs())
        {
            final MarketHistory history = markets.get(epoch.marketId());
            final int i = null == history ? -1 : history.chain().indexOf(epoch.epoch());
            if (i < 0 || history.chain().position(i) != epoch.position() ||
                history.chain().firstTxid(i) != epoch.firstTxid() ||
                history.chain().isEstablished(i) != epoch.established())
            {
                return "the summary has another epoch " + Epoch.toString(epoch.epoch()) + " of market " +
                    MarketId.toHex(epoch.marketId()) + " than the file";
            }
        }

        return null;
    }

    private String checkMarket(final CycleSummary.Market market, final MarketHistory history)
    {
        final InFile here = inFile.get(market.marketId());
        final String inFileDifference = firstDifference(
            "entries", market.entries(), null == here ? 0 : here.entries,
            "first position", market.firstPosition(), null == here ? 0 : here.firstPosition);
        if (null != inFileDifference)
        {
            return inFileDifference;
        }

        // Before the first frame that is still there, the txid is not known.
        final boolean isTxidKnown = isFromTheBeginning || 0 != history.lastTxid();
        final String lastDifference = firstDifference(
            "last position", market.lastPosition(), history.lastPosition(),
            "last txid", market.lastTxid(), isTxidKnown ? history.lastTxid() : market.lastTxid());
        if (null != lastDifference)
        {
            return lastDifference;
        }

        final String firstDifference = firstDifference(
            "first txid", market.firstTxid(), null == here ? 0 : here.firstTxid,
            "last epoch", market.lastEpoch(), isFromTheBeginning ? history.lastEpoch() : market.lastEpoch());
        if (null != firstDifference)
        {
            return firstDifference;
        }

        return checkHighest(market, history);
    }

    private String checkHighest(final CycleSummary.Market market, final MarketHistory history)
    {
        final String clock = higher(
            "timestamp", market.lastHlc(), history.lastHlc(),
            "committed txid", market.committedTxid(), history.committedTxid());

        return null != clock ? clock : higher(
            "highest epoch", market.highestEpoch(), history.highestEpoch(),
            "ceiling", market.ceilingMs(), history.ceilingMs());
    }

    /** What files that are gone may have raised may be higher than what is found. */
    private String higher(
        final String name, final long said, final long found,
        final String otherName, final long otherSaid, final long otherFound)
    {
        return firstDifference(
            name, said, isFromTheBeginning || Long.compareUnsigned(said, found) < 0 ? found : said,
            otherName, otherSaid,
            isFromTheBeginning || Long.compareUnsigned(otherSaid, otherFound) < 0 ? otherFound : otherSaid);
    }

    private static String firstDifference(
        final String name, final long said, final long found,
        final String otherName, final long otherSaid, final long otherFound)
    {
        if (said != found)
        {
            return differs(name, said, found);
        }

        return otherSaid != otherFound ? differs(otherName, otherSaid, otherFound) : null;
    }

    private static String differs(final String name, final long said, final long found)
    {
        return "the summary says " + name + " " + Long.toUnsignedString(said) + ", the file has " +
            Long.toUnsignedString(found);
    }
}
