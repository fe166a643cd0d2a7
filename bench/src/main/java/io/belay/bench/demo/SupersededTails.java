package io.belay.bench.demo;

import java.util.ArrayList;
import java.util.List;

import io.belay.wire.Entry;
import org.agrona.DirectBuffer;

/**
 * The tails of a journal that a later entry took back. What is in one was never acknowledged, and counts as not there.
 */
final class SupersededTails
{
    private final List<Tail> tails = new ArrayList<>();

    private record Tail(long marketId, long firstPosition, long bySequence)
    {
    }

    /** Takes in an entry; only those that take others back count. */
    void onEntry(final long sequence, final DirectBuffer buffer, final int offset)
    {
        if (Entry.SUPERSEDED == Entry.templateId(buffer, offset))
        {
            tails.add(new Tail(Entry.marketId(buffer, offset), Entry.position(buffer, offset), sequence));
        }
    }

    boolean contains(final long sequence, final DirectBuffer buffer, final int offset)
    {
        for (final Tail tail : tails)
        {
            if (tail.bySequence > sequence && tail.marketId == Entry.marketId(buffer, offset) &&
                tail.firstPosition <= Entry.position(buffer, offset))
            {
                return true;
            }
        }

        return false;
    }
}
