package io.belay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MemoryStreamsTest
{
    private static final String CHANNEL = "aeron:ipc";

    private final MemoryStreams streams = new MemoryStreams(1024, 64);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[128]);
    private final Recorder recorder = new Recorder();

    @Test
    void shouldRefuseWhenNobodyReceives()
    {
        final OutboundStream out = streams.outbound(CHANNEL, 1);

        assertFalse(out.isConnected());
        assertFalse(out.claim(8));
        assertFalse(out.offer(message, 0, 8));
    }

    @Test
    void shouldRefuseWhenOnlyASpyReceivesAndSpiesDoNotCount()
    {
        final String channel = "aeron:udp?endpoint=host:1|session-id=7";
        final OutboundStream without = streams.outbound(channel, 1);
        final OutboundStream with = streams.outbound(channel + "|ssc=true", 2);
        streams.inbound("aeron-spy:" + channel, 1, recorder);
        streams.inbound("aeron-spy:" + channel, 2, recorder);

        assertFalse(without.isConnected());
        assertFalse(without.claim(8));
        assertTrue(with.isConnected());
    }

    @Test
    void shouldRefuseWhatIsTooLong()
    {
        final OutboundStream out = streams.outbound(CHANNEL, 1);
        streams.inbound(CHANNEL, 1, recorder);

        assertThrows(IllegalArgumentException.class, () -> out.claim(65));
        assertThrows(IllegalArgumentException.class, () -> out.offer(message, 0, 129));
    }

    @Test
    void shouldRefuseASecondClaimAndAStrayCommit()
    {
        final OutboundStream out = streams.outbound(CHANNEL, 1);
        streams.inbound(CHANNEL, 1, recorder);

        assertThrows(IllegalStateException.class, out::commit);
        assertTrue(out.claim(8));
        assertThrows(IllegalStateException.class, () -> out.claim(8));
    }

    @Test
    void shouldThrowWhenTheSenderIsClosed()
    {
        final OutboundStream out = streams.outbound(CHANNEL, 1);
        out.close();
        out.close();

        assertThrows(TransportException.class, () -> out.claim(8));
        assertFalse(out.isConnected());
    }

    @Test
    void shouldPushBackUntilTheSlowestReaderMoves()
    {
        final OutboundStream out = streams.outbound(CHANNEL, 1);
        final InboundStream slow = streams.inbound(CHANNEL, 1, recorder);
        final InboundStream fast = streams.inbound(CHANNEL, 1, recorder);

        int sent = 0;
        while (send(out, sent))
        {
            sent++;
        }
        assertEquals(64, sent);

        assertEquals(sent, fast.poll(recorder, sent));
        assertFalse(send(out, sent));

        assertEquals(1, slow.poll(recorder, 1));
        assertTrue(send(out, sent));
    }

    @Test
    void shouldHandOverAgainWhenTheHandlerDeclines()
    {
        final OutboundStream out = streams.outbound(CHANNEL, 1);
        final InboundStream in = streams.inbound(CHANNEL, 1, recorder);
        send(out, 1);
        send(out, 2);

        assertEquals(0, in.poll((buffer, offset, length, sourceId) -> false, 10));
        assertEquals(2, in.poll(recorder, 10));
        assertEquals(List.of("+1", "1:1", "1:2"), recorder.trace);
    }

    @Test
    void shouldHandOverAgainWhenTheHandlerThrows()
    {
        final OutboundStream out = streams.outbound(CHANNEL, 1);
        final InboundStream in = streams.inbound(CHANNEL, 1, recorder);
        send(out, 1);

        assertThrows(
            IllegalStateException.class,
            () -> in.poll(
                (buffer, offset, length, sourceId) ->
                {
                    throw new IllegalStateException("full");
                },
                10));
        assertEquals(1, in.poll(recorder, 10));
    }

    @Test
    void shouldHearOnlyTheSourceThatTheChannelNames()
    {
        final OutboundStream one = streams.outbound("aeron:udp?endpoint=host:1|session-id=1", 1);
        final OutboundStream two = streams.outbound("aeron:udp?endpoint=host:1|session-id=2|mtu=1408", 1);
        final InboundStream all = streams.inbound("aeron:udp?endpoint=host:1", 1, new Recorder());
        final InboundStream onlyTwo = streams.inbound("aeron:udp?endpoint=host:1|session-id=2", 1, recorder);
        send(one, 10);
        send(two, 20);

        assertEquals(2, all.poll(new Recorder(), 10));
        assertEquals(1, onlyTwo.poll(recorder, 10));
        assertEquals(List.of("+2", "2:20"), recorder.trace);
    }

    @Test
    void shouldDrainWhatWasSentWhenTheSourceCloses()
    {
        final OutboundStream out = streams.outbound(CHANNEL, 1);
        final InboundStream in = streams.inbound(CHANNEL, 1, recorder);
        send(out, 1);
        send(out, 2);
        out.close();

        in.poll(recorder, 1);
        assertEquals(1, in.sourceCount());
        in.poll(recorder, 1);
        assertEquals(0, in.sourceCount());
        assertEquals(List.of("+1", "1:1", "1:2", "-1"), recorder.trace);
    }

    @Test
    void shouldLoseASuffixWhenTheSourceDies()
    {
        final OutboundStream out = streams.outbound(CHANNEL, 1);
        final InboundStream in = streams.inbound(CHANNEL, 1, recorder);
        send(out, 1);
        in.poll(recorder, 10);
        send(out, 2);
        send(out, 3);
        send(out, 4);
        streams.die(out, 1);

        in.poll(recorder, 10);
        assertEquals(List.of("+1", "1:1", "1:2", "-1"), recorder.trace);
        assertThrows(TransportException.class, () -> send(out, 5));
    }

    @Test
    void shouldComeBackAtWhatIsSentNextWhenACutIsHealed()
    {
        final OutboundStream out = streams.outbound(CHANNEL, 1);
        final InboundStream in = streams.inbound(CHANNEL, 1, recorder);
        streams.inbound(CHANNEL, 1, new Recorder());
        send(out, 1);
        send(out, 2);
        streams.cut(in, out.sourceId(), 1);
        in.poll(recorder, 10);
        assertTrue(send(out, 3));
        streams.heal(in);
        streams.heal(in);
        send(out, 4);

        in.poll(recorder, 10);
        assertEquals(List.of("+1", "1:1", "-1", "+1", "1:4"), recorder.trace);
    }

    @Test
    void shouldWriteInPlaceWhenClaimed()
    {
        final OutboundStream out = streams.outbound(CHANNEL, 1);
        final InboundStream in = streams.inbound(CHANNEL, 1, recorder);
        assertTrue(out.claim(4));
        out.buffer().putInt(out.offset(), 41);
        out.abort();
        assertTrue(out.claim(4));
        out.buffer().putInt(out.offset(), 42);
        assertEquals(0, in.poll(recorder, 1));
        out.commit();

        assertEquals(1, in.poll(recorder, 1));
        assertEquals(List.of("+1", "1:42"), recorder.trace);
    }

    @Test
    void shouldKeepOrderAndBytesWhenLengthsAndPollsAreRandom()
    {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final OutboundStream out = streams.outbound(CHANNEL, 1);
        final InboundStream in = streams.inbound(CHANNEL, 1, recorder);
        final int[] next = {0};
        int sent = 0;

        while (next[0] < 20_000)
        {
            final int length = 4 + random.nextInt(60);
            if (random.nextBoolean() && out.claim(length))
            {
                if (random.nextInt(4) == 0)
                {
                    out.abort();
                }
                else
                {
                    out.buffer().setMemory(out.offset(), length, (byte)sent);
                    out.buffer().putInt(out.offset(), sent++);
                    out.commit();
                }
            }
            in.poll((buffer, offset, received, sourceId) ->
                {
                    if (random.nextInt(8) == 0)
                    {
                        return false;
                    }
                    assertEquals(next[0], buffer.getInt(offset), () -> "seed " + seed);
                    for (int i = 4; i < received; i++)
                    {
                        assertEquals((byte)next[0], buffer.getByte(offset + i), () -> "seed " + seed);
                    }
                    next[0]++;
                    return true;
                },
                random.nextInt(3));
        }
    }

    private boolean send(final OutboundStream out, final int value)
    {
        message.putInt(0, value);
        return out.offer(message, 0, 8);
    }

    private static final class Recorder implements SourceListener, MessageHandler
    {
        final List<String> trace = new ArrayList<>();

        @Override
        public void onSourceAvailable(final int sourceId)
        {
            trace.add("+" + sourceId);
        }

        @Override
        public void onSourceUnavailable(final int sourceId)
        {
            trace.add("-" + sourceId);
        }

        @Override
        public boolean onMessage(
            final DirectBuffer buffer, final int offset, final int length, final int sourceId)
        {
            trace.add(sourceId + ":" + buffer.getInt(offset));
            return true;
        }
    }
}
