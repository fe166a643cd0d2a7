package io.belay.replication;

import java.util.ArrayList;
import java.util.List;

import io.belay.journal.EntryHandler;
import io.belay.journal.JournalReader;
import io.belay.wire.Entry;
import org.agrona.DirectBuffer;

/**
 * Sends an owner the entries that its own journal has lost, from what this replica stores. Of the journal agent's
 * thread: while a market is without an owner's epoch, nothing else is to be done for it.
 */
final class TailSender
{
    private static final int READ_LIMIT = 64;

    private final FrameSink sink;
    private final ReplicaOutput output;
    private final List<Request> requests = new ArrayList<>();

    /** Told when what was asked for cannot be read. */
    @FunctionalInterface
    interface FailureHandler
    {
        void onTailFailed(ReplicaMarket market, RuntimeException cause);
    }

    private final class Request implements EntryHandler
    {
        final ReplicaMarket market;
        final long session;
        JournalReader reader;
        final long lastPosition;
        long nextPosition;
        boolean isBlocked;

        Request(final ReplicaMarket market, final long fromPosition)
        {
            this.market = market;
            session = market.session;
            lastPosition = market.statedPosition();
            nextPosition = fromPosition;
        }

        boolean isWanted()
        {
            return session == market.session && ReplicaState.OPENED == market.state();
        }

        @Override
        public boolean onEntry(final long sequence, final DirectBuffer buffer, final int offset, final int length)
        {
            final long position = Entry.position(buffer, offset);
            if (Entry.marketId(buffer, offset) != market.marketId || position < nextPosition ||
                nextPosition > lastPosition || !EntryOrder.isLive(market.history.chain(), buffer, offset))
            {
                return true;
            }

            if (position > nextPosition)
            {
                throw missing(); // Live entries stand in the order of their positions.
            }

            isBlocked = !output.entry(market.ownerNodeId, buffer, offset, length);
            nextPosition += isBlocked ? 0 : 1;

            return !isBlocked;
        }

        /** Whether there is more to send. */
        boolean work()
        {
            isBlocked = false;
            if (null == reader)
            {
                reader = sink.newReader(market.marketId, nextPosition);
            }

            final int count = reader.poll(this, READ_LIMIT);
            if (0 == count && !isBlocked && nextPosition <= lastPosition)
            {
                throw missing();
            }

            return nextPosition <= lastPosition;
        }

        private IllegalStateException missing()
        {
            return new IllegalStateException("market " + market.name + ": the owner asks for position " +
                nextPosition + ", which is stored here no more; retention has deleted it, or the file is gone");
        }

        void close()
        {
            if (null != reader)
            {
                reader.close();
                reader = null;
            }
        }
    }

    TailSender(final FrameSink sink, final ReplicaOutput output)
    {
        this.sink = sink;
        this.output = output;
    }

    /**
     * Sends all from a position on. A request of the same session that has not come so far goes on: the owner asks
     * again while what it waits for is still looked for.
     */
    void begin(final ReplicaMarket market, final long fromPosition)
    {
        for (int i = requests.size() - 1; i >= 0; i--)
        {
            final Request request = requests.get(i);
            if (request.market.equals(market))
            {
                if (request.session == market.session && request.nextPosition <= fromPosition)
                {
                    return;
                }

                end(i);
            }
        }

        requests.add(new Request(market, fromPosition));
    }

    /** Works for one market after the other, so that one place of the journal is read at a time. */
    int work(final FailureHandler failureHandler)
    {
        if (requests.isEmpty())
        {
            return 0;
        }

        final Request request = requests.get(0);
        try
        {
            if (!request.isWanted() || !request.work())
            {
                end(0);
            }
        }
        catch (final RuntimeException ex)
        {
            end(0);
            failureHandler.onTailFailed(request.market, ex);
        }

        return 1;
    }

    private void end(final int index)
    {
        requests.remove(index).close();
    }

    void close()
    {
        while (!requests.isEmpty())
        {
            end(requests.size() - 1);
        }
    }
}
