package io.belay.replication;

import io.belay.transport.OutboundStream;
import org.agrona.collections.Long2LongCounterMap;

/**
 * A trading process that is connected to this node.
 */
final class ClientSession
{
    final long id;
    final long clientId;
    final String name;
    final OutboundStream stream;
    final int sourceId;
    final OwedOutcomes owed = new OwedOutcomes();
    private final Long2LongCounterMap inFlight = new Long2LongCounterMap(0);
    boolean isStuck;
    long stuckSinceNs;
    private boolean closed;

    ClientSession(
        final long id, final long clientId, final String name, final OutboundStream stream, final int sourceId)
    {
        this.id = id;
        this.clientId = clientId;
        this.name = name;
        this.stream = stream;
        this.sourceId = sourceId;
    }

    /** How many appends to a market await their outcome. One market that waits must not take the window of others. */
    long inFlight(final long marketId)
    {
        return inFlight.get(marketId);
    }

    void took(final long marketId)
    {
        inFlight.incrementAndGet(marketId);
    }

    void answered(final long marketId)
    {
        inFlight.decrementAndGet(marketId);
    }

    boolean isClosed()
    {
        return closed;
    }

    void close()
    {
        if (!closed)
        {
            closed = true;
            stream.close();
        }
    }
}
