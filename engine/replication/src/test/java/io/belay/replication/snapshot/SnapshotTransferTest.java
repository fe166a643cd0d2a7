package io.belay.replication.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.belay.journal.MarketHistory;
import io.belay.journal.StoredSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sender and receiver against each other, and everything that can happen on the way. */
class SnapshotTransferTest
{
    private static final long MARKET_ID = TestSnapshots.MARKET_ID;
    private static final byte[] BYTES = TestSnapshots.random(5, 100_000);
    private static final int STEPS_MAX = 20_000;

    @TempDir
    private Path directory;
    private int nodesCount;

    private TwoNodes nodes()
    {
        final TwoNodes nodes = new TwoNodes(directory.resolve("nodes-" + nodesCount++));
        TestSnapshots.store(nodes.sourceStore, 500, BYTES);

        return nodes;
    }

    private static void assertStored(final TwoNodes nodes, final byte[] bytes, final String what)
    {
        assertEquals(FetchState.STORED, nodes.receiver.state(), () -> what + ": " + nodes.receiver.words());
        final StoredSnapshot snapshot = nodes.receiver.snapshot();
        assertEquals(List.of(snapshot), nodes.askerStore.list(MARKET_ID), what);
        assertArrayEquals(bytes, TestSnapshots.bytes(nodes.askerStore, snapshot), what);
        assertNull(nodes.askerStore.resume(MARKET_ID), what);
        assertEquals(List.of(), nodes.errors, what);
    }

    @Test
    void shouldBringTheSnapshotWithAllThatAStandbyNeeds()
    {
        final TwoNodes nodes = nodes();
        nodes.fetch(100);
        nodes.run(STEPS_MAX);

        assertStored(nodes, BYTES, "clean");
        final MarketHistory history = new MarketHistory(MARKET_ID);
        nodes.askerStore.head(nodes.receiver.snapshot()).restore(history);
        assertEquals(502, history.lastPosition());
        assertEquals(500, history.lastTxid());
        assertEquals(TestSnapshots.EPOCH, history.lastEpoch());
        assertEquals(700, history.lastHlc());
        assertEquals(800, history.ceilingMs());
        assertEquals(1, history.chain().size());
        nodes.step();
        assertEquals(0, nodes.sender.transferCount(), "the source has closed the file");
    }

    @Test
    void shouldNotBringWhatIsThereAlready()
    {
        final TwoNodes nodes = nodes();
        nodes.fetch(100);
        nodes.run(STEPS_MAX);
        final long before = nodes.toAsker.offeredBytes;
        nodes.fetch(100);
        nodes.run(STEPS_MAX);

        assertStored(nodes, BYTES, "twice");
        assertTrue(nodes.toAsker.offeredBytes - before <= TwoNodes.RECEIVER_CONFIG.windowLength() + 8_000);
    }

    @Test
    void shouldComeThroughLossDuplicatesAndDamageBySeed()
    {
        for (int seed = 1; seed <= 60; seed++)
        {
            final TwoNodes nodes = nodes();
            final Random random = new Random(seed);
            nodes.fetch(100);
            for (int i = 0; i < STEPS_MAX && !nodes.receiver.state().isEnd(); i++)
            {
                disturb(nodes.toSource, random);
                disturb(nodes.toAsker, random);
                nodes.step();
            }

            assertStored(nodes, BYTES, "seed " + seed);
        }
    }

    private static void disturb(final Wire wire, final Random random)
    {
        final byte[] message = wire.messages.peekFirst();
        if (null == message)
        {
            return;
        }

        switch (random.nextInt(20))
        {
            case 0 -> wire.messages.removeFirst();
            case 1 -> wire.messages.addFirst(message.clone());
            case 2 -> message[random.nextInt(message.length)] ^= (byte)(1 << random.nextInt(8));
            default ->
            {
                // It arrives.
            }
        }
    }

    @Test
    void shouldGoOnAfterABreakAtAnyMessage()
    {
        int messages = 0;
        boolean isLast = false;
        while (!isLast)
        {
            final TwoNodes nodes = nodes();
            nodes.fetch(100);
            int delivered = 0;
            while (delivered < messages && !nodes.receiver.state().isEnd())
            {
                delivered += nodes.toSource.deliver(nodes.sourceAdapter, nodes.nowNs) ? 1 : 0;
                delivered += nodes.toAsker.deliver(nodes.askerAdapter, nodes.nowNs) ? 1 : 0;
                nodes.work();
            }

            isLast = nodes.receiver.state().isEnd();
            final long before = nodes.toAsker.offeredBytes;
            final long received = nodes.receiver.receivedLength();
            nodes.toSource.messages.clear();
            nodes.toAsker.messages.clear();
            nodes.sender.close();
            nodes.startSource();
            nodes.run(STEPS_MAX);

            assertStored(nodes, BYTES, "broken at message " + messages);
            assertTrue(isLast || nodes.toAsker.offeredBytes - before < BYTES.length - received + 40_000,
                "not begun again at message " + messages);
            messages++;
        }

        assertTrue(messages > 25, "messages: " + messages);
    }

