package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;
import org.agrona.DirectBuffer;

/**
 * Opens, matches and brings up the other replica of one market, as often as it is lost: the standby of a term, or the
 * node that shall become it.
 */
final class StandbyFeed
{
    private final OwnerMarket market;
    private final OwnerLink link;
    private final ReplicaSlot slot;
    private final TailPull tailPull;
    private boolean caughtUp;
    private boolean catchingUp;

    StandbyFeed(final OwnerMarket market, final OwnerLink link, final long nowNs, final long retryIntervalNs)
    {
        this.market = market;
        this.link = link;
        slot = new ReplicaSlot(link.standbyNodeId, nowNs);
        tailPull = new TailPull(market, link, slot, retryIntervalNs);
        link.markets.add(market);
    }

    ReplicaSlot slot()
    {
        return slot;
    }

    OwnerLink link()
    {
        return link;
    }

    OwnerMarket market()
    {
        return market;
    }

    /** Nobody is fed any more. */
    void end()
    {
        lose(Long.MAX_VALUE);
        link.markets.remove(market);
    }

    /**
     * Whether the replica holds all that was written, or will, since it stands in the stream before it.
     */
    boolean isReady()
    {
        return caughtUp && slot.isMatched();
    }

    /** How many entries are still to be sent, while the market goes on without this replica. */
    long lagEntries()
    {
        return caughtUp ? 0 : catchingUp && slot.isMatched() ? link.catchUp.remaining(this) : Long.MAX_VALUE;
    }

    int drive(final long nowNs)
    {
        if (!link.isAlive())
        {
            return 0;
        }

        return switch (slot.state())
        {
            case CLOSED, OPENING -> market.open(slot, link, nowNs);
            case STATED -> match(nowNs);
            case MATCHED -> 0;
        };
    }

    private int match(final long nowNs)
    {
        if (catchingUp)
        {
            return 0;
        }

        final MarketHistory history = market.history();
        final long last = history.lastPosition();
        final long common = CommonPoint.position(history.chain(), last, slot.chain, slot.statedPosition);
        if (common == last && slot.statedPosition > last && market.isBetweenTerms())
        {
            return tailPull.drive(nowNs);
        }

        if (market.isBetweenTerms() && !market.isHeldWith(slot.journalId))
        {
            market.reject(slot, ReplicaWords.NO_HOLDER, null);

            return 1;
        }

        if (common == last)
        {
            caughtUp = onCommonPoint(common, history.lastTxid());

            return caughtUp ? 1 : 0;
        }

        if (0 == common && !onCommonPoint(0, 0))
        {
            return 0;
        }

        catchingUp = true;
        link.catchUp.join(this, common);

        return 1;
    }

    /**
     * The txid at the common point is known: the standby is matched there.
     *
     * @return false when that cannot be sent now.
     */
    boolean onCommonPoint(final long commonPosition, final long commonTxid)
    {
        if (!link.publisher.match(market, slot, commonPosition, commonTxid))
        {
            return false;
        }

        slot.matched();

        return true;
    }

    void onCaughtUp()
    {
        caughtUp = true;
        catchingUp = false;
    }

    void onCatchUpFailed(final String why, final RuntimeException cause)
    {
        market.reject(slot, "it lacks entries that the own journal cannot give: " + why, cause);
    }

    /**
     * An entry came back from the standby.
     *
     * @return false when it cannot be taken now.
     */
    boolean onTailEntry(final DirectBuffer buffer, final int offset, final int length, final long nowNs)
    {
        if (!tailPull.isOpen())
        {
            return true;
        }

        final boolean isTaken = tailPull.onEntry(buffer, offset, length, nowNs);
        if (market.history().lastPosition() >= slot.statedPosition)
        {
            lose(nowNs); // It may hold more than one message states: asked again, and matched when it does not.
        }

        return isTaken;
    }

    void stated(final long journalId, final long position, final EpochChain chain)
    {
        slot.stated(journalId, position);
        slot.chain.clear();
        for (int i = 0; i < chain.size(); i++)
        {
            slot.chain.addFrom(chain, i);
        }

        caughtUp = false;
        catchingUp = false;
        tailPull.close();
    }

    void lose(final long retryTimeNs)
    {
        slot.close(retryTimeNs);
        caughtUp = false;
        catchingUp = false;
        tailPull.close();
        link.catchUp.leave(this);
    }
}
