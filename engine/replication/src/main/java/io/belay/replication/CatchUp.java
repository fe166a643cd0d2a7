package io.belay.replication;

import java.util.ArrayList;
import java.util.List;

import io.belay.journal.EntryHandler;
import io.belay.journal.Journal;
import io.belay.journal.JournalReader;
import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Sends a standby what its markets lack, from the owner's own journal, in one pass for all of them.
 * <p>
 * A standby's stream is the live one: while its market is caught up nothing new is numbered in it, so that the last
 * entry sent again is followed by the next live one. A market that is alone goes on meanwhile, in a stream of its own,
 * and holds still only for the last entries.
 */
final class CatchUp
{
    private static final int READ_LIMIT = 64;

    private final Journal journal;
    private final WalPublisher publisher;
    private final Long2ObjectHashMap<Item> items = new Long2ObjectHashMap<>();
    private final List<Item> waiting = new ArrayList<>();
    private final List<Item> failed = new ArrayList<>();
    private final List<Item> done = new ArrayList<>();
    private final EntryHandler onEntry = this::onEntry;
    private JournalReader reader;
    private long sentCount;

    private static final class Item
    {
        final StandbyFeed feed;
        final OwnerMarket market;
        final long fromSequence;
        long nextPosition;
        long endSequence;
        long endPosition;
        boolean located;

        Item(final StandbyFeed feed, final long fromSequence, final long commonPosition)
        {
            this.feed = feed;
            market = feed.market();
            this.fromSequence = fromSequence;
            located = 0 == commonPosition;
            nextPosition = located ? 1 : commonPosition;
        }

        /** A market that goes on meanwhile is followed until it holds still. */
        boolean isDone()
        {
            return located && nextPosition > market.history().lastPosition() && market.isStill();
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

    /** How many entries a feed is behind its market. */
    long remaining(final StandbyFeed feed)
    {
        final Item item = items.get(feed.market().marketId());

        return null == item ? Long.MAX_VALUE : item.market.history().lastPosition() - item.nextPosition + 1;
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
            final int count = reader.poll(onEntry, READ_LIMIT);
            findMissing();

            return count;
        }
        catch (final RuntimeException ex)
        {
            failAll(ex);

            return 0;
        }
        finally
        {
            failed.forEach((item) -> item.feed.onCatchUpFailed("the own journal holds position " + item.nextPosition +
                " no more, nor can the standby go on without it", null));
            failed.clear();
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
        catch (final RuntimeException ex)
        {
            failAll(ex);

            return false;
        }
    }

    private void failAll(final RuntimeException cause)
    {
        final List<Item> all = new ArrayList<>(items.values());
        items.clear();
        closeReader();
        for (final Item item : all)
        {
            item.feed.onCatchUpFailed(cause.getMessage(), cause);
        }
    }

    private boolean onEntry(final long sequence, final DirectBuffer buffer, final int offset, final int length)
    {
        final Item item = items.get(Entry.marketId(buffer, offset));
        if (null == item || Entry.position(buffer, offset) < item.nextPosition ||
            !EntryOrder.isLive(item.market.history().chain(), buffer, offset))
        {
            return true;
        }

        if (Entry.position(buffer, offset) > item.nextPosition)
        {
            miss(item);

            return true;
        }

        if (!send(item, buffer, offset, length))
        {
            return false;
        }

        item.nextPosition++;
        if (item.isDone())
        {
            finish(item);
        }

        return true;
    }

    private void finish(final Item item)
    {
        items.remove(item.market.marketId());
        item.feed.onCaughtUp();
    }

    private boolean send(final Item item, final DirectBuffer buffer, final int offset, final int length)
    {
        if (!item.located)
        {
            item.located = item.feed.onCommonPoint(item.nextPosition, txidAfter(buffer, offset));

            return item.located;
        }

        final boolean isSent = publisher.resend(buffer, offset, length);
        sentCount += isSent ? 1 : 0;

        return isSent;
    }

    /** Live entries stand in the order of their positions: what was not met before a later one is not there. */
    private void miss(final Item item)
    {
        items.remove(item.market.marketId());
        failed.add(item);
    }

    /** A pass that has seen all that the own journal held when it held the market's last entry has seen all. */
    private void findMissing()
    {
        if (items.isEmpty())
        {
            return;
        }

        for (final Item item : items.values())
        {
            if (item.isDone())
            {
                done.add(item);
            }
            else if (0 == item.endSequence && item.market.ownPosition() >= item.market.history().lastPosition())
            {
                item.endSequence = journal.durableSequence();
                item.endPosition = item.market.history().lastPosition();
            }
            else if (0 != item.endSequence && reader.nextSequence() > item.endSequence)
            {
                if (item.nextPosition <= item.endPosition)
                {
                    failed.add(item);
                }

                item.endSequence = 0; // A market that goes on has a later end by now.
            }
        }

        failed.forEach((item) -> items.remove(item.market.marketId()));
        done.forEach(this::finish);
        done.clear();
    }

    /** The last txid numbered once an entry is taken in. */
    private static long txidAfter(final DirectBuffer buffer, final int offset)
    {
        final long txid = Entry.txid(buffer, offset);

        return Entry.EPOCH_START == Entry.templateId(buffer, offset) ? txid - 1 : txid;
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
