package io.belay.bench.floor;

import java.util.concurrent.TimeUnit;

import io.aeron.Subscription;
import io.belay.bench.load.LoadException;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * Where a subscription listens whose port the system has chosen.
 */
final class Endpoint
{
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);

    private Endpoint()
    {
    }

    /** Host and port; an empty text for shared memory. */
    static String of(final Subscription subscription, final EchoChannels channels)
    {
        if (!channels.isUdp())
        {
            return "";
        }

        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (true)
        {
            final String endpoint = subscription.resolvedEndpoint();
            if (null != endpoint)
            {
                return endpoint;
            }
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw new LoadException("the media driver bound no port for " + subscription.channel());
            }

            YieldingIdleStrategy.INSTANCE.idle();
        }
    }
}
