package io.belay.transport;

import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import org.agrona.BitUtil;

/**
 * The channels that streams run on.
 */
public final class Channels
{
    /** The largest that Aeron allows, for IPC has no datagrams to fit: what is shorter can be claimed in place. */
    private static final int IPC_MTU_BYTES = 65_504;

    private static final int HEADER_BYTES = 32;
    private static final int TERM_BYTES_MIN = 64 * 1024;
    private static final int TERM_BYTES_MAX = 1024 * 1024 * 1024;

    private Channels()
    {
    }

    /**
     * A WAL stream: unicast to one standby, listened to by the own journal. Spies count as receivers, so that the owner
     * goes on writing to its own journal when the standby vanishes.
     *
     * @param endpoint  host and port of the standby.
     * @param sessionId of the publication, so that the spy hears this one and no other.
     * @param mtuBytes  of a datagram, a multiple of 32.
     * @param termBytes of a term buffer, a power of two; an eighth of it is the longest message.
     * @return the channel.
     */
    public static String wal(final String endpoint, final int sessionId, final int mtuBytes, final int termBytes)
    {
        requireLengths(mtuBytes, termBytes);

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
     * Unicast to an endpoint, with the driver's own lengths; for a reader, all that arrives there.
     *
     * @param endpoint host and port.
     * @return the channel.
     */
    public static String udp(final String endpoint)
    {
        return new ChannelUriStringBuilder().media(CommonContext.UDP_MEDIA).endpoint(endpoint).build();
    }

    /**
     * Unicast to an endpoint, with lengths of choice.
     *
     * @param endpoint  host and port.
     * @param mtuBytes  of a datagram, a multiple of 32.
     * @param termBytes of a term buffer, a power of two; an eighth of it is the longest message.
     * @return the channel.
     */
    public static String udp(final String endpoint, final int mtuBytes, final int termBytes)
    {
        requireLengths(mtuBytes, termBytes);

        return new ChannelUriStringBuilder()
            .media(CommonContext.UDP_MEDIA)
            .endpoint(endpoint)
            .mtu(mtuBytes)
            .termLength(termBytes)
            .build();
    }

    /**
     * Shared memory between processes of one driver; for a sender, with the driver's own lengths.
     *
     * @return the channel.
     */
    public static String ipc()
    {
        return CommonContext.IPC_CHANNEL;
    }

    /**
     * Shared memory between processes of one driver, where messages up to nearly 64 KiB can be claimed.
     *
     * @param termBytes of a term buffer, a power of two; an eighth of it is the longest message.
     * @return the channel.
     */
    public static String ipc(final int termBytes)
    {
        return ipc(termBytes, IPC_MTU_BYTES);
    }

    /**
     * Shared memory between processes of one driver, with lengths of choice.
     *
     * @param termBytes of a term buffer, a power of two; an eighth of it is the longest message.
     * @param mtuBytes  of a fragment, a multiple of 32: 32 more than what can be claimed.
     * @return the channel.
     */
    public static String ipc(final int termBytes, final int mtuBytes)
    {
        requireLengths(mtuBytes, termBytes);

        return new ChannelUriStringBuilder()
            .media(CommonContext.IPC_MEDIA)
            .mtu(mtuBytes)
            .termLength(termBytes)
            .build();
    }

    private static void requireLengths(final int mtuBytes, final int termBytes)
    {
        if (mtuBytes <= HEADER_BYTES || mtuBytes > IPC_MTU_BYTES || 0 != mtuBytes % HEADER_BYTES)
        {
            throw new IllegalArgumentException("MTU of " + mtuBytes + " bytes is no multiple of " + HEADER_BYTES +
                " up to " + IPC_MTU_BYTES);
        }
        if (!BitUtil.isPowerOfTwo(termBytes) || termBytes < TERM_BYTES_MIN || termBytes > TERM_BYTES_MAX)
        {
            throw new IllegalArgumentException("term of " + termBytes + " bytes is no power of two from " +
                TERM_BYTES_MIN + " to " + TERM_BYTES_MAX);
        }
    }
}
