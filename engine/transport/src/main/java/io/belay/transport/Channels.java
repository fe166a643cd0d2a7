package io.belay.transport;

import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;

/**
 * The channels that streams run on.
 */
public final class Channels
{
    /** Payload limit of an IPC message that is claimed; the largest that Aeron allows. */
    private static final int IPC_MTU_BYTES = 65_504;

    private Channels()
    {
    }

    /**
     * A WAL stream: unicast to one standby, listened to by the own journal. Spies count as receivers, so that the owner
     * goes on writing to its own journal when the standby vanishes.
     *
     * @param endpoint  host and port of the standby.
     * @param sessionId of the publication, so that the spy hears this one and no other.
     * @param mtuBytes  of a datagram.
     * @param termBytes of a term buffer, a power of two.
     * @return the channel.
     */
    public static String wal(final String endpoint, final int sessionId, final int mtuBytes, final int termBytes)
    {
        return new ChannelUriStringBuilder()
            .media(CommonContext.UDP_MEDIA)
            .endpoint(endpoint)
            .sessionId(sessionId)
            .mtu(mtuBytes)
            .termLength(termBytes)
            .spiesSimulateConnection(true)
            .build();
    }

    /**
     * What a spy on a publication of this driver listens to.
     *
     * @param channel of the publication.
     * @return the channel of the spy.
     */
    public static String spy(final String channel)
    {
        return CommonContext.SPY_PREFIX + channel;
    }

    /**
     * Unicast to an endpoint, or all that arrives there.
     *
     * @param endpoint host and port.
     * @return the channel.
     */
    public static String udp(final String endpoint)
    {
        return new ChannelUriStringBuilder().media(CommonContext.UDP_MEDIA).endpoint(endpoint).build();
    }

    /**
     * Shared memory between processes of one driver.
     *
     * @param termBytes of a term buffer, a power of two.
     * @return the channel.
     */
    public static String ipc(final int termBytes)
    {
        return new ChannelUriStringBuilder()
            .media(CommonContext.IPC_MEDIA)
            .mtu(IPC_MTU_BYTES)
            .termLength(termBytes)
            .build();
    }
}
