package io.belay.replication;

import io.belay.sbe.client.CommandCode;

/**
 * The answer that an operator's command awaits. Given once; sent when the operator's stream has room.
 */
final class CommandReply
{
    private final OwnerCore core;
    private final ClientSession session;
    private final long correlationId;
    private final long startNs;
    private final CommandGroup group;
    private CommandCode code;
    private String text;
    private long marketId;
    private long epoch;
    private String ownerName = "";
    private String standbyName = "";
    private int w;
    private long durationNs;

    CommandReply(final OwnerCore core, final ClientSession session, final long correlationId)
    {
        this(core, session, correlationId, null);
    }

    /** Of one market of several that one command is about. */
    CommandReply(
        final OwnerCore core, final ClientSession session, final long correlationId, final CommandGroup group)
    {
        this.group = group;
        this.core = core;
        this.session = session;
        this.correlationId = correlationId;
        startNs = core.nanoTime();
    }

    /** It was done. */
    void done(final OwnerMarket market, final String remark)
    {
        answer(CommandCode.DONE, market, remark);
    }

    /** Nothing was begun. */
    void refused(final OwnerMarket market, final String why)
    {
        answer(CommandCode.REFUSED, market, why);
    }

    /** It was begun, and given up. */
    void failed(final OwnerMarket market, final String why)
    {
        answer(CommandCode.FAILED, market, why);
    }

    private void answer(final CommandCode how, final OwnerMarket market, final String words)
    {
        code = how;
        text = words;
        marketId = null == market ? 0 : market.marketId();
        epoch = null == market ? 0 : market.isOwner() ? market.epoch() : market.place().fenceEpoch();
        ownerName = null == market ? "" : core.nodeName(market.ownerNodeId());
        standbyName = null == market ? "" : core.nodeName(standbyOf(market));
        w = null == market ? 0 : market.w();
        durationNs = core.nanoTime() - startNs;
        if (null == group)
        {
            core.send(this);
        }
        else
        {
            group.ended(market, how, words);
        }
    }

    /** A node that has handed a market over is its standby from then on. */
    private int standbyOf(final OwnerMarket market)
    {
        final boolean isStandby = !market.isOwner() && CommandCode.DONE == code;

        return isStandby ? core.config().nodeId() : market.standbyNodeId();
    }

    /** All markets of a command have ended. */
    void all(final CommandCode how, final String words)
    {
        answer(how, null, words);
    }

    /**
     * @return false when it must be tried again.
     */
    boolean send()
    {
        return session.isClosed() || core.clients().commandAnswer(
            session, code, correlationId, marketId, epoch, durationNs, w, text, ownerName, standbyName) ||
            !session.stream.isConnected();
    }
}
