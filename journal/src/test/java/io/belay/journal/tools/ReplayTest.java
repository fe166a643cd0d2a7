package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import com.sun.management.ThreadMXBean;
import io.belay.journal.JournalFiles;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest
{
    @TempDir
    private Path directory;

    private final WalEntries btc = new WalEntries("BTC-USD");
    private final Taking target = new Taking();
    private TestJournal journal;

    /** Takes frames, refuses as often as it is told to, and fails when it is told to. */
    private static final class Taking implements ReplayTarget
    {
        private final List<Long> txids = new ArrayList<>();
        private int refusals;
        private int refused;
        private int flushed;
        private long failingTxid;

        @Override
        public boolean onFrame(final ReplayFrame frame) throws CommandException
        {
            if (refusals > 0)
            {
                refusals--;
                refused++;

                return false;
            }

            if (frame.txid() == failingTxid)
            {
                throw new CommandException(ExitCode.PRECONDITION, "no");
            }

            txids.add(frame.txid());

            return true;
        }

        @Override
        public void flush()
        {
            flushed = txids.size();
        }

        @Override
        public void close()
        {
            // Nothing is held.
        }
    }

    @BeforeEach
    void open() throws IOException
    {
        journal = new TestJournal(directory.resolve("journal"));
        for (int i = 0; i < 5; i++)
        {
            journal.append(btc.frame("frame " + i));
        }
    }

    @AfterEach
    void close()
    {
        journal.close();
    }

    private JournalFiles files() throws IOException
    {
        return JournalFiles.open(directory.resolve("journal"));
    }

    private Replay replay(final ReplayTarget to, final BooleanSupplier stop, final Bound from)
    {
        return replay(to, stop, from, Long.MAX_VALUE);
    }

    private Replay replay(final ReplayTarget to, final BooleanSupplier stop, final Bound from, final long limit)
    {
        return new Replay(
            new EntryFilter(new LongHashSet(), from, null), to, new Pacer(Speed.MAX, SystemNanoClock.INSTANCE), stop,
            limit, false);
    }

    private static DeadEntries dead(final JournalFiles files) throws IOException
    {
        return DeadEntries.find(files, 1);
    }

    @Test
    void shouldHandAFrameOverAgainUntilItIsTaken() throws IOException, CommandException
    {
        target.refusals = 1_000;
        final Replay replay = replay(target, () -> false, null);
        replay.run(files(), dead(files()));

        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), target.txids);
        assertEquals(1_000, target.refused);
        assertEquals(5, target.flushed);
        assertFalse(replay.isStopped());
    }

    @Test
    void shouldGoOnWhereItWasStopped() throws IOException, CommandException
    {
        final Replay replay = replay(target, () -> target.txids.size() >= 2, null);
        replay.run(files(), dead(files()));
        assertTrue(replay.isStopped());
        assertEquals(List.of(1L, 2L), target.txids);
        assertEquals(2, target.flushed);
        assertEquals(3, replay.resumeSequence());
        assertNull(replay.hole());

        replay(target, () -> false, Bound.parse("seq:" + replay.resumeSequence())).run(files(), dead(files()));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), target.txids);
    }

    @Test
    void shouldStopWhenTheTargetHasNoRoom() throws IOException, CommandException
    {
        target.refusals = Integer.MAX_VALUE;
        final Replay replay = replay(target, () -> target.refused >= 3, null);
        replay.run(files(), dead(files()));

        assertTrue(replay.isStopped());
        assertEquals(1, replay.resumeSequence());
        assertEquals(0, replay.frames());
    }

    @Test
    void shouldKnowHowFarItCameWhenTheTargetFails()
    {
        target.failingTxid = 4;
        final Replay replay = replay(target, () -> false, null);

        assertThrows(CommandException.class, () -> replay.run(files(), dead(files())));
        assertEquals(4, replay.resumeSequence());
        assertEquals(3, replay.lastSequence());
    }

    @Test
    void shouldEndAtThePresentEndOfAJournalThatGoesOn() throws IOException, CommandException
    {
        final DeadEntries dead = dead(files());
        journal.append(btc.supersede(2, 2, btc.epoch()));
        journal.append(btc.frame("later"));
        final Replay replay = replay(target, () -> false, null);
        replay.run(files(), dead);

        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), target.txids);
        assertEquals(6, replay.resumeSequence());
    }

    @Test
    void shouldAllocateNothingPerFrame() throws IOException, CommandException
    {
        final byte[] bytes = new byte[40];
        final int count = 4_000;
        for (int i = 0; i < count; i++)
        {
            journal.append(btc.frame(bytes));
        }

        // One that is superseded, so that each frame is looked up among the dead.
        journal.append(btc.supersede(1, 1, btc.epoch()));
        final JournalFiles files = files();
        final DeadEntries dead = dead(files);
        // What is opened and parsed before the first frame costs the same for few frames and for many.
        final long few = leastAllocated(files, dead, 100);
        final long many = leastAllocated(files, dead, count);
        assertTrue(many - few < count, () -> (many - few) + " bytes for " + (count - 100) + " more frames");
    }

    private long leastAllocated(final JournalFiles files, final DeadEntries dead, final long limit)
        throws IOException, CommandException
    {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 6; round++)
        {
            final Replay replay = replay(new NoTarget(), () -> false, null, limit);
            final long before = threads.getCurrentThreadAllocatedBytes();
            replay.run(files, dead);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            assertEquals(limit, replay.frames());
        }

        return least;
    }
}
