package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;
import io.belay.sbe.wal.Claim;
import io.belay.sbe.wal.HandoverCode;

/**
 * This node becomes a market's owner. The owner is asked first: when it answers it hands the market over, and nothing
 * is lost. When it is silent, the token of the newest epoch decides, or an operator who accepts loss.
 */
final class Promotion implements OwnerChange
{
    private static final long ASK_NS = 100_000_000L;
    private static final long ASK_AGAIN_NS = 20_000_000L;
    private static final long PASS_NS = 5_000_000_000L;
    private static final long ESTABLISH_NS = 10_000_000_000L;

    private final OwnerMarket market;
    private final OwnerCore core;
    private final CommandReply reply;
    private final boolean isLossAccepted;
    private final PeerPublisher owner;
    private final int ownerNodeId;
    private long handover;
    private long lastPosition;
    private long lastTxid;
    private Phase phase = Phase.ASKING;
    private long deadlineNs;
    private long nextAskNs;

    private enum Phase
    {
        /** The owner has not answered yet. */
        ASKING,
        /** It has accepted, and numbers its last entries. */
        AWAITING_PASS,
        /** The own term begins. */
        CLAIMING,
        OVER
    }

    /** By an operator. */
    Promotion(final OwnerMarket market, final OwnerCore core, final CommandReply reply, final boolean isLossAccepted)
    {
        this.market = market;
        this.core = core;
        this.reply = reply;
        this.isLossAccepted = isLossAccepted;
        handover = core.nextSession();
        ownerNodeId = market.tenure().ownerBesides();
        owner = ownerNodeId == core.config().nodeId() ? null : core.peer(ownerNodeId);
        final long nowNs = core.nanoTime();
        deadlineNs = nowNs + (null == owner ? 0 : ASK_NS);
        nextAskNs = nowNs;
    }

    /** By an owner that passes the market on unasked. */
    Promotion(
        final OwnerMarket market,
        final OwnerCore core,
        final int ownerNodeId,
        final long handover,
        final long lastPosition,
        final long lastTxid)
    {
        this.market = market;
        this.core = core;
        this.ownerNodeId = ownerNodeId;
        this.handover = handover;
        reply = null;
        isLossAccepted = false;
        owner = core.peer(ownerNodeId);
        phase = Phase.AWAITING_PASS;
        onPass(handover, lastPosition, lastTxid);
    }

    @Override
    public int step(final long nowNs)
    {
        return switch (phase)
        {
            case ASKING -> ask(nowNs);
            case AWAITING_PASS -> nowNs - deadlineNs < 0 ? 0 :
                end(ownerInWords() + " accepted to hand the market over, but has not passed it on", false);
            case CLAIMING -> nowNs - deadlineNs < 0 ? 0 : giveUp();
            case OVER -> 0;
        };
    }

    @Override
    public boolean isOver()
    {
        return Phase.OVER == phase;
    }

    private int ask(final long nowNs)
    {
        if (nowNs - deadlineNs >= 0)
        {
            claim(alone());

            return 1;
        }

        if (nowNs - nextAskNs < 0 || !owner.handoverRequest(handover, market.marketId()))
        {
            return 0;
        }

        nextAskNs = nowNs + ASK_AGAIN_NS;

        return 1;
    }

    private Term alone()
    {
        return Term.solo(isLossAccepted ? Claim.FORCED : Claim.TOKEN);
    }

    private String ownerInWords()
    {
        return "node '" + core.nodeName(ownerNodeId) + "'";
    }

    private void claim(final Term term)
    {
        phase = Phase.CLAIMING;
        final long nowNs = core.nanoTime();
        deadlineNs = nowNs + ESTABLISH_NS;
        market.hold(nowNs + Tenure.HOLD_NS);
        market.begin(term, nowNs, "promoted");
    }

    @Override
    public void onAnswer(final long answered, final HandoverCode code, final long nowNs)
    {
        if (Phase.ASKING != phase || answered != handover)
        {
            return;
        }

        switch (code)
        {
            case ACCEPTED ->
            {
                phase = Phase.AWAITING_PASS;
                deadlineNs = nowNs + PASS_NS;
            }
            case NOT_OWNER, UNKNOWN_MARKET -> claim(alone());
            case NOT_IN_SYNC -> end(ownerInWords() + " owns the market and lives, but this node does not hold all of " +
                "it yet; 'belay status' shows how far it is", true);
            default -> end(ownerInWords() + " answers " + code + "; try again in a moment", true);
        }
    }

    /**
     * The owner has numbered its last entry.
     */
    void onPass(final long passed, final long position, final long txid)
    {
        if (Phase.AWAITING_PASS != phase && Phase.ASKING != phase)
        {
            return;
        }

        handover = passed;
        lastPosition = position;
        lastTxid = txid;
        claim(market.tenure().pair(Claim.HANDED, ownerNodeId));
    }

    @Override
    public boolean isAsExpected(final long nowNs)
    {
        if (Phase.CLAIMING != phase || Claim.HANDED != market.term().claim() || isPassedOn())
        {
            return true;
        }

        owner.handoverAnswer(handover, market.marketId(), market.epoch(), HandoverCode.NOT_IN_SYNC);
        market.stepDown(ownerNodeId, ownerInWords() + " passed the market on at txid " + lastTxid +
            ", but the own journal ends at txid " + market.history().lastTxid());

        return false;
    }

    /** The own journal ends where the owner has ended; but for starts of own epochs, when this is not the first try. */
    private boolean isPassedOn()
    {
        final MarketHistory history = market.history();
        final EpochChain chain = history.chain();
        int i = chain.size() - 1;
        while (i >= 0 && chain.position(i) > lastPosition && chain.ownerNodeId(i) == core.config().nodeId())
        {
            i--;
        }

        final boolean isBegun = i + 1 < chain.size();
        final long end = isBegun ? chain.position(i + 1) - 1 : history.lastPosition();

        return end == lastPosition && history.lastTxid() == lastTxid;
    }

    @Override
    public void onLive(final long nowNs)
    {
        if (Phase.CLAIMING == phase)
        {
            phase = Phase.OVER;
            if (null != reply)
            {
                reply.done(market, 1 == market.w() ? "alone, until another disk has caught up" : "");
            }
        }
    }

    @Override
    public void onSteppedDown(final int newOwnerNodeId, final String why)
    {
        if (Phase.CLAIMING == phase)
        {
            end(why, true);
        }
    }

    private int giveUp()
    {
        return end("the term was not established within " + ESTABLISH_NS / 1_000_000_000L + " s: " + market.trouble(),
            false);
    }

    private int end(final String why, final boolean isRefusal)
    {
        phase = Phase.OVER;
        if (null != reply)
        {
            if (isRefusal)
            {
                reply.refused(market, why);
            }
            else
            {
                reply.failed(market, why);
            }
        }

        return 1;
    }
}
