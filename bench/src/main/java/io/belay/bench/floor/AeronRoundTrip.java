package io.belay.bench.floor;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.aeron.Aeron;
import io.aeron.AeronVersion;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.belay.bench.load.AnswerListener;
import io.belay.bench.load.LoadException;
import io.belay.bench.load.LoadProcess;
import io.belay.bench.load.Target;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * What the transport alone gives: each message goes to another process and comes back, with no disk. The media driver
 * is Belay's, in a process of its own, with Belay's profile, lengths and idle strategies.
 */
public final class AeronRoundTrip implements Target, LoadProcess.Described, FragmentHandler
{
    private static final int TERM_BYTES = 16 << 20;
    private static final int MTU_BYTES = 8192;
    private static final int MTU_BYTES_MAX = 65_504;
    private static final int FRAGMENT_LIMIT = 256;
    private static final int HEADER_BYTES = 32;
    private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final BufferClaim claim = new BufferClaim();
    private final int messageBytes;
    private final AnswerListener listener;
    private final EchoChannels channels;
    private final String idle;
    private final Path directory;

    private DriverProcess driver;
    private Aeron aeron;
    private Subscription subscription;
    private Companion pong;
    private ExclusivePublication publication;

    /**
     * @return version of Aeron in this process.
     */
    public static String aeronVersion()
    {
        return AeronVersion.VERSION;
    }

    private AeronRoundTrip(
        final boolean isUdp, final Options options, final int messageBytes, final AnswerListener listener)
    {
        this.messageBytes = messageBytes;
        this.listener = listener;
        channels = new EchoChannels(
            isUdp,
            (int)options.number("mtu.bytes", MTU_BYTES, 64, MTU_BYTES_MAX),
            (int)options.number("term.bytes", TERM_BYTES, 1 << 16, 1 << 30));
        idle = options.choice("idle", "adaptive", "yield", "spin");
        final String profile = options.choice("profile", "dev", "low-latency", "throughput");
        directory = Path.of(options.text("memory.dir", "/dev/shm")).resolve("belay-echo-" + UUID.randomUUID());
        options.requireAllKnown();
        if (messageBytes < Long.BYTES || messageBytes > channels.mtuBytes() - HEADER_BYTES)
        {
            throw new LoadException("a message of " + messageBytes + " bytes is not from 8 to " +
                (channels.mtuBytes() - HEADER_BYTES) + ", which fits into one datagram");
        }

        settings.put("medium", channels.isUdp() ? "udp loopback" : "ipc");
        settings.put("message", messageBytes + " bytes, claimed and written in place, both ways");
        settings.put("mtu", channels.mtuBytes() + " bytes");
        settings.put("term", channels.termBytes() + " bytes");
        settings.put("idle strategy of pong", idle);
        settings.put("media driver", "belay driver, profile " + profile + ", a process of its own");
        start(profile);
    }

    /**
     * Starts the driver and the far process, and connects.
     *
     * @param isUdp        over loopback; else through shared memory.
     * @param options      {@code mtu.bytes}, {@code term.bytes}, {@code idle}
     *                     of the far process, see {@link io.belay.bench.load.Idles}, {@code profile} of the driver, {@code memory.dir}.
     * @param messageBytes of each message.
     * @param listener     of the answers.
     * @return the echo, ready.
     * @throws LoadException if it does not come up, with the reason.
     */
    public static AeronRoundTrip open(
        final boolean isUdp, final Options options, final int messageBytes, final AnswerListener listener)
    {
        return new AeronRoundTrip(isUdp, options, messageBytes, listener);
    }

    private void start(final String profile)
    {
        try
        {
            driver = DriverProcess.start(directory, profile);
            aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory.toString()));
            subscription = aeron.addSubscription(channels.at(EchoChannels.ANY_PORT), EchoChannels.PONG_STREAM_ID);
            pong = Companion.start("pong", AeronPong.class, List.of(
                directory.toString(),
                channels.isUdp() ? "udp" : "ipc",
                Integer.toString(channels.mtuBytes()),
                Integer.toString(channels.termBytes()),
                idle,
                Endpoint.of(subscription, channels)));
            final String endpoint = pong.await(AeronPong.READY, CONNECT_TIMEOUT_NS);
            publication = aeron.addExclusivePublication(channels.to(endpoint), EchoChannels.PING_STREAM_ID);
            awaitConnected();
        }
        catch (final RuntimeException ex)
        {
            close();
            throw ex;
        }
    }

    private void awaitConnected()
    {
        final long deadlineNs = System.nanoTime() + CONNECT_TIMEOUT_NS;
        while (!publication.isConnected() || !subscription.isConnected())
        {
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw new LoadException("ping and pong have not met within " +
                    TimeUnit.NANOSECONDS.toSeconds(CONNECT_TIMEOUT_NS) + " s");
            }

            YieldingIdleStrategy.INSTANCE.idle();
        }
    }

    @Override
    public Map<String, String> settings()
    {
        return settings;
    }

    @Override
    public boolean send(final long id)
    {
        long result = publication.tryClaim(messageBytes, claim);
        while (Publication.ADMIN_ACTION == result)
        {
            result = publication.tryClaim(messageBytes, claim);
        }
        if (result > 0)
        {
            claim.buffer().putLong(claim.offset(), id);
            claim.commit();

            return true;
        }
        if (Publication.BACK_PRESSURED != result)
        {
            throw new LoadException("the echo was lost: " + Publication.errorString(result));
        }

        return false;
    }

    @Override
    public int poll()
    {
        return subscription.poll(this, FRAGMENT_LIMIT);
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        listener.onAnswered(buffer.getLong(offset));
    }

    @Override
    public void close()
    {
        CloseHelper.closeAll(pong, publication, subscription, aeron, driver);
    }
}
