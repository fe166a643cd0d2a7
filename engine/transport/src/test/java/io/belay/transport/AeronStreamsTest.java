package io.belay.transport;

import static io.belay.transport.DriverFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.aeron.ExclusivePublication;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AeronStreamsTest
{
    private static final int TERM_BYTES = 64 * 1024;
    private static final int MTU_BYTES = 1408;
    private static final String IPC = Channels.ipc(TERM_BYTES, MTU_BYTES);

    @TempDir
    private Path folder;
    private DriverFixture fixture;
    private AeronStreams streams;
    private final Recorder recorder = new Recorder();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[8000]);

    @BeforeEach
    void launch()
    {
        fixture = new DriverFixture(folder);
        streams = fixture.streams;
    }

    @AfterEach
    void close()
    {
        fixture.close();
    }

    @Test
    void shouldRefuseWhenNobodyReceives()
    {
        final OutboundStream out = streams.outbound(IPC, 1);

        assertFalse(out.claim(8));
        assertFalse(out.offer(message, 0, 8));
        assertFalse(out.isConnected());
    }

    @Test
    void shouldThrowWhenTheStreamIsClosed()
    {
        final OutboundStream out = streams.outbound(IPC, 1);
        out.close();
        out.close();

        assertThrows(TransportException.class, () -> out.claim(8));
        assertThrows(TransportException.class, () -> out.offer(message, 0, 8));
    }

    @Test
    void shouldRefuseWhatIsTooLong()
    {
        final OutboundStream out = streams.outbound(IPC, 1);

        assertEquals(MTU_BYTES - 32, out.claimLengthMax());
        assertEquals(TERM_BYTES / 8, out.messageLengthMax());
        assertThrows(IllegalArgumentException.class, () -> out.claim(out.claimLengthMax() + 1));
        assertThrows(
            IllegalArgumentException.class,
            () -> out.offer(new UnsafeBuffer(new byte[TERM_BYTES]), 0, out.messageLengthMax() + 1));
    }

    @Test
    void shouldRefuseAStrayCommitAndASecondClaim()
    {
        final OutboundStream out = streams.outbound(IPC, 1);
        final InboundStream in = connected(out, IPC, 1);

        assertThrows(IllegalStateException.class, out::commit);
        assertThrows(IllegalStateException.class, out::abort);
        assertTrue(out.claim(8));
        assertThrows(IllegalStateException.class, () -> out.claim(8));
        assertThrows(IllegalStateException.class, () -> out.offer(message, 0, 8));
        out.abort();
        assertTrue(send(out, 1, 8));
        pollFor(in, 1);
        assertEquals(List.of("1:8"), recorder.messages);
    }

    @Test
    void shouldPushBackUntilTheReaderMoves()
    {
        final OutboundStream out = streams.outbound(IPC, 1);
        final InboundStream in = connected(out, IPC, 1);

        int sent = 0;
        while (send(out, sent, 1000))
        {
            sent++;
        }
        assertTrue(sent > 10, "sent " + sent);
        final int last = sent;

        pollFor(in, sent);
        await("room", () -> send(out, last, 1000));
    }

    @Test
    void shouldNotSkipAMessageWhenTheHandlerThrows()
    {
        final OutboundStream out = streams.outbound(IPC, 1);
        final InboundStream in = connected(out, IPC, 1);
        send(out, 1, 8);
        send(out, 2, 8);
        final IllegalStateException full = new IllegalStateException("journal full");

        final IllegalStateException thrown =
            assertThrows(IllegalStateException.class, () -> pollUntilItThrows(in, full));

        assertSame(full, thrown);
        assertEquals(List.of(), fixture.errors);
        pollFor(in, 2);
        assertEquals(List.of("1:8", "2:8"), recorder.messages);
    }

    @Test
    void shouldNotSkipAFragmentedMessageWhenTheHandlerThrowsOrDeclines()
    {
        final OutboundStream out = streams.outbound(IPC, 1);
        final InboundStream in = connected(out, IPC, 1);
        assertTrue(send(out, 1, 5000));
        assertTrue(send(out, 2, 5000));

        for (int i = 0; i < 3; i++)
        {
            assertThrows(AssertionError.class, () -> pollUntilItThrows(in, new AssertionError("an error, too")));
            final int[] lengths = {0};
            await("declined message", () ->
            {
                in.poll((buffer, offset, length, sourceId) ->
                {
                    lengths[0] = length;
                    return false;
                }, 10);
                return lengths[0] > 0;
            });
            assertEquals(5000, lengths[0]);
        }

        pollFor(in, 2);
        assertEquals(List.of("1:5000", "2:5000"), recorder.messages);
        assertEquals(List.of(), fixture.errors);
    }

    @Test
    void shouldStopAtAllSourcesWhenTheHandlerThrows()
    {
        final OutboundStream one = streams.outbound(IPC, 1);
        final OutboundStream two = streams.outbound(IPC, 1);
        final InboundStream in = connected(one, IPC, 1);
        await("both sources", () ->
        {
            in.poll(recorder, 1);
            return two.isConnected() && 2 == in.sourceCount();
        });
        send(one, 1, 8);
        send(two, 2, 8);
        final int[] calls = {0};

        assertThrows(IllegalStateException.class, () -> in.poll(
            (buffer, offset, length, sourceId) ->
            {
                calls[0]++;
                throw new IllegalStateException("stop");
            },
            10));

        assertEquals(1, calls[0]);
        pollFor(in, 2);
    }

    @Test
    void shouldCountWholeMessagesWhenTheyAreFragmented()
    {
        final OutboundStream out = streams.outbound(IPC, 1);
        final InboundStream in = connected(out, IPC, 1);
        send(out, 1, 5000);
        send(out, 2, 5000);
        send(out, 3, 8);

        assertEquals(1, in.poll(recorder, 1));
        assertEquals(List.of("1:5000"), recorder.messages);
        assertEquals(1, in.poll(recorder, 1));
        assertEquals(1, in.poll(recorder, 1));
        assertEquals(0, in.poll(recorder, 1));
    }

    @Test
    void shouldNeverReportBackPressureWhenATermEnds()
    {
        final ExclusivePublication publication = streams.aeron().addExclusivePublication(IPC, 1);
        final OutboundStream out = new AeronOutboundStream(publication);
        final InboundStream in = connected(out, IPC, 1);

        for (int i = 0; publication.position() < 20L * TERM_BYTES; i++)
        {
            // There is room: so the only refusal that is left is the end of a term.
            await("room", () -> publication.availableWindow() > 2 * MTU_BYTES);
            assertTrue(send(out, i, 200), "refused at position " + publication.position());
            await("room", () -> publication.availableWindow() > 2 * MTU_BYTES);
            assertTrue(out.claim(200), "refused at position " + publication.position());
            out.commit();
            pollFor(in, 2);
        }
    }

    @Test
    void shouldTellOfASourceBeforeItsFirstMessageAndOfItsEndAfterTheLast()
    {
        final String channel = IPC + "|session-id=77";
        final InboundStream in = streams.inbound(IPC, 1, recorder);
        final List<String> expected = new ArrayList<>();

        for (int i = 0; i < 30; i++)
        {
            final int value = i;
            try (OutboundStream out = streams.outbound(channel, 1))
            {
                assertEquals(77, out.sourceId());
                await("sent", () -> send(out, value, 8));
                await("received", () -> in.poll(recorder, 10) > 0);
            }
            await("gone", () ->
            {
                in.poll(recorder, 10);
                return 0 == in.sourceCount();
            });
            expected.addAll(List.of("+77", value + ":8", "-77"));
        }

        assertEquals(expected, recorder.all);
        assertEquals(List.of(Thread.currentThread()), recorder.threads);
    }

    @Test
    void shouldTellAgainWhenTheListenerThrew()
    {
        final OutboundStream out = streams.outbound(IPC, 1);
        final boolean[] hasThrown = {false};
        final InboundStream in = streams.inbound(IPC, 1, new SourceListener()
        {
            @Override
            public void onSourceAvailable(final int sourceId)
            {
                if (!hasThrown[0])
                {
                    hasThrown[0] = true;
                    throw new IllegalStateException("not now");
                }
                recorder.onSourceAvailable(sourceId);
            }

            @Override
            public void onSourceUnavailable(final int sourceId)
            {
                recorder.onSourceUnavailable(sourceId);
            }
        });
        await("sent", () -> send(out, 1, 8));

        assertThrows(IllegalStateException.class, () -> await("event", () -> in.poll(recorder, 1) > 0));
        pollFor(in, 1);
        assertEquals(List.of("+" + out.sourceId(), "1:8"), recorder.all);
    }

    @Test
    void shouldKeepTheSpyFedWhenTheStandbyVanishes() throws SocketException
    {
        final int port;
        try (DatagramSocket free = new DatagramSocket(0))
        {
            port = free.getLocalPort();
        }
        final String channel = Channels.wal("127.0.0.1:" + port, 4711, 8192, TERM_BYTES);
        final OutboundStream out = streams.outbound(channel, 5);
        final InboundStream spy = streams.inbound(Channels.spy(channel), 5, recorder);
        final Recorder standbyRecorder = new Recorder();
        final InboundStream standby =
            streams.inbound(Channels.udp("127.0.0.1:" + port), 5, standbyRecorder);
        await("both hear", () ->
        {
            spy.poll(recorder, 1);
            standby.poll(standbyRecorder, 1);
            return 1 == spy.sourceCount() && 1 == standby.sourceCount();
        });
        await("sent", () -> send(out, 1, 8));
        pollFor(spy, 1);
        await("standby", () -> standby.poll(standbyRecorder, 1) > 0);

        standby.close();
        for (int i = 2; i < 500; i++)
        {
            final int value = i;
            await("sent " + i, () -> send(out, value, 1000));
            pollFor(spy, 1);
            assertTrue(out.isConnected());
        }
        assertEquals(499, recorder.messages.size());
    }

    @Test
    void shouldReportTheLossWhenTheDriverDies()
    {
        final OutboundStream out = streams.outbound(IPC, 1);
        final InboundStream in = connected(out, IPC, 1);
        assertTrue(streams.isDriverAlive());

        fixture.driver.close();

        await("loss", () -> !streams.isDriverAlive());
        await("listener", () -> 1 == fixture.losses.size());
        assertTrue(AeronStreams.isDriverLost(fixture.losses.get(0)), () -> "cause " + fixture.losses);
        await("sender", () -> throwsTransportException(out));
        await("reader", () ->
        {
            assertEquals(0, in.poll(recorder, 10));
            return 0 == in.sourceCount();
        });
        assertEquals("-" + out.sourceId(), recorder.all.get(recorder.all.size() - 1));
    }

    @Test
    void shouldReportNoLossWhenTheOwnerCloses()
    {
        streams.close();

        assertFalse(streams.isDriverAlive());
        assertEquals(List.of(), fixture.losses);
    }

    @Test
    void shouldAllocateNothingInSteadyState()
    {
        final String channel = Channels.ipc(16 * TERM_BYTES, MTU_BYTES);
        final OutboundStream out = streams.outbound(channel, 1);
        final InboundStream in = connected(out, channel, 1);
        final long[] received = {0};
        final MessageHandler counting = (buffer, offset, length, sourceId) ->
        {
            received[0]++;
            return true;
        };
        final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean)ManagementFactory.getThreadMXBean();
        // The compiler's own doings may cost the thread some bytes once; what a message costs, it costs in each window.
        long least = Long.MAX_VALUE;
        for (int window = 1; window <= 5; window++)
        {
            final long before = threads.getCurrentThreadAllocatedBytes();
            final long deadlineNs = System.nanoTime() + DriverFixture.AWAIT_NS;
            while (received[0] < window * 10_000L && System.nanoTime() - deadlineNs < 0)
            {
                if (out.claim(64))
                {
                    out.buffer().putInt(out.offset(), 1);
                    out.commit();
                }
                out.offer(message, 0, 4000);
                in.poll(counting, 10);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertEquals(0, least);
        assertTrue(received[0] >= 50_000, "received " + received[0]);
    }

    private InboundStream connected(final OutboundStream out, final String channel, final int streamId)
    {
        final InboundStream in = streams.inbound(channel, streamId, recorder);
        await("connection", () ->
        {
            in.poll(recorder, 1);
            return out.isConnected() && in.sourceCount() > 0;
        });

        return in;
    }

    private void pollFor(final InboundStream in, final int count)
    {
        final int[] received = {0};
        await(count + " messages", () -> (received[0] += in.poll(recorder, count - received[0])) == count);
    }

    private static void pollUntilItThrows(final InboundStream in, final Throwable failure)
    {
        await("exception", () -> in.poll(
            (buffer, offset, length, sourceId) ->
            {
                if (failure instanceof RuntimeException exception)
                {
                    throw exception;
                }
                throw (Error)failure;
            },
            10) < 0);
    }

    private static boolean throwsTransportException(final OutboundStream out)
    {
        try
        {
            if (out.claim(8))
            {
                out.abort();
            }
            return false;
        }
        catch (final TransportException ex)
        {
            return true;
        }
    }

    private boolean send(final OutboundStream out, final int value, final int length)
    {
        message.putInt(0, value);
        return out.offer(message, 0, length);
    }

    private static final class Recorder implements SourceListener, MessageHandler
    {
        final List<String> all = new ArrayList<>();
        final List<String> messages = new ArrayList<>();
        final List<Thread> threads = new ArrayList<>();

        @Override
        public void onSourceAvailable(final int sourceId)
        {
            event("+" + sourceId);
        }

        @Override
        public void onSourceUnavailable(final int sourceId)
        {
            event("-" + sourceId);
        }

        @Override
        public boolean onMessage(final DirectBuffer buffer, final int offset, final int length, final int sourceId)
        {
            messages.add(buffer.getInt(offset) + ":" + length);
            all.add(messages.get(messages.size() - 1));
            return true;
        }

        private void event(final String event)
        {
            all.add(event);
            if (!threads.contains(Thread.currentThread()))
            {
                threads.add(Thread.currentThread());
            }
        }
    }
}
