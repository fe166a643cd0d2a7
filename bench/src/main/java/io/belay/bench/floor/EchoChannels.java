package io.belay.bench.floor;

import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;

/**
 * The channels of an echo.
 *
 * @param isUdp     loopback, or shared memory.
 * @param mtuBytes  of a datagram or a fragment, a multiple of 32.
 * @param termBytes of a term buffer, a power of two.
 */
record EchoChannels(boolean isUdp, int mtuBytes, int termBytes)
{
    static final int PING_STREAM_ID = 1001;
    static final int PONG_STREAM_ID = 1002;
    /** The system chooses the port, so that two runs never meet. */
    static final String ANY_PORT = "127.0.0.1:0";

    String to(final String endpoint)
    {
        final ChannelUriStringBuilder channel = new ChannelUriStringBuilder().mtu(mtuBytes).termLength(termBytes);

        return isUdp ?
            channel.media(CommonContext.UDP_MEDIA).endpoint(endpoint).build() :
            channel.media(CommonContext.IPC_MEDIA).build();
    }

    String at(final String endpoint)
    {
        return isUdp ?
            new ChannelUriStringBuilder().media(CommonContext.UDP_MEDIA).endpoint(endpoint).build() :
            CommonContext.IPC_CHANNEL;
    }
}
