package io.belay.replication;

import java.util.ArrayList;
import java.util.List;

/**
 * One WAL stream: to the own journal and, unless its markets are alone, to one standby node.
 */
final class OwnerLink
{
    /** The node id of no standby: the markets of this stream are acknowledged from the own disk alone. */
    static final int SOLO = 0;

    final int standbyNodeId;
    final String standbyName;
    final WalPublisher publisher;
    final CatchUp catchUp;
    final List<OwnerMarket> markets = new ArrayList<>();

    private long lastHeardNs;
    private long standbyInstance;
    private boolean alive;
    private boolean awaited = true;
    private int nextHeartbeatMarket;

    OwnerLink(final int standbyNodeId, final String standbyName, final WalPublisher publisher, final CatchUp catchUp)
    {
        this.standbyNodeId = standbyNodeId;
        this.standbyName = standbyName;
        this.publisher = publisher;
        this.catchUp = catchUp;
    }

    boolean isAlive()
    {
        return alive;
    }

    /**
     * The standby was heard.
     *
     * @return true when it is another incarnation than before, so that its sessions are gone.
     */
    boolean heard(final long instance, final long nowNs)
    {
        final boolean isNew = !alive || instance != standbyInstance;
        standbyInstance = instance;
        lastHeardNs = nowNs;
        alive = true;
        awaited = false;

        return isNew;
    }

    /** An ack, or an entry, of an open session: the standby lives, though its heartbeats may queue behind others. */
    void heardInSession(final long nowNs)
    {
        lastHeardNs = nowNs;
    }

    /**
     * @return true, once, when the standby was not heard at all for too long since the start.
     */
    boolean isMissed(final long nowNs, final long startNs, final long timeoutNs)
    {
        final boolean isMissed = awaited && !markets.isEmpty() && nowNs - startNs > timeoutNs;
        awaited = awaited && !isMissed;

        return isMissed;
    }

    /**
     * @return true when the standby was alive and has been silent for too long.
     */
    boolean expire(final long nowNs, final long timeoutNs)
    {
        if (alive && nowNs - lastHeardNs > timeoutNs)
        {
            alive = false;

            return true;
        }

        return false;
    }

    /**
     * Sends a heartbeat about as many markets as go into one message, in turn.
     */
    boolean heartbeat(final int ownerNodeId, final long ownerInstance, final int countMax)
    {
        final int count = Math.min(countMax, markets.size());
        publisher.beginHeartbeat(ownerNodeId, ownerInstance, count);
        int index = nextHeartbeatMarket;
        for (int i = 0; i < count; i++)
        {
            index = index >= markets.size() ? 0 : index;
            final OwnerMarket market = markets.get(index++);
            publisher.heartbeatMarket(market, market.standbySession());
        }

        if (!publisher.endHeartbeat())
        {
            return false;
        }

        nextHeartbeatMarket = index;

        return true;
    }
}
