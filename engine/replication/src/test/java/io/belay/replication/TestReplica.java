package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import io.belay.journal.EpochChain;
import io.belay.journal.MemoryJournal;
import io.belay.sbe.wal.Claim;
import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.StateReason;
import io.belay.wire.Entry;
import io.belay.wire.Epoch;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One market at a replica whose owners are played by the test.
 */
final class TestReplica
{
    static final long MARKET = 77;
    static final long SOURCE = 10;
    static final long OTHER_SOURCE = 11;
    static final long SESSION = 100;
    static final long OTHER_SESSION = 101;
    static final long OWNER_INSTANCE = 1000;
    static final long OTHER_OWNER_INSTANCE = 1001;
    static final long FIRST_EPOCH = Epoch.next(Epoch.NONE, TestCluster.ALPHA);
    static final long SECOND_EPOCH = Epoch.next(FIRST_EPOCH, TestCluster.ALPHA);
    static final long THIRD_EPOCH = Epoch.next(SECOND_EPOCH, TestCluster.ALPHA);

    final TestEntries entries = new TestEntries(MARKET);
    final List<Throwable> errors = new ArrayList<>();
    final Said said = new Said();
    MemoryJournal journal;
    ReplicaCore core;
    ReplicaMarket market;

    TestReplica()
    {
        start(new MemoryJournal(202));
    }

    /** The process starts on what its journal holds. */
    void start(final MemoryJournal opened)
    {
        journal = opened;
        core = new ReplicaCore(TestCluster.BETA, new JournalFrameSink(opened), new MarketShelf(), said, errors::add);
        market = core.add(MARKET, "BTC-USD", TestCluster.ALPHA);
    }

    void open(final long source, final long session, final long epoch, final long instance)
    {
        core.onMarketOpen(source, session, MARKET, epoch, instance, TestCluster.ALPHA, Claim.OWNS, 0, new EpochChain());
    }

    void openMatched(final long epoch)
    {
        open(SOURCE, SESSION, epoch, OWNER_INSTANCE);
        core.onMatch(SOURCE, SESSION, MARKET, 0, 0);
    }

    /** The first epoch stands at positions 1 and 2, frames lie behind. */
    void openLiveWithFrames(final int count)
    {
        openMatched(FIRST_EPOCH);
        take(entries.start(FIRST_EPOCH, 1, 1));
        take(entries.established(FIRST_EPOCH, 2, 0));
        for (int i = 1; i <= count; i++)
        {
            take(entries.frame(FIRST_EPOCH, 2 + i, i));
        }

        endPoll();
        assertTrue(errors.isEmpty(), errors::toString);
    }

    /** The next session, of an owner that shares the first epoch. */
    void openAgain(final long epoch)
    {
        final EpochChain chain = new EpochChain();
        chain.add(FIRST_EPOCH, 1, 1, 101, 202);
        core.onMarketOpen(
            SOURCE, OTHER_SESSION, MARKET, epoch, OWNER_INSTANCE, TestCluster.ALPHA, Claim.OWNS, 0, chain);
        assertEquals(ReplicaState.OPENED, market.state());
    }

    void take(final UnsafeBuffer entry)
    {
        core.onEntry(SOURCE, entry, 0, entry.capacity());
    }

    void endPoll()
    {
        core.endOfPoll();
        core.flush();
    }

    /** What the replica has sent. */
    static final class Said implements ReplicaOutput
    {
        final List<String> acks = new ArrayList<>();
        final List<String> refusals = new ArrayList<>();
        final List<String> tail = new ArrayList<>();
        boolean isBlocked;

        @Override
        public boolean ack(
            final int ownerNodeId,
            final ResponseCode code,
            final long marketId,
            final long epoch,
            final long position,
            final long txid,
            final long journalId,
            final long session)
        {
            if (!isBlocked)
            {
                acks.add("ack " + code + " " + position);
            }

            return !isBlocked;
        }

        @Override
        public boolean state(
            final ReplicaMarket market, final StateReason reason, final ResponseCode code, final FrameSink sink)
        {
            return !isBlocked;
        }

        @Override
        public boolean refuse(
            final int ownerNodeId,
            final ResponseCode code,
            final StateReason reason,
            final long marketId,
            final long epoch,
            final long session,
            final long fenceEpoch,
            final int entryLengthMax,
            final EpochChain chain)
        {
            refusals.add("refuse " + code + " " + reason + " " + session);

            return true;
        }

        @Override
        public boolean entry(final int ownerNodeId, final DirectBuffer buffer, final int offset, final int length)
        {
            if (!isBlocked)
            {
                tail.add(Epoch.toString(Entry.epoch(buffer, offset)) + "@" + Entry.position(buffer, offset));
            }

            return !isBlocked;
        }

        @Override
        public boolean heartbeat(final int ownerNodeId, final long journalId, final long ownerInstance)
        {
            return true;
        }
    }
}
