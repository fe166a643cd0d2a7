package io.belay.transport;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;

/**
 * What of a channel decides who hears whom in memory: media, endpoint and stream, as the media driver matches them.
 *
 * @param place     media and endpoint; a channel that is no Aeron URI is its own place.
 * @param streamId  within the place.
 * @param sessionId of the one source meant, or null for any.
 * @param isSpy     whether a reader is a spy.
 * @param spiesSimulateConnection whether spies alone make a sender connected.
 */
record MemoryAddress(
    String place, int streamId, Integer sessionId, boolean isSpy, boolean spiesSimulateConnection)
{
    static MemoryAddress of(final String channel, final int streamId)
    {
        if (!channel.startsWith("aeron"))
        {
            return new MemoryAddress(channel, streamId, null, false, false);
        }

        final ChannelUri uri = ChannelUri.parse(channel);
        final String endpoint = uri.get(CommonContext.ENDPOINT_PARAM_NAME, "");
        final String sessionId = uri.get(CommonContext.SESSION_ID_PARAM_NAME);

        return new MemoryAddress(
            uri.media() + ':' + endpoint,
            streamId,
            null == sessionId ? null : Integer.valueOf(sessionId),
            ChannelUri.SPY_QUALIFIER.equals(uri.prefix()),
            Boolean.parseBoolean(uri.get(CommonContext.SPIES_SIMULATE_CONNECTION_PARAM_NAME)));
    }

    boolean reaches(final MemoryAddress reader, final int sourceId)
    {
        return place.equals(reader.place) &&
            streamId == reader.streamId &&
            (null == reader.sessionId || reader.sessionId == sourceId);
    }
}
