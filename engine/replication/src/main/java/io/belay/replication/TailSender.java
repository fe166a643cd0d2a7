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
        final JournalReader reader;
        final long lastPosition;
        long nextPosition;
        boolean isBlocked;

        Request(final ReplicaMarket market, final long fromPosition)
        {
            this.market = market;
            session = market.session;
            reader = sink.newReader(market.marketId, fromPosition);
            lastPosition = market.history.lastPosition();
            nextPosition = fromPosition;
        }

        boolean isWanted()
        {
            return session == market.session && ReplicaState.OPENED == market.state();
        }

        @Override
        public boolean onEntry(final long sequence, final DirectBuffer buffer, final int offset, final int length)
        {
            if (Entry.marketId(buffer, offset) != market.marketId ||
                Entry.position(buffer, offset) != nextPosition || nextPosition > lastPosition ||
                !EntryOrder.isLive(market.history.chain(), buffer, offset))
            {
                return true;
            }

            isBlocked = !output.entry(market.ownerNodeId, buffer, offset, length);
            nextPosition += isBlocked ? 0 : 1;

            return !isBlocked;
        }

        /** Whether there is more to send. */
        boolean work()
        {
            isBlocked = false;
            final int count = reader.poll(this, READ_LIMIT);
            if (0 == count && !isBlocked && nextPosition <= lastPosition)
            {
                throw new IllegalStateException("market " + market.marketId + ": the owner asks for position " +
                    nextPosition + ", which is stored here no more; retention has deleted it, or the file is gone");
            }

            return nextPosition <= lastPosition;
        }
    }

    TailSender(final FrameSink sink, final ReplicaOutput output)
    {
        this.sink = sink;
        this.output = output;
    }

    /**
     * Sends all from a position on. A request for the same market that is under way ends.
     */
    void begin(final ReplicaMarket market, final long fromPosition)
    {
        for (int i = requests.size() - 1; i >= 0; i--)
        {
            if (requests.get(i).market.equals(market))
            {
                end(i);
            }
        }

        requests.add(new Request(market, fromPosition));
    }

    int work(final FailureHandler failureHandler)
    {
        final int count = requests.size();
        for (int i = count - 1; i >= 0; i--)
        {
            final Request request = requests.get(i);
            try
            {
                if (!request.isWanted() || !request.work())
                {
                    end(i);
                }
            }
            catch (final RuntimeException ex)
            {
                end(i);
                failureHandler.onTailFailed(request.market, ex);
            }
        }

        return count;
    }

    private void end(final int index)
    {
        requests.remove(index).reader.close();
    }

    void close()
    {
        while (!requests.isEmpty())
        {
            end(requests.size() - 1);
        }
    }
}
