package io.belay.replication;

import io.belay.sbe.wal.Claim;
import io.belay.sbe.wal.HandoverCode;

/**
 * This node passes a market to its standby: it numbers nothing more, waits until all is committed, says where it ended,
 * and has stepped down once its own journal follows the other node. Taken back only with a new epoch.
 */
final class Passing implements OwnerChange
{
    private static final long DRAIN_NS = 1_000_000_000L;
    private static final long PASS_NS = 2_000_000_000L;
    private static final long PASS_AGAIN_NS = 20_000_000L;

    private final OwnerMarket market;
    private final OwnerCore core;
    private final CommandReply reply;
    private final PeerPublisher target;
    private final long handover;
    private long deadlineNs;
    private long nextPassNs;
    private boolean isPassed;
    private boolean isAccepted;
    private boolean isOver;

    /**
     * @param reply    to an operator, or null when the other node has asked.
     * @param handover number of the attempt.
     */
    Passing(
        final OwnerMarket market,
        final OwnerCore core,
        final CommandReply reply,
        final PeerPublisher target,
        final long handover)
    {
        this.market = market;
        this.core = core;
        this.reply = reply;
        this.target = target;
        this.handover = handover;
        deadlineNs = core.nanoTime() + DRAIN_NS;
        market.hold(deadlineNs + PASS_NS);
    }

    /** Why a market cannot be passed to a node now, {@link HandoverCode#ACCEPTED} when it can. */
    static HandoverCode whyNot(final OwnerMarket market, final int targetNodeId)
    {
        if (!market.isOwner())
        {
            return HandoverCode.NOT_OWNER;
        }

        if (market.tenure().isBusy())
        {
            return HandoverCode.BUSY;
        }

        return OwnerState.LIVE == market.state() && targetNodeId == market.standbyNodeId() ?
            HandoverCode.ACCEPTED : HandoverCode.NOT_IN_SYNC;
    }

    long handover()
    {
        return handover;
    }

    @Override
    public int step(final long nowNs)
    {
        if (isOver)
        {
            return 0;
        }

        if (!isPassed)
        {
            return drain(nowNs);
        }

        if (OwnerState.PASSING != market.state() || nowNs - deadlineNs >= 0)
        {
            takeBack(nowNs, targetInWords() + " did not take the market over: " + market.trouble());

            return 1;
        }

        if (isAccepted || nowNs - nextPassNs < 0 || !target.pass(handover, market))
        {
            return 0;
        }

        nextPassNs = nowNs + PASS_AGAIN_NS;

        return 1;
    }

    private int drain(final long nowNs)
    {
        if (OwnerState.LIVE != market.state() || nowNs - deadlineNs >= 0)
        {
            isOver = true;
            market.release();
            fail("what is in flight was not committed: " + market.trouble());

            return 1;
        }

        if (market.committedPosition() < market.history().lastPosition() || market.answers().isOwed())
        {
            return 0;
        }

        isPassed = true;
        nextPassNs = nowNs;
        deadlineNs = nowNs + PASS_NS;
        market.pass();

        return 1;
    }

    private void takeBack(final long nowNs, final String why)
    {
        isOver = true;
        market.begin(market.tenure().pair(Claim.OWNS, target.nodeId()), nowNs, "taken back: " + why);
        fail(why);
    }

    private String targetInWords()
    {
        return "node '" + core.nodeName(target.nodeId()) + "'";
    }

    private void fail(final String why)
    {
        if (null != reply)
        {
            reply.failed(market, why);
        }
    }

    @Override
    public boolean isOver()
    {
        return isOver;
    }

    @Override
    public void onAnswer(final long answered, final HandoverCode code, final long nowNs)
    {
        if (!isPassed || isOver || answered != handover)
        {
            return;
        }

        if (HandoverCode.ACCEPTED == code)
        {
            isAccepted = true;
        }
        else
        {
            takeBack(nowNs, targetInWords() + " answers " + code);
        }
    }

    @Override
    public void onSteppedDown(final int newOwnerNodeId, final String why)
    {
        if (!isOver)
        {
            isOver = true;
            if (null != reply)
            {
                reply.done(market, "");
            }
        }
    }
}