    @Test
    void shouldGoOnAfterACrashOfTheAskerAtAnyStep()
    {
        boolean isLast = false;
        int crashes = 0;
        for (int steps = 0; !isLast; steps++)
        {
            final TwoNodes nodes = nodes();
            nodes.fetch(100);
            nodes.run(steps);
            isLast = nodes.receiver.state().isEnd();
            final long received = nodes.receiver.receivedLength();
            nodes.crashAsker();
            final long before = nodes.toAsker.offeredBytes;
            nodes.fetch(100);
            nodes.run(STEPS_MAX);

            assertStored(nodes, BYTES, "crashed after step " + steps);
            assertTrue(nodes.toAsker.offeredBytes - before < BYTES.length - received + 40_000 || isLast,
                "begun again after step " + steps);
            crashes++;
        }

        assertTrue(crashes > 20, "crashes: " + crashes);
    }

    @Test
    void shouldComeThroughCrashesOfBothBySeed()
    {
        for (int seed = 1; seed <= 40; seed++)
        {
            final TwoNodes nodes = nodes();
            final Random random = new Random(seed);
            nodes.fetch(100);
            for (int i = 0; i < STEPS_MAX && !nodes.receiver.state().isEnd(); i++)
            {
                disturb(nodes.toAsker, random);
                final int dice = random.nextInt(100);
                if (0 == dice)
                {
                    nodes.crashAsker();
                    nodes.fetch(100);
                }
                else if (1 == dice)
                {
                    nodes.startSource();
                }

                nodes.step();
            }

            assertStored(nodes, BYTES, "seed " + seed);
        }
    }

    @Test
    void shouldTakeTheNewerOneWhenTheSourceDropsTheOneThatHadBegun()
    {
        final TwoNodes nodes = nodes();
        nodes.fetch(100);
        for (int i = 0; i < 12; i++)
        {
            nodes.step();
        }

        assertTrue(nodes.receiver.receivedLength() > 10_000);
        nodes.sender.close(); // Whoever sends it keeps it: only a new life of the source forgets it.
        nodes.startSource();
        nodes.toAsker.messages.clear();
        final long before = nodes.toAsker.offeredBytes;
        final byte[] newer = TestSnapshots.random(6, BYTES.length);
        for (int txid = 600; txid <= 602; txid++)
        {
            TestSnapshots.store(nodes.sourceStore, txid, newer);
        }
        nodes.run(STEPS_MAX);

        assertStored(nodes, newer, "changed");
        final long sentBytes = nodes.toAsker.offeredBytes - before;
        assertTrue(sentBytes < BYTES.length + 40_000, "noticed only at the end: " + sentBytes);
        assertEquals(602, nodes.receiver.snapshot().txid());
    }

    @Test
    void shouldGoOnWithTheOneThatHadBegunWhenTheSourceHasItStill()
    {
        final TwoNodes nodes = nodes();
        nodes.fetch(100);
        for (int i = 0; i < 12; i++)
        {
            nodes.step();
        }

        final byte[] newer = TestSnapshots.random(6, 90_000);
        for (int txid = 600; txid <= 602; txid++)
        {
            TestSnapshots.store(nodes.sourceStore, txid, newer);
        }
        nodes.run(STEPS_MAX);

        assertStored(nodes, BYTES, "kept while it is sent");
    }

    @Test
    void shouldGiveUpWithWordsWhenTheSourcesFileIsRotten() throws IOException
    {
        final TwoNodes nodes = nodes();
        final Path source = directory.resolve("nodes-0").resolve("source");
        try (Stream<Path> files = Files.walk(source))
        {
            final Path file = files.filter((path) -> path.toString().endsWith(".snapshot")).findFirst().orElseThrow();
            try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw"))
            {
                access.seek(50_000);
                final int value = access.read();
                access.seek(50_000);
                access.write(value ^ 1);
            }
        }
        nodes.fetch(100);
        nodes.run(STEPS_MAX);

        assertEquals(FetchState.GIVEN_UP, nodes.receiver.state());
        assertTrue(nodes.receiver.words().contains("tried 4 times"), nodes.receiver.words());
        assertTrue(nodes.receiver.words().contains("SHA-256"), nodes.receiver.words());
        assertEquals(List.of(), nodes.askerStore.list(MARKET_ID));
        assertNull(nodes.askerStore.resume(MARKET_ID));
    }

    @Test
    void shouldBeginAgainWhenWhatAnEarlierLifeLeftIsRotten() throws IOException
    {
        for (final int at : new int[]{10, 30_000})
        {
            final TwoNodes nodes = nodes();
            nodes.fetch(100);
            for (int i = 0; i < 20; i++)
            {
                nodes.step();
            }

            assertTrue(nodes.receiver.receivedLength() > 30_000);
            try (Stream<Path> files = Files.walk(directory.resolve("nodes-" + (nodesCount - 1)).resolve("asker")))
            {
                final Path file = files.filter((path) -> path.toString().endsWith(".part")).findFirst().orElseThrow();
                try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw"))
                {
                    access.seek(at);
                    final int value = access.read();
                    access.seek(at);
                    access.write(value ^ 1);
                }
            }
            nodes.crashAsker();
            nodes.fetch(100);
            nodes.run(STEPS_MAX);

            assertStored(nodes, BYTES, "rotten at " + at);
        }
    }
}
