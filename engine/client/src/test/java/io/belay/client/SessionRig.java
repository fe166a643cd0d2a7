package io.belay.client;

import java.util.ArrayList;
import java.util.List;

import io.belay.transport.Channels;
import io.belay.transport.InboundStream;
import io.belay.transport.MemoryStreams;
import io.belay.transport.OutboundStream;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A client and a scripted node over streams in memory, on one thread: whenever the client waits, the node works and
 * the clock moves on by a millisecond.
 */
final class SessionRig
{
    static final int RESPONSE_STREAM_ID = 0x4000_0001;
    static final long MILLISECOND_NS = 1_000_000;

    final MemoryStreams streams = new MemoryStreams(256 * 1024, 1376);
    final FakeNode node = new FakeNode(streams);
    final List<Outcome> outcomes = new ArrayList<>();
    final List<Long> parkedNs = new ArrayList<>();
    final UnsafeBuffer bytes = new UnsafeBuffer(new byte[64 * 1024]);
    final ResponseSource source = new ResponseSource();
    final BelayClient.Context context = new BelayClient.Context()
        .clientId(4242)
        .clientName("test")
        .window(8)
        .idleStrategy(new Idling())
        .outcomeHandler((outcome) -> outcomes.add(outcome.copy()));
    long nowNs = 50 * MILLISECOND_NS;
    boolean isDriverAlive = true;
    boolean isNodeAsleep;
    Runnable onIdle = () -> {};
    OutboundStream requests;
    InboundStream responses;
    BelayClient client;

    SessionRig connect()
    {
        context.park = this::park;
        requests = streams.outbound(Channels.ipc(), FakeNode.APPEND_STREAM_ID);
        responses = streams.inbound(Channels.ipc(), RESPONSE_STREAM_ID, source);
        final Session session =
            new Session(context, () -> nowNs, requests, responses, source, () -> isDriverAlive);
        client = BelayClient.open(
            context,
            session,
            () ->
            {
                requests.close();
                responses.close();
            },
            "alpha",
            RESPONSE_STREAM_ID,
            context.connectTimeoutNs);

        return this;
    }

    Market market()
    {
        return client.market("BTC-USD");
    }

    long append(final Market market, final int length)
    {
        return market.append(bytes, 0, length);
    }

    private void park(final long ns)
    {
        parkedNs.add(ns);
        nowNs += ns;
        node.doWork();
        onIdle.run();
    }

    private final class Idling implements IdleStrategy
    {
        @Override
        public void idle(final int workCount)
        {
            idle();
        }

        @Override
        public void idle()
        {
            nowNs += MILLISECOND_NS;
            if (!isNodeAsleep)
            {
                node.doWork();
            }
            onIdle.run();
        }

        @Override
        public void reset()
        {
            // Nothing is kept.
        }
    }
}
