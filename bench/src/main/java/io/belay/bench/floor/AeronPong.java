package io.belay.bench.floor;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import io.belay.bench.load.Idles;
import io.belay.driver.TimerSlack;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

/**
 * The far process of an echo: sends back each message as it came.
 * <p>
 * It says {@code READY} with the endpoint that it listens at, and ends with its parent.
 */
public final class AeronPong implements ControlledFragmentHandler
{
    static final String READY = "READY";

    private static final int FRAGMENT_LIMIT = 256;

    private final BufferClaim claim = new BufferClaim();
    private final ExclusivePublication publication;

    private AeronPong(final ExclusivePublication publication)
    {
        this.publication = publication;
    }

    /**
     * @param args directory of the driver, {@code udp} or {@code ipc}, MTU and term length in bytes, idle strategy,
     *             endpoint to answer to.
     */
    public static void main(final String[] args)
    {
        ChildMain.orFail(() -> listen(args));
    }

    private static void listen(final String[] args)
    {
        TimerSlack.setNs(1);
        final EchoChannels channels =
            new EchoChannels("udp".equals(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        final IdleStrategy idle = Idles.of(args[4]);
        final ParentGuard parent = new ParentGuard();
        try (Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(args[0]));
            Subscription subscription =
                aeron.addSubscription(channels.at(EchoChannels.ANY_PORT), EchoChannels.PING_STREAM_ID);
            ExclusivePublication publication =
                aeron.addExclusivePublication(channels.to(args[5]), EchoChannels.PONG_STREAM_ID))
        {
            System.out.println(READY + " " + Endpoint.of(subscription, channels));
            System.out.flush();
            parent.watch();
            final AeronPong pong = new AeronPong(publication);
            while (!subscription.isClosed())
            {
                idle.idle(subscription.controlledPoll(pong, FRAGMENT_LIMIT));
            }
        }
    }

    @Override
    public Action onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        long result = publication.tryClaim(length, claim);
        while (Publication.ADMIN_ACTION == result)
        {
            result = publication.tryClaim(length, claim);
        }
        if (result < 0)
        {
            return Action.ABORT;
        }

        claim.buffer().putBytes(claim.offset(), buffer, offset, length);
        claim.commit();

        return Action.CONTINUE;
    }
}
