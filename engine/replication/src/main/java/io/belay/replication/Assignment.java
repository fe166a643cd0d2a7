package io.belay.replication;

/**
 * Another node becomes a market's standby. The old one may hold the right to go on alone, so it must accept, durably,
 * that it is none any more; or an operator vouches that its disk will be wiped. Only then does the new one count.
 */
final class Assignment implements OwnerChange
{
    private static final long RELEASE_NS = 5_000_000_000L;

    private final OwnerMarket market;
    private final CommandReply reply;
    private final int standbyNodeId;
    private final boolean isVouched;
    private long deadlineNs;
    private Phase phase = Phase.DRAINING;

    private enum Phase
    {
        /** What is in flight is committed with the old standby. */
        DRAINING,
        /** The old standby accepts that it is released. */
        RELEASING,
        /** The new one is brought up. */
        JOINING,
        OVER
    }

    Assignment(
        final OwnerMarket market,
        final OwnerCore core,
        final CommandReply reply,
        final int standbyNodeId,
        final boolean isVouched)
    {
        this.market = market;
        this.reply = reply;
        this.standbyNodeId = standbyNodeId;
        this.isVouched = isVouched;
        deadlineNs = core.nanoTime() + RELEASE_NS;
        if (1 == market.w())
        {
            join();
        }
        else if (!isVouched)
        {
            market.hold(core.nanoTime() + Tenure.HOLD_NS);
        }
    }

    private void join()
    {
        phase = Phase.JOINING;
        market.tenure().partner(standbyNodeId);
    }

    @Override
    public int step(final long nowNs)
    {
        if (Phase.JOINING != phase && Phase.OVER != phase && nowNs - deadlineNs >= 0)
        {
            phase = Phase.OVER;
            market.release();
            reply.failed(market, "the old standby has not accepted that it is released: " + market.trouble() +
                "; when it will never come back, vouch that its disk is wiped");

            return 1;
        }

        if (Phase.DRAINING != phase)
        {
            return 0;
        }

        final long last = market.history().lastPosition();
        if (isVouched && market.ownPosition() >= last)
        {
            phase = Phase.RELEASING;
            market.begin(Term.releaseVouched(), nowNs, "an operator vouches for the old standby");

            return 1;
        }

        if (OwnerState.LIVE != market.state() || market.committedPosition() < last)
        {
            return 0;
        }

        phase = Phase.RELEASING;
        market.begin(Term.release(market.standbyNodeId()), nowNs, "releasing the standby");

        return 1;
    }

    @Override
    public boolean isOver()
    {
        return Phase.OVER == phase;
    }

    @Override
    public void onLive(final long nowNs)
    {
        if (Phase.RELEASING == phase && OwnerLink.SOLO != market.term().releasedNodeId())
        {
            market.begin(Term.solo(market.term().claim()), nowNs, "the old standby is released");
        }
        else if (Phase.RELEASING == phase)
        {
            join();
        }
        else if (Phase.JOINING == phase && 2 == market.w())
        {
            phase = Phase.OVER;
            reply.done(market, "");
        }
    }

    @Override
    public void onSteppedDown(final int newOwnerNodeId, final String why)
    {
        if (Phase.OVER != phase)
        {
            phase = Phase.OVER;
            reply.failed(market, why);
        }
    }
}
