package io.belay.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Reads a finished cycle file from its start to its end, a piece at a time, and sums up what it holds on top of the
 * summary before it. Of the housekeeping thread.
 */
final class SealingWalk implements AutoCloseable
{
    private static final int ENTRIES_PER_YIELD = 64;

    private final CycleFile file;
    private final CycleCursor cursor;
    private final Markets markets = new Markets();
    private final Long2ObjectHashMap<Share> shares = new Long2ObjectHashMap<>();

    private SealingWalk(final CycleFile file, final CycleSummary previous)
    {
        this.file = file;
        cursor = file.cursor();
        if (null != previous)
        {
            previous.restore(markets);
        }
    }

    static SealingWalk open(final Path path, final boolean isPastThePageCache, final CycleSummary previous)
        throws IOException
    {
        final CycleFile file = isPastThePageCache ? CycleFile.openInPassing(path) : CycleFile.open(path);
        if (CycleDefect.NONE != file.defect())
        {
            file.close();
            throw new CorruptJournalException(path + " has " + file.defect().words() + " at offset " +
                file.defectOffset() + ", though all of it was on the disk. " + Advice.SAVE);
        }

        return new SealingWalk(file, previous);
    }

    /**
     * Goes on.
     *
     * @param bytes to read, about.
     * @return whether the end was reached.
     */
    boolean step(final int bytes)
    {
        file.bytes().pieceBytes(bytes);
        final long stepEnd = (long)cursor.offset() + bytes;
        while (cursor.offset() < stepEnd)
        {
            final CycleCursor.Step step = cursor.next();
            if (CycleCursor.Step.SEALED == step)
            {
                return true;
            }

            if (CycleCursor.Step.ENTRY != step)
            {
                throw new CorruptJournalException(file.path() + " has " + cursor.defect().words() + " at offset " +
                    cursor.offset() + ", where sequence " + cursor.nextSequence() +
                    " or the end mark should be, though all of it was on the disk. " + Advice.SAVE);
            }

            onEntry();
        }

        return false;
    }

    private void onEntry()
    {
        if (0 == cursor.nextSequence() % ENTRIES_PER_YIELD)
        {
            BackgroundThread.giveWay();
        }

        if (cursor.messageLength() >= Entry.PREFIX_LENGTH)
        {
            markets.onEntry(cursor.buffer(), cursor.messageOffset());
            shares
                .computeIfAbsent(Entry.marketId(cursor.buffer(), cursor.messageOffset()), id -> new Share())
                .onEntry(cursor.buffer(), cursor.messageOffset());
        }
    }

    /** How far it has come in the file. */
    int doneBytes()
    {
        return cursor.offset();
    }

    /** After the last step. */
    CycleSummary summary(final long nowMs)
    {
        final int end = cursor.offset() + CycleMap.TRAILER;

        return new CycleSummary(
            file.journalId(), file.cycle(), file.firstSequence(), cursor.nextSequence() - 1, end, nowMs,
            file.sha256(end), marketSummaries(), liveEpochs());
    }

    private List<CycleSummary.Market> marketSummaries()
    {
        final List<CycleSummary.Market> all = new ArrayList<>();
        for (final MarketHistory history : markets.all())
        {
            final Share found = shares.get(history.marketId());
            final Share share = null == found ? new Share() : found;
            all.add(new CycleSummary.Market(
                history.marketId(), share.firstPosition, history.lastPosition(), share.firstTxid, history.lastTxid(),
                history.lastEpoch(), history.highestEpoch(), history.committedTxid(), history.lastHlc(),
                share.entries, history.ceilingMs()));
        }

        return all;
    }

    private List<CycleSummary.LiveEpoch> liveEpochs()
    {
        final List<CycleSummary.LiveEpoch> all = new ArrayList<>();
        for (final MarketHistory history : markets.all())
        {
            final EpochChain chain = history.chain();
            for (int i = 0; i < chain.size(); i++)
            {
                all.add(new CycleSummary.LiveEpoch(
                    history.marketId(), chain.epoch(i), chain.position(i), chain.firstTxid(i), chain.isEstablished(i),
                    chain.ownerJournalId(i), chain.standbyJournalId(i), chain.ownerNodeId(i), chain.standbyNodeId(i),
                    chain.w(i), chain.alone(i)));
            }
        }

        return all;
    }

    @Override
    public void close()
    {
        file.close();
    }

    /** What one market has in one cycle. */
    private static final class Share
    {
        private long firstPosition;
        private long firstTxid;
        private long entries;

        void onEntry(final DirectBuffer buffer, final int offset)
        {
            final int templateId = Entry.templateId(buffer, offset);
            entries++;
            if (Entry.SUPERSEDED != templateId)
            {
                firstPosition = lower(firstPosition, Entry.position(buffer, offset));
            }

            if (Entry.WAL_FRAME == templateId)
            {
                firstTxid = lower(firstTxid, Entry.txid(buffer, offset));
            }
        }

        private static long lower(final long known, final long found)
        {
            return 0 == known ? found : Math.min(known, found);
        }
    }
}
