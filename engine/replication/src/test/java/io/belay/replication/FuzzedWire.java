package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.belay.journal.JournalReader;
import io.belay.journal.MemoryJournal;
import io.belay.wire.Crc32c;
import io.belay.wire.Defect;
import io.belay.wire.Entry;
import io.belay.wire.MessageDamage;
import io.belay.wire.MessageGuard;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An owner and its standby at work, on whose streams stand damaged copies of their own messages. All that these tests
 * know of the classes of production is here.
 */
final class FuzzedWire
{
    private static final int RECENT = 60;
    private static final int OPENING_STEPS = 40;
    private static final int SETTLE_STEPS = 4000;

    private final Random random;
    private final MessageDamage damage;
    private final TestCluster cluster = TestCluster.live();
    private final Map<Long, String> texts = new TreeMap<>();
    private final List<String> injected = new ArrayList<>();
    private final Stream toStandby = new Stream("to the standby", cluster.wal, cluster.betaWal);
    private final Stream toOwner = new Stream("to the owner", cluster.betaAcks, cluster.lastBetaAcks());
    private final Stream toNode = new Stream("of a client", cluster.appends, null);

    FuzzedWire(final Random random)
    {
        this.random = random;
        damage = new MessageDamage(random);

        // The streams are opened anew, so that the messages which do that are among the copies too.
        cluster.wal.restart(0);
        for (int i = 0; i < OPENING_STEPS; i++)
        {
            step();
        }

        work(3);
    }

    /** Appends and goes on. */
    void work(final int appends)
    {
        for (int i = 0; i < appends; i++)
        {
            final String text = "text " + texts.size();
            texts.put(cluster.append(text), text);
            cluster.run(1 + random.nextInt(4));
        }
    }

    /** Puts a damaged message on one of the streams, such that every receiver can tell that it is damaged. */
    void injectRecognizable()
    {
        final Stream stream = anyStream();
        final byte[] message = stream.any();
        byte[] damaged = damage.of(message);
        while (!isRecognizable(damaged))
        {
            damaged = damage.of(message);
        }

        inject(stream, damaged);
    }

    /** Puts a damaged message on one of the streams, which may look as sound as any. */
    void inject()
    {
        final Stream stream = anyStream();
        inject(stream, damage.of(0 == random.nextInt(10) ? damage.anySample() : stream.any()));
    }

    private Stream anyStream()
    {
        return switch (random.nextInt(3))
        {
            case 0 -> toStandby;
            case 1 -> toOwner;
            default -> toNode;
        };
    }

    private void inject(final Stream stream, final byte[] message)
    {
        injected.add(stream.name + ' ' + HexFormat.of().formatHex(message));
        stream.put(message);
    }

    static boolean isRecognizable(final byte[] message)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        if (Defect.NONE != MessageGuard.check(buffer, 0, message.length))
        {
            return true;
        }

        return Entry.isEntry(Entry.templateId(buffer, 0)) && !new Crc32c().matches(buffer, 0, message.length);
    }

    /** Nothing but refusals of known words was reported. */
    void checkErrors()
    {
        for (final Throwable error : cluster.errors)
        {
            final boolean isTyped = error instanceof IllegalArgumentException ||
                error instanceof IllegalStateException || error instanceof ReplicationException;
            if (!isTyped || null == error.getMessage() || error.getMessage().contains("cannot become"))
            {
                throw new AssertionError("an error that is no refusal: " + error, error);
            }
        }
    }

    /** What was acknowledged is in the owner's journal, and when asked for, in the standby's. */
    void checkAcknowledged(final boolean isInBoth)
    {
        final List<String> atAlpha = TestCluster.frames(cluster.alphaJournal);
        final List<String> atBeta = TestCluster.frames(cluster.betaJournal);
        for (final Map.Entry<Long, Long> durable : cluster.durable.entrySet())
        {
            final String frame = durable.getKey() + ":" + texts.get(durable.getValue());
            assertTrue(atAlpha.contains(frame), () -> frame + " is acknowledged, and not in the owner's journal");
            assertTrue(
                !isInBoth || atBeta.contains(frame), () -> frame + " is acknowledged, and not in the standby's journal");
        }
    }

    /** Every entry that a journal took is whole. */
    void checkJournals()
    {
        checkJournal(cluster.alphaJournal);
        checkJournal(cluster.betaJournal);
    }

    private static void checkJournal(final MemoryJournal journal)
    {
        final Crc32c crc = new Crc32c();
        try (JournalReader reader = journal.newReader(1))
        {
            reader.poll((sequence, buffer, offset, length) ->
            {
                assertEquals(Defect.NONE, Entry.check(buffer, offset, length), () -> "sequence " + sequence);
                assertTrue(crc.matches(buffer, offset, length), () -> "sequence " + sequence);

                return true;
            }, Integer.MAX_VALUE);
        }
    }

    /** The two come together again, and every append has an outcome or gets one. */
    void checkGoesOn()
    {
        texts.put(cluster.append("after"), "after");
        for (int i = 0; OwnerState.LIVE != cluster.view.state() || !texts.equals(outcomes()); i++)
        {
            assertFalse(i > SETTLE_STEPS, () -> cluster.view.state() + ": " + cluster.view.trouble() + ", " +
                cluster.outcomes + cluster.errors);
            cluster.nowNs += TestCluster.HEARTBEAT_NS / 4;
            cluster.step();
        }
    }

    /** The appends that were acknowledged or refused, with their texts. */
    private Map<Long, String> outcomes()
    {
        final Map<Long, String> ended = new TreeMap<>();
        for (final String outcome : cluster.outcomes)
        {
            final long sequence = Long.parseLong(outcome.substring(0, outcome.indexOf(' ')));
            if (texts.containsKey(sequence))
            {
                ended.put(sequence, texts.get(sequence));
            }
        }

        return ended;
    }

    void step()
    {
        cluster.nowNs += TestCluster.HEARTBEAT_NS / 4;
        cluster.run(3);
    }

    String injected()
    {
        return String.join("\n", injected);
    }

    boolean wasNoticed()
    {
        return !cluster.errors.isEmpty();
    }

    /** A stream, and copies of what it carried lately. */
    private static final class Stream
    {
        private final String name;
        private final Pipe pipe;
        private final Pipe.Ear receiver;
        private final Pipe.Ear tap;
        private final List<byte[]> recent = new ArrayList<>();
        private final Map<Integer, byte[]> ofKind = new TreeMap<>();
        private int next;

        Stream(final String name, final Pipe pipe, final Pipe.Ear receiver)
        {
            this.name = name;
            this.pipe = pipe;
            this.receiver = receiver;
            tap = pipe.listen(null);
        }

        private void remember()
        {
            final List<byte[]> carried = tap.takeAll();
            recent.addAll(carried);
            carried.forEach(message -> ofKind.put(Entry.templateId(new UnsafeBuffer(message), 0), message));
            while (recent.size() > RECENT)
            {
                recent.remove(0);
            }
        }

        byte[] any()
        {
            remember();
            if (0 == ++next % 2)
            {
                final List<byte[]> kinds = List.copyOf(ofKind.values());

                return kinds.get(next / 2 % kinds.size());
            }

            next += 6; // Kinds of messages take turns in step, so neighbours are much alike.

            return recent.get(next % recent.size());
        }

        void put(final byte[] message)
        {
            if (null == receiver)
            {
                remember();
                pipe.offer(new UnsafeBuffer(message), 0, message.length);
                tap.takeAll(); // A copy of a damaged one would be damaged twice.
            }
            else
            {
                receiver.inject(message);
            }
        }
    }
}
