package io.belay.client;

import io.belay.transport.SourceListener;

/**
 * Whether the node can still be heard on the response stream.
 */
final class ResponseSource implements SourceListener
{
    private boolean hasEnded;

    @Override
    public void onSourceAvailable(final int sourceId)
    {
        // The node is believed when it answers, not when its stream exists.
    }

    @Override
    public void onSourceUnavailable(final int sourceId)
    {
        hasEnded = true;
    }

    boolean hasEnded()
    {
        return hasEnded;
    }
}
