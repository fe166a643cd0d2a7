package io.belay.replication;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.belay.journal.MarketHistory;
import io.belay.wire.Epoch;

/**
 * What the owner's and the journal's agents of one node let each other know of their markets beside their messages.
 * Any thread may look.
 */
public final class MarketShelf
{
    private final ConcurrentMap<Long, Place> places = new ConcurrentHashMap<>();

    /** One market's. Each number is written by one of the two agents. */
    static final class Place
    {
        private static final int NOBODY = 0;

        private volatile boolean isClaimed;
        private volatile int followedNodeId = NOBODY;
        private volatile long fenceEpoch = Epoch.NONE;
        private volatile long newestEstablished = Epoch.NONE;
        private volatile boolean isIdle = true;
        private volatile Stated stated;

        /** By the owner's agent: this node is the market's owner, or is becoming it. */
        void claim(final boolean value)
        {
            isClaimed = value;
        }

        boolean isClaimed()
        {
            return isClaimed;
        }

        /** By the journal's agent: the own journal takes this market from a node, in a session of an epoch. */
        void follow(final int ownerNodeId, final long epoch)
        {
            followedNodeId = ownerNodeId;
            fenceEpoch = epoch;
        }

        int followedNodeId()
        {
            return followedNodeId;
        }

        /** The highest epoch that the own journal has accepted, {@link Epoch#NONE} at first. */
        long fenceEpoch()
        {
            return fenceEpoch;
        }

        /** By the journal's agent: no owner has a session, or the last one has ended. */
        void idle(final boolean value)
        {
            isIdle = value;
        }

        boolean isIdle()
        {
            return isIdle;
        }

        /** By the journal's agent: the newest epoch that the own journal knows to be established. */
        void establish(final long epoch)
        {
            newestEstablished = epoch;
        }

        long newestEstablished()
        {
            return newestEstablished;
        }

        /** By the journal's agent, before it answers: the history when it accepted the own node's session. */
        void state(final long session, final MarketHistory copy)
        {
            stated = new Stated(session, copy);
        }

        /** By the owner's agent: the history that belongs to an answer; null when a later session has its place. */
        MarketHistory take(final long session)
        {
            final Stated taken = stated;
            if (null == taken || taken.session() != session)
            {
                return null;
            }

            stated = null;

            return taken.history();
        }
    }

    /** A history as it stood when a session was accepted. */
    private record Stated(long session, MarketHistory history)
    {
    }

    Place place(final long marketId)
    {
        return places.computeIfAbsent(marketId, (id) -> new Place());
    }
}
