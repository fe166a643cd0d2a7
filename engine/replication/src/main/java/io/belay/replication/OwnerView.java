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
     * @return why the market is not live, empty when nothing is known to be wrong.
     */
    public String trouble()
    {
        return market.trouble();
    }
}
