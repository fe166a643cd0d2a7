package io.belay.replication;

import java.util.ArrayDeque;

import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.RefusalCode;

/**
 * The outcomes of one client's appends that are not durable and found no room on its stream, in their order. At most as
 * many as the client may have in flight: one that is owed more has sent more than its window.
 */
final class OwedOutcomes
{
    private final ArrayDeque<Owed> outcomes = new ArrayDeque<>();

    private record Owed(OutcomeKind kind, RefusalCode code, long marketId, long clientSequence)
    {
    }

    boolean isEmpty()
    {
        return outcomes.isEmpty();
    }

    int size()
    {
        return outcomes.size();
    }

    void add(final OutcomeKind kind, final RefusalCode code, final long marketId, final long clientSequence)
    {
        outcomes.addLast(new Owed(kind, code, marketId, clientSequence));
    }

    /**
     * Sends as many as there is room for now.
     *
     * @return how many left.
     */
    int send(final ClientSession session, final ClientPublisher publisher, final long nowNs)
    {
        int count = 0;
        Owed owed;
        while (null != (owed = outcomes.peekFirst()) && publisher.notDurable(
            session, owed.kind, owed.code, owed.marketId, owed.clientSequence, nowNs))
        {
            outcomes.pollFirst();
            count++;
        }

        return count;
    }
}
