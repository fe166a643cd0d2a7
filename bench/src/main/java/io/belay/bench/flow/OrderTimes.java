package io.belay.bench.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The times of arrival in a file of orders.
 */
public final class OrderTimes
{
    private OrderTimes()
    {
    }

    /**
     * @param orders file in LOBSTER's format.
     * @return nanoseconds of each event, rising.
     * @throws UncheckedIOException when the file cannot be read, is malformed, or holds fewer than two events.
     */
    public static long[] of(final Path orders)
    {
        try
        {
            final LobsterFile file = LobsterFile.read(orders);
            if (file.count() < 2 || 0 == file.durationNs())
            {
                throw new LobsterFormatException(orders + ": holds no two events at different times");
            }

            final OrderEvent event = new OrderEvent();
            final long[] timesNs = new long[file.count()];
            for (int i = 0; i < timesNs.length; i++)
            {
                timesNs[i] = file.event(i, event).timeNs();
            }

            return timesNs;
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}
