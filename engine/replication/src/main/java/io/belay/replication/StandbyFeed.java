package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;

/**
 * Opens, matches and brings up the standby of one market, as often as it is lost.
 */
final class StandbyFeed
{
    private final OwnerMarket market;
    private final OwnerLink link;
    private final ReplicaSlot slot;
    private boolean caughtUp;
    private boolean catchingUp;

    StandbyFeed(final OwnerMarket market, final OwnerLink link)
    {
        this.market = market;
        this.link = link;
        slot = new ReplicaSlot(link.standbyNodeId);
    }

    ReplicaSlot slot()
    {
        return slot;
    }

    /**
     * Whether the standby holds all that was written, or will, since it stands in the stream before it.
     */
    boolean isReady()
    {
        return caughtUp && slot.isMatched();
    }

    int drive(final long nowNs)
    {
        if (!link.isAlive())
        {
            return 0;
        }

        return switch (slot.state())
        {
            case CLOSED, OPENING -> market.open(slot, nowNs);
            case STATED -> match();
            case MATCHED -> 0;
        };
    }

    private int match()
    {
        if (catchingUp)
        {
            return 0;
        }

        final MarketHistory history = market.history();
        final long last = history.lastPosition();
        final long common = CommonPoint.position(history.chain(), last, slot.chain, slot.statedPosition);
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

    OwnerMarket market()
    {
        return market;
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

    void onCatchUpFailed(final RuntimeException cause)
    {
        market.reject(
            slot, "the standby lacks entries that the own journal cannot give: " + cause.getMessage(), cause);
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
    }

    void lose(final long retryTimeNs)
    {
        slot.close(retryTimeNs);
        caughtUp = false;
        catchingUp = false;
        link.catchUp.leave(this);
    }
}
