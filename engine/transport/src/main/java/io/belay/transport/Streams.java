package io.belay.transport;

/**
 * Opens streams: over Aeron, or in memory for tests and simulation.
 * <p>
 * Opening may block for as long as the media driver takes to answer; it belongs to the start of an agent, or to a rare
 * event such as a client that opens a session.
 */
public interface Streams
{
    /**
     * Opens a stream that sends.
     *
     * @param channel  as the node names it builds it.
     * @param streamId within the channel.
     * @return the stream; its caller closes it.
     */
    OutboundStream outbound(String channel, int streamId);

    /**
     * Opens a stream that receives from every source on the channel, or from the one whose session id the channel
     * names.
     *
     * @param channel  as the node names it builds it; a spy channel reads a publication of this machine at its source.
     * @param streamId within the channel.
     * @param listener that is told of sources; during poll, on the poller's thread.
     * @return the stream; its caller closes it.
     */
    InboundStream inbound(String channel, int streamId, SourceListener listener);
}
