package io.belay.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import io.belay.client.BelayClient;
import io.belay.client.BelayException;
import io.belay.client.Market;
import io.belay.client.Outcome;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A trading process that appends without end, each frame once, and writes down what was acknowledged. It connects again
 * as often as its node dies.
 */
final class Appender
{
    static final String STOP = "STOP";
    private static final int IN_FLIGHT_MAX = 48;
    private static final int LENGTH_MAX = 20_000;

    private final BelayClient.Context context;
    private final String marketName;
    private final FileChannel acknowledged;
    private final Path stop;
    private final Map<Long, Long> indexes = new HashMap<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[LENGTH_MAX]);
    private long nextIndex;

    private Appender(
        final String aeronDirectory,
        final String node,
        final String marketName,
        final Path folder,
        final long firstIndex)
        throws IOException
    {
        this.marketName = marketName;
        nextIndex = firstIndex;
        stop = folder.resolve(STOP);
        acknowledged = FileChannel.open(
            folder.resolve("acknowledged"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        context = new BelayClient.Context()
            .aeronDirectoryName(aeronDirectory)
            .node(node)
            .connectTimeoutNs(1_000_000_000L)
            .outcomeTimeoutNs(2_000_000_000L)
            .outcomeHandler(this::onOutcome);
    }

    static void start(final String[] args) throws IOException
    {
        new Appender(args[0], args[1], args[2], Path.of(args[3]), Long.parseLong(args[4])).run();
    }

    /** The bytes of a frame: a function of its number, which stands in them. */
    static byte[] bytes(final long index)
    {
        final Random random = new Random(index);
        final int length = 0 == random.nextInt(200) ? random.nextInt(LENGTH_MAX - 8) : random.nextInt(300);
        final byte[] bytes = new byte[8 + length];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).putLong(0, index);

        return bytes;
    }

    private void run()
    {
        while (!isStopped())
        {
            indexes.clear();
            try (BelayClient client = BelayClient.connect(context))
            {
                append(client, client.market(marketName));
            }
            catch (final BelayException ex)
            {
                System.out.println(ex.code() + " " + ex.getMessage());
            }
        }

        System.out.println("STOPPED");
    }

    private boolean isStopped()
    {
        return stop.toFile().exists();
    }

    private void append(final BelayClient client, final Market market)
    {
        System.out.println("CONNECTED");
        while (!isStopped() || client.inFlight() > 0)
        {
            if (client.inFlight() < IN_FLIGHT_MAX && !isStopped())
            {
                final byte[] bytes = bytes(nextIndex);
                buffer.putBytes(0, bytes);
                final long sequence = market.append(buffer, 0, bytes.length);
                if (Market.TRY_LATER != sequence)
                {
                    indexes.put(sequence, nextIndex++);
                }
            }

            client.poll();
        }
    }

    private void onOutcome(final Outcome outcome)
    {
        final long index = indexes.remove(outcome.clientSequence());
        if (!outcome.isDurable())
        {
            return;
        }

        try
        {
            // In one write, so that a killed process leaves whole lines.
            acknowledged.write(ByteBuffer.wrap(
                (index + " " + outcome.txid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}
