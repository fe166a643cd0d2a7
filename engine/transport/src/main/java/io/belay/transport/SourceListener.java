package io.belay.transport;

/**
 * Is told when a sender's stream comes and goes. Called during {@link InboundStream#poll}, on the poller's thread.
 */
public interface SourceListener
{
    /**
     * @param sourceId of the stream that can now be heard.
     */
    void onSourceAvailable(int sourceId);

    /**
     * What was not polled from it before is lost.
     *
     * @param sourceId of the stream that has ended.
     */
    void onSourceUnavailable(int sourceId);
}
