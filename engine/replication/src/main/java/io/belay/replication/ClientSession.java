package io.belay.replication;

import io.belay.transport.OutboundStream;

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
    int inFlight;
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
