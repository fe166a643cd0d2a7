package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories against all of their live frames, kept naively. */
class ClientWindowsModelTest
{
    private static final int STEPS = 60_000;

    /** A client of the model: the sequences that it has in flight and when it goes on with a new one. */
    private static final class Client
    {
        private final long id;
        private long next = 1;
        private final List<Long> refused = new ArrayList<>();

        Client(final long id)
        {
            this.id = id;
        }

        /** Mostly the next one; now and then one is left out, or one that was left out comes late. */
        long sequence(final SplittableRandom random)
        {
            if (!refused.isEmpty() && 0 == random.nextInt(8))
            {
                return refused.remove(random.nextInt(refused.size()));
            }

            while (0 == random.nextInt(10))
            {
                refused.add(next++);
            }

            return next++;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldAnswerAsTheLiveHistorySaysWithinTheBounds(final long seed)
    {
        final SplittableRandom random = new SplittableRandom(seed);
        final LiveFrames live = new LiveFrames();
        final List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(12); i++)
        {
            clients.add(new Client(random.nextLong()));
        }

        ClientWindows withDeadTails = new ClientWindows();
        final ClientWindows without = new ClientWindows();
        final List<LiveFrames.Frame> pending = new ArrayList<>();
        for (int step = 0; step < STEPS; step++)
        {
            final int roll = random.nextInt(4_000);
            if (roll < 3)
            {
                dieAndGoOn(withDeadTails, live.size(), random, clients);
            }
            else if (roll < 6)
            {
                withDeadTails = withDeadTails.copy();
            }

            final Client client = clients.get(Math.min(random.nextInt(clients.size()), random.nextInt(clients.size())));
            final LiveFrames.Frame frame = new LiveFrames.Frame(client.id, client.sequence(random), random.nextInt());
            live.add(frame);
            pending.add(frame);
            add(withDeadTails, frame, live.size());
            if (roll < 400)
            {
                pending.forEach(late -> add(without, late, live.size() - pending.size() + pending.indexOf(late) + 1));
                pending.clear();
                compare(seed, clients.get(random.nextInt(clients.size())), live, withDeadTails, without, random);
            }
        }
    }

    private static void add(final ClientWindows windows, final LiveFrames.Frame frame, final long txid)
    {
        windows.onFrame(frame.clientId(), frame.sequence(), txid, 1, frame.crc());
    }

    /** A tail that dies: no more frames of a client than may die at once, and of clients that nobody else knows, too. */
    private static void dieAndGoOn(
        final ClientWindows windows, final int txid, final SplittableRandom random, final List<Client> clients)
    {
        final int dead = random.nextInt(ClientWindows.WINDOW);
        for (int i = 1; i <= dead; i++)
        {
            final Client client = clients.get(random.nextInt(clients.size()));
            final long clientId = 0 == random.nextInt(50) ? random.nextLong() : client.id;
            windows.onFrame(clientId, client.next + random.nextInt(5_000), txid + i, 2, 0);
        }

        windows.supersedeFrom(txid + 1, txid + 1);
    }

    private static void compare(
        final long seed,
        final Client client,
        final LiveFrames live,
        final ClientWindows one,
        final ClientWindows other,
        final SplittableRandom random)
    {
        for (int i = 0; i < 4; i++)
        {
            final long reach = 0 == random.nextInt(4) ? client.next + 10 : Math.min(client.next + 3, 2_500);
            final long sequence = client.next + 3 - random.nextLong(reach + 3);
            final String words = "seed " + seed + ", " + live.size() + " frames, client " + client.id + ", sequence " +
                sequence;
            final Remembered expected = live.expected(client.id, sequence);

            assertEquals(expected, one.find(client.id, sequence), words);
            assertEquals(expected, other.find(client.id, sequence), words);
            if (Remembered.KNOWN == expected)
            {
                final LiveFrames.Frame frame = live.get(one.foundTxid());
                assertEquals(sequence, frame.sequence(), words);
                assertEquals(frame.crc(), one.foundCrc(), words);
                assertEquals(1, one.foundEpoch(), words);
                assertEquals(one.foundTxid(), other.foundTxid(), words);
            }
        }
    }

    /** Far beyond all bounds: more clients than are remembered, more frames than are held, more dead than may die. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void shouldCallNothingNewThatLivesBeyondTheBoundsToo(final long seed)
    {
        final SplittableRandom random = new SplittableRandom(seed);
        final LiveFrames live = new LiveFrames();
        final List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 1_500; i++)
        {
            clients.add(new Client(i));
        }

        final ClientWindows windows = new ClientWindows();
        for (int step = 0; step < 300_000; step++)
        {
            if (0 == random.nextInt(20_000))
            {
                dieWildly(windows, live.size(), random);
            }

            final double skew = random.nextDouble();
            final Client client = clients.get((int)(skew * skew * skew * skew * 1_500));
            final long sequence = client.sequence(random);
            if (Remembered.NEW == windows.find(client.id, sequence) || 0 == random.nextInt(3))
            {
                live.add(new LiveFrames.Frame(client.id, sequence, step));
                windows.onFrame(client.id, sequence, live.size(), 1, step);
                assertTrue(windows.frameCount() <= ClientWindows.FRAMES_MAX);
                assertTrue(windows.clientCount() <= ClientWindows.CLIENTS_MAX);
            }

            final int txid = 1 + random.nextInt(live.size());
            final LiveFrames.Frame frame = live.get(txid);
            final Remembered found = windows.find(frame.clientId(), frame.sequence());
            assertNotEquals(Remembered.NEW, found, () -> "seed " + seed + ", txid " + txid + " of " + live.size());
            if (Remembered.KNOWN == found)
            {
                assertEquals(txid, windows.foundTxid(), "seed " + seed);
                assertEquals(frame.crc(), windows.foundCrc(), "seed " + seed);
            }
        }

        assertTrue(windows.isForgetful());
    }

    private static void dieWildly(final ClientWindows windows, final int txid, final SplittableRandom random)
    {
        final int dead = random.nextInt(30_000);
        final int clients = 1 + random.nextInt(2_000);
        for (int i = 1; i <= dead; i++)
        {
            windows.onFrame(random.nextInt(clients), 1_000 + random.nextInt(100_000), txid + i, 2, 0);
        }

        windows.supersedeFrom(txid + 1, txid + 1);
    }

    @Test
    void shouldAllocateNothingPerFrameAndLookUpWhenTheWindowsHaveGrown()
    {
        final ClientWindows windows = new ClientWindows();
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        long txid = 0;
        long least = Long.MAX_VALUE;
        // Of 40 clients, so that the oldest frames of all must go, too. The best round counts: the compiler is at work.
        for (int round = 0; round < 5; round++)
        {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 200_000; i++)
            {
                txid++;
                final long clientId = txid % 40;
                windows.find(clientId, txid / 40 + 1);
                windows.onFrame(clientId, txid / 40 + 1, txid, 1, i);
                windows.find(clientId, txid / 40 - 3);
            }

            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertEquals(ClientWindows.FRAMES_MAX, windows.frameCount());
        final long bytes = least;
        assertTrue(bytes < 20_000, () -> bytes + " bytes in 200,000 frames");
    }
}
