package io.belay.replication;

/**
 * What can be seen of one market at its owner. For the owner agent's thread.
 */
public final class OwnerView
{
    private final OwnerMarket market;

    OwnerView(final OwnerMarket market)
    {
        this.market = market;
    }

    /**
     * @return id of the market.
     */
    public long marketId()
    {
        return market.marketId();
    }

    /**
     * @return whether this node owns the market, or is about to.
     */
    public boolean isOwner()
    {
        return market.isOwner();
    }

    /**
     * @return on how many disks a frame must be in the present term.
     */
    public int w()
    {
        return market.w();
    }

    /**
     * @return how far the market's term is.
     */
    public OwnerState state()
    {
        return market.state();
    }

    /**
     * @return epoch of the term.
     */
    public long epoch()
    {
        return market.epoch();
    }

    /**
     * @return position of the last entry written.
     */
    public long position()
    {
        return market.history().lastPosition();
    }

    /**
     * @return txid of the last frame numbered.
     */
    public long txid()
    {
        return market.history().lastTxid();
    }

    /**
     * @return highest txid that is durable on W replicas.
     */
    public long committedTxid()
    {
        return market.committedTxid();
    }

    /**
     * @return position that the own journal has acknowledged in this term.
     */
    public long ownPosition()
    {
        return market.ownPosition();
    }

    /**
     * @return position that the standby has acknowledged in this session.
     */
    public long standbyPosition()
    {
        return market.standbyPosition();
    }

    /**
     * @return bytes of the frames, as clients sent them, that the own journal has not acknowledged.
     */
    public long ownLagBytes()
    {
        return market.answers().pending().bytesBehind(market.ownPosition());
    }

    /**
     * @param nowNs monotonic time.
     * @return age in nanoseconds of the oldest entry that the own journal has not acknowledged, 0 when there is none.
     */
    public long ownLagNs(final long nowNs)
    {
        return market.answers().pending().ageBehindNs(market.ownPosition(), nowNs);
    }

    /**
     * @return bytes of the frames of this term, as clients sent them, that the standby has not acknowledged; 0 when
     *         there is none.
     */
    public long standbyLagBytes()
    {
        return hasStandby() ? market.answers().pending().bytesBehind(market.standbyPosition()) : 0;
    }

    /**
     * @param nowNs monotonic time.
     * @return age in nanoseconds of the oldest entry of this term that the standby has not acknowledged, 0 when there
     *         is none. Goes on while the standby is away, for then its entries wait.
     */
    public long standbyLagNs(final long nowNs)
    {
        return hasStandby() ? market.answers().pending().ageBehindNs(market.standbyPosition(), nowNs) : 0;
    }

    private boolean hasStandby()
    {
        return market.isOwner() && OwnerLink.SOLO != market.standbyNodeId();
    }

    /**
     * @return how many appends were numbered since the node was started.
     */
    public long appendCount()
    {
        return market.answers().appendCount();
    }

    /**
     * @return how many appends were answered DURABLE since the node was started.
     */
    public long durableCount()
    {
        return market.answers().durableCount();
    }

    /**
     * @return how many appends were answered UNKNOWN since the node was started.
     */
    public long unknownCount()
    {
        return market.answers().unknownCount();
    }

    /**
     * How long appends took from their arrival at the owner to their DURABLE outcome. For the owner agent's thread,
     * which resets them when it has shown them.
     *
     * @return times since the last reset.
     */
    public TimeBuckets outcomeTimes()
    {
        return market.answers().outcomeTimes();
    }

    /**
     * @return why the market is not live, empty when nothing is known to be wrong.
     */
    public String trouble()
    {
        return market.trouble();
    }
}
