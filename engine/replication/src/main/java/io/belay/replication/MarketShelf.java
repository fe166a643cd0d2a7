package io.belay.replication;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.belay.journal.MarketHistory;
import io.belay.wire.Epoch;

/**
 * What the owner's and the journal's agents of one node let each other know of a market beside their messages. Each
 * number is written by one of them. Any thread may read.
 */
public final class MarketShelf
{
    private static final int NOBODY = 0;

    private final ConcurrentMap<Long, Place> places = new ConcurrentHashMap<>();

    private static final class Place
    {
        private volatile boolean isClaimed;
        private volatile int followedNodeId = NOBODY;
        private volatile long fenceEpoch = Epoch.NONE;
        private volatile long newestEstablished = Epoch.NONE;
        private volatile boolean isIdle = true;
        private volatile Stated stated;
    }

    /** A history as it stood when a session was accepted. */
    private record Stated(long session, MarketHistory history)
    {
    }

    private Place place(final long marketId)
    {
        return places.computeIfAbsent(marketId, (id) -> new Place());
    }

    /** By the owner's agent: this node is the market's owner, or is becoming it. */
    void claim(final long marketId, final boolean isClaimed)
    {
        place(marketId).isClaimed = isClaimed;
    }

    boolean isClaimed(final long marketId)
    {
        return place(marketId).isClaimed;
    }

    /** By the journal's agent: the own journal takes this market from a node, in a session of an epoch. */
    void follow(final long marketId, final int ownerNodeId, final long fenceEpoch)
    {
        final Place place = place(marketId);
        place.followedNodeId = ownerNodeId;
        place.fenceEpoch = fenceEpoch;
    }

    /** By the journal's agent: no owner has a session, or the last one has ended. */
    void idle(final long marketId, final boolean isIdle)
    {
        place(marketId).isIdle = isIdle;
    }

    boolean isIdle(final long marketId)
    {
        return place(marketId).isIdle;
    }

    /** By the journal's agent: the newest epoch that the own journal knows to be established. */
    void establish(final long marketId, final long newestEstablished)
    {
        place(marketId).newestEstablished = newestEstablished;
    }

    long newestEstablished(final long marketId)
    {
        return place(marketId).newestEstablished;
    }

    int followedNodeId(final long marketId)
    {
        return place(marketId).followedNodeId;
    }

    /** The highest epoch that the own journal has accepted, {@link Epoch#NONE} at first. */
    long fenceEpoch(final long marketId)
    {
        return place(marketId).fenceEpoch;
    }

    /** By the journal's agent, before it answers: the history at the moment when it accepted the own node's session. */
    void state(final long marketId, final long session, final MarketHistory copy)
    {
        place(marketId).stated = new Stated(session, copy);
    }

    /** By the owner's agent: takes the history that belongs to an answer; null when a later session has its place. */
    MarketHistory take(final long marketId, final long session)
    {
        final Place place = place(marketId);
        final Stated stated = place.stated;
        if (null == stated || stated.session() != session)
        {
            return null;
        }

        place.stated = null;

        return stated.history();
    }
}
