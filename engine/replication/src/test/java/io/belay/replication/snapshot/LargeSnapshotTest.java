package io.belay.replication.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

import io.belay.journal.Sha256;
import io.belay.journal.SnapshotHead;
import io.belay.journal.SnapshotReader;
import io.belay.journal.SnapshotReceipt;
import io.belay.journal.SnapshotStore;
import io.belay.journal.SnapshotWriter;
import io.belay.journal.StoredSnapshot;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

/** A snapshot that is longer than the memory it may take, made while it is read and looked at while it is stored. */
class LargeSnapshotTest
{
    private static final long LENGTH = 1L << 30;
    private static final long ALLOCATED_MAX = 48 << 20;
    private static final byte[] PATTERN = TestSnapshots.random(11, (1 << 20) + 7); // No chunk is like another one.
    private static final Sha256 NAME = Sha256.of(Arrays.copyOf(PATTERN, Sha256.LENGTH));
    private static final StoredSnapshot SNAPSHOT = new StoredSnapshot(
        TestSnapshots.MARKET_ID, 500, 502, TestSnapshots.EPOCH, 1, 1_000, LENGTH - 1_000, NAME, NAME);

    @Test
    void shouldTakeNoMoreMemoryThanAFewChunksHoweverLongItIs()
    {
        final ArrayDeque<SnapshotRequest> requests = new ArrayDeque<>();
        final SnapshotReceiver[] receivers = new SnapshotReceiver[1];
        final SnapshotOutput output = new SnapshotOutput()
        {
            @Override
            public boolean request(final SnapshotRequest request)
            {
                return requests.add(request);
            }

            @Override
            public boolean response(
                final SnapshotResponse response, final DirectBuffer buffer, final int offset, final int length)
            {
                receivers[0].onResponse(response, buffer, offset, length, 0);

                return true;
            }

            @Override
            public int chunkLengthMax(final int nodeId)
            {
                return Integer.MAX_VALUE;
            }
        };
        final GeneratedStore store = new GeneratedStore();
        final SnapshotSender sender = new SnapshotSender(
            1, new GeneratedStore(), new FakeMarkets(), output, SenderConfig.DEFAULT, (error) -> { });
        final SnapshotReceiver receiver =
            new SnapshotReceiver(2, 72, 1, store, output, ReceiverConfig.DEFAULT);
        receivers[0] = receiver;
        store.isHolder = false;
        final long before = allocatedBytes();
        receiver.fetch(1, TestSnapshots.MARKET_ID, TestSnapshots.EPOCH, 1, 0);
        while (!receiver.state().isEnd())
        {
            receiver.doWork(0);
            while (!requests.isEmpty())
            {
                sender.onRequest(requests.pollFirst(), 0);
            }

            sender.doWork(0);
        }

        final long allocated = allocatedBytes() - before;
        assertEquals(FetchState.STORED, receiver.state(), receiver::words);
        assertEquals(LENGTH, store.length);
        assertTrue(allocated < ALLOCATED_MAX, allocated + " bytes allocated for " + LENGTH);
    }

    private static long allocatedBytes()
    {
        final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean)ManagementFactory.getThreadMXBean();

        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Holds nothing: what is read is made, what is stored is compared with what would be read. */
    private static final class GeneratedStore implements SnapshotStore
    {
        boolean isHolder = true;
        long length;

        @Override
        public List<StoredSnapshot> list(final long marketId)
        {
            return isHolder ? List.of(SNAPSHOT) : List.of();
        }

        @Override
        public StoredSnapshot newest(final long marketId, final long fromTxid)
        {
            return SNAPSHOT;
        }

        @Override
        public SnapshotHead head(final StoredSnapshot snapshot)
        {
            throw new UnsupportedOperationException();
        }

        @Override
        public SnapshotReader open(final StoredSnapshot snapshot)
        {
            return new SnapshotReader()
            {
                @Override
                public StoredSnapshot snapshot()
                {
                    return SNAPSHOT;
                }

                @Override
                public void read(
                    final long fromOffset, final MutableDirectBuffer target, final int index, final int count)
                {
                    for (int done = 0; done < count;)
                    {
                        final int at = (int)((fromOffset + done) % PATTERN.length);
                        final int step = Math.min(count - done, PATTERN.length - at);
                        target.putBytes(index + done, PATTERN, at, step);
                        done += step;
                    }
                }

                @Override
                public void close()
                {
                    // Nothing is open.
                }
            };
        }

        @Override
        public SnapshotWriter begin(final SnapshotHead head, final long bytesLength)
        {
            throw new UnsupportedOperationException();
        }

        @Override
        public SnapshotReceipt receive(
            final long marketId, final Sha256 headSha256, final int headLength, final long totalLength)
        {
            return new GeneratedReceipt(this);
        }

        @Override
        public SnapshotReceipt resume(final long marketId)
        {
            return null;
        }
    }

    /** Compares what comes. */
    private static final class GeneratedReceipt implements SnapshotReceipt
    {
        private final GeneratedStore store;
        private final byte[] chunk = new byte[SenderConfig.DEFAULT.chunkLengthMax()];

        GeneratedReceipt(final GeneratedStore store)
        {
            this.store = store;
        }

        @Override
        public Sha256 headSha256()
        {
            return NAME;
        }

        @Override
        public int headLength()
        {
            return SNAPSHOT.headLength();
        }

        @Override
        public long totalLength()
        {
            return LENGTH;
        }

        @Override
        public long length()
        {
            return store.length;
        }

        @Override
        public long rehash(final int lengthMax)
        {
            return 0;
        }

        @Override
        public void append(final DirectBuffer buffer, final int offset, final int count)
        {
            buffer.getBytes(offset, chunk, 0, count);
            for (int done = 0; done < count;)
            {
                final int at = (int)((store.length + done) % PATTERN.length);
                final int step = Math.min(count - done, PATTERN.length - at);
                assertTrue(
                    Arrays.equals(chunk, done, done + step, PATTERN, at, at + step), "wrong bytes at " + store.length);
                done += step;
            }

            store.length += count;
        }

        @Override
        public StoredSnapshot commit()
        {
            return SNAPSHOT;
        }

        @Override
        public void drop()
        {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close()
        {
            // Nothing is open.
        }
    }
}
