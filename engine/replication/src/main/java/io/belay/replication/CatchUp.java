package io.belay.replication;

import java.util.ArrayList;
import java.util.List;

import io.belay.journal.EntryHandler;
import io.belay.journal.EpochChain;
import io.belay.journal.Journal;
import io.belay.journal.JournalException;
import io.belay.journal.JournalReader;
import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Sends a standby what its markets lack, from the owner's own journal, in one pass for all of them.
 * <p>
 * The standby's stream is the live one: while a market is caught up nothing new is numbered in it, so that the last
 * entry sent again is followed by the next live one.
 */
final class CatchUp
{
    private static final int READ_LIMIT = 64;

    private final Journal journal;
    private final WalPublisher publisher;
    private final Long2ObjectHashMap<Item> items = new Long2ObjectHashMap<>();
    private final List<Item> waiting = new ArrayList<>();
    private final EntryHandler onEntry = this::onEntry;
    private JournalReader reader;
    private long sentCount;

    private static final class Item
    {
        final StandbyFeed feed;
        final OwnerMarket market;
        final long fromSequence;
        long nextPosition;
        boolean located;

        Item(final StandbyFeed feed, final long fromSequence, final long commonPosition)
        {
            this.feed = feed;
            market = feed.market();
            this.fromSequence = fromSequence;
            located = 0 == commonPosition;
            nextPosition = located ? 1 : commonPosition;
        }
    }

    CatchUp(final Journal journal, final WalPublisher publisher)
    {
        this.journal = journal;
        this.publisher = publisher;
    }

    long sentCount()
    {
        return sentCount;
    }

    /**
     * Begins with the entry at the common point, whose txid the match needs, and goes on to the market's last one.
     */
    void join(final StandbyFeed feed, final long commonPosition)
    {
        leave(feed);
        final long marketId = feed.market().marketId();
        final long fromSequence = journal.sequenceNotAfter(marketId, Math.max(1, commonPosition));
        final Item item = new Item(feed, fromSequence, commonPosition);
        if (null != reader && reader.nextSequence() <= fromSequence)
        {
            items.put(marketId, item);
        }
        else
        {
            waiting.add(item);
        }
    }

    void leave(final StandbyFeed feed)
    {
        items.remove(feed.market().marketId());
        waiting.removeIf((item) -> item.feed.equals(feed));
    }

    int work()
    {
        if (items.isEmpty())
        {
            closeReader();
            if (waiting.isEmpty() || !beginPass())
            {
                return 0;
            }
        }

        try
        {
            return reader.poll(onEntry, READ_LIMIT);
        }
        catch (final JournalException ex)
        {
            fail(ex);

            return 0;
        }
    }

    private boolean beginPass()
    {
        long fromSequence = Long.MAX_VALUE;
        for (final Item item : waiting)
        {
            fromSequence = Math.min(fromSequence, item.fromSequence);
            items.put(item.market.marketId(), item);
        }

        waiting.clear();
        try
        {
            reader = journal.newReader(fromSequence);

            return true;
        }
        catch (final JournalException ex)
        {
            fail(ex);

            return false;
        }
    }

    private void fail(final JournalException cause)
    {
        final List<Item> failed = new ArrayList<>(items.values());
        items.clear();
        closeReader();
        for (final Item item : failed)
        {
            item.feed.onCatchUpFailed(cause);
        }
    }

    private boolean onEntry(final long sequence, final DirectBuffer buffer, final int offset, final int length)
    {
        final Item item = items.get(Entry.marketId(buffer, offset));
        if (null == item || Entry.SUPERSEDED == Entry.templateId(buffer, offset) ||
            Entry.position(buffer, offset) != item.nextPosition ||
            Entry.epoch(buffer, offset) != epochAt(item.market.history().chain(), item.nextPosition))
        {
            return true;
        }

        if (!item.located)
        {
            if (!item.feed.onCommonPoint(item.nextPosition, txidAfter(buffer, offset)))
            {
                return false;
            }

            item.located = true;
        }
        else if (publisher.resend(buffer, offset, length))
        {
            sentCount++;
        }
        else
        {
            return false;
        }

        if (item.nextPosition++ == item.market.history().lastPosition())
        {
            items.remove(item.market.marketId());
            item.feed.onCaughtUp();
        }

        return true;
    }

    /** The last txid numbered once an entry is taken in. */
    private static long txidAfter(final DirectBuffer buffer, final int offset)
    {
        final long txid = Entry.txid(buffer, offset);

        return Entry.EPOCH_START == Entry.templateId(buffer, offset) ? txid - 1 : txid;
    }

    private static long epochAt(final EpochChain chain, final long position)
    {
        int i = chain.size() - 1;
        while (i > 0 && chain.position(i) > position)
        {
            i--;
        }

        return chain.epoch(i);
    }

    private void closeReader()
    {
        if (null != reader)
        {
            reader.close();
            reader = null;
        }
    }
}
