package io.belay.bench.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

import io.belay.bench.flow.OrderEvent;
import io.belay.journal.EntryHandler;
import io.belay.journal.JournalFiles;
import io.belay.journal.JournalReader;
import io.belay.wire.Entry;
import io.belay.wire.MarketId;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Compares one journal with what was acknowledged, frame by frame, and rebuilds the books from it.
 */
final class JournalAudit
{
    private static final int POLL_LIMIT = 1024;

    private final Books books;
    private final Long2ObjectHashMap<MarketAudit> markets = new Long2ObjectHashMap<>();
    private final SupersededTails superseded;
    private final BitSet numbersSeen = new BitSet();
    private final OrderEvent event = new OrderEvent();
    private final int count;
    private long entries;
    private long duplicated;
    private long unreadable;

    /**
     * What was found.
     *
     * @param entries        frames that are there and were not taken back.
     * @param lost           acknowledged events that are not there.
     * @param duplicated     events that are there more than once, or txids used more than once.
     * @param gaps           txids that are missing before the last one.
     * @param unacknowledged frames that are there but were not acknowledged.
     * @param different      acknowledged frames whose bytes, client or client sequence differ.
     * @param stateHash      of the books rebuilt.
     * @param presentBefore  of the events acknowledged before the fault, the ones that are there, byte for byte.
     */
    record Result(
        long entries,
        long lost,
        long duplicated,
        long gaps,
        long unacknowledged,
        long different,
        long stateHash,
        long presentBefore)
    {
        /** Whether the journal holds what was acknowledged, and nothing else. */
        boolean isExact()
        {
            return 0 == lost && 0 == duplicated && 0 == gaps && 0 == unacknowledged && 0 == different;
        }
    }

    private JournalAudit(
        final List<String> names,
        final AckedFile acked,
        final int ackedBefore,
        final int count,
        final SupersededTails superseded)
    {
        this.count = count;
        this.superseded = superseded;
        books = new Books(names);
        for (final String name : names)
        {
            final long marketId = MarketId.of(name);
            markets.put(marketId, new MarketAudit(acked.cursor(marketId), ackedBefore));
        }
    }

    /**
     * @param directory of the journal, which no node writes to any more.
     * @param names     of the markets.
     * @param acked     what was acknowledged.
     * @param before    how many of them were acknowledged before the fault.
     * @param count     how many events the run had.
     */
    static Result run(
        final Path directory, final List<String> names, final AckedFile acked, final int before, final int count)
        throws IOException
    {
        final SupersededTails superseded = new SupersededTails();
        read(directory, (sequence, buffer, offset, length) ->
        {
            superseded.onEntry(sequence, buffer, offset);

            return true;
        });

        final JournalAudit audit = new JournalAudit(names, acked, before, count, superseded);
        read(directory, audit::onEntry);

        return audit.result();
    }

    private static void read(final Path directory, final EntryHandler handler) throws IOException
    {
        final JournalFiles files = JournalFiles.open(directory);
        try (JournalReader reader = files.newReader(files.firstSequence()))
        {
            int read;
            do
            {
                read = reader.poll(handler, POLL_LIMIT);
            }
            while (read > 0);
        }
    }

    private boolean onEntry(final long sequence, final DirectBuffer buffer, final int offset, final int length)
    {
        if (Entry.WAL_FRAME == Entry.templateId(buffer, offset) && !superseded.contains(sequence, buffer, offset))
        {
            entries++;
            final long marketId = Entry.marketId(buffer, offset);
            final MarketAudit market = markets.get(marketId);
            if (null == market || OrderEvent.LENGTH != length - Entry.FRAME_BYTES_OFFSET)
            {
                unreadable++;
            }
            else
            {
                market.onFrame(buffer, offset, length);
                onEvent(marketId, buffer, offset);
            }
        }

        return true;
    }

    private void onEvent(final long marketId, final DirectBuffer buffer, final int offset)
    {
        event.wrap(buffer, offset + Entry.FRAME_BYTES_OFFSET);
        final long number = event.number();
        if (!event.isReadable() || number < 0 || number >= count)
        {
            unreadable++;

            return;
        }

        if (numbersSeen.get((int)number))
        {
            duplicated++;
        }

        numbersSeen.set((int)number);
        books.apply(marketId, event);
    }

    private Result result()
    {
        long lost = 0;
        long repeated = duplicated;
        long gaps = 0;
        long unacknowledged = 0;
        long different = unreadable;
        long present = 0;
        for (final MarketAudit market : markets.values())
        {
            market.end();
            lost += market.lost;
            repeated += market.repeated;
            gaps += market.gaps;
            unacknowledged += market.unacknowledged;
            different += market.different;
            present += market.presentBefore;
        }

        return new Result(entries, lost, repeated, gaps, unacknowledged, different, books.stateHash(), present);
    }

    /** The part of one market: walks its acknowledged events beside its frames. */
    private static final class MarketAudit
    {
        private final AckedFile.Cursor acked;
        private long lastTxid;
        private long lost;
        private long repeated;
        private long gaps;
        private long unacknowledged;
        private long different;
        private long presentBefore;
        private final int ackedBefore;

        private MarketAudit(final AckedFile.Cursor acked, final int ackedBefore)
        {
            this.ackedBefore = ackedBefore;
            this.acked = acked;
        }

        private void onFrame(final DirectBuffer buffer, final int offset, final int length)
        {
            final long txid = Entry.txid(buffer, offset);
            if (txid <= lastTxid)
            {
                repeated++;

                return;
            }

            gaps += txid - lastTxid - 1;
            lastTxid = txid;
            loseUntil(txid);
            if (acked.isAtEnd() || acked.txid() != txid)
            {
                unacknowledged++;

                return;
            }

            if (acked.matches(
                Entry.firstWord(buffer, offset),
                Entry.secondWord(buffer, offset),
                buffer,
                offset + Entry.FRAME_BYTES_OFFSET,
                length - Entry.FRAME_BYTES_OFFSET))
            {
                presentBefore += acked.index() < ackedBefore ? 1 : 0;
            }
            else
            {
                different++;
            }

            acked.advance();
        }

        private void loseUntil(final long txid)
        {
            while (!acked.isAtEnd() && acked.txid() < txid)
            {
                lost++;
                acked.advance();
            }
        }

        private void end()
        {
            loseUntil(Long.MAX_VALUE);
        }
    }
}
