package io.belay.replication;

import io.belay.transport.OutboundStream;

/**
 * Opens the stream on which a client hears its outcomes.
 */
@FunctionalInterface
public interface ClientStreams
{
    /**
     * @param responseStreamId that the client listens on.
     * @return a stream to it, which may not be connected yet.
     */
    OutboundStream open(int responseStreamId);
}
