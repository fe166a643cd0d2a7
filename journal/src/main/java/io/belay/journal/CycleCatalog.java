package io.belay.journal;

import java.util.Arrays;
import java.util.List;

/**
 * The cycles of a journal, oldest first. Any thread may ask; a change is one new array.
 */
final class CycleCatalog
{
    private volatile Cycle[] cycles = new Cycle[0];
    private volatile int clientsCycle = SealedMarkets.NO_CYCLE;

    synchronized void add(final Cycle cycle)
    {
        final Cycle[] next = Arrays.copyOf(cycles, cycles.length + 1);
        next[next.length - 1] = cycle;
        cycles = next;
    }

    synchronized CycleSummary seal(final CycleSummary summary)
    {
        final Cycle[] next = cycles.clone();
        for (int i = 0; i < next.length; i++)
        {
            if (next[i].cycle() == summary.cycle())
            {
                next[i] = next[i].sealed(summary);
            }
        }

        cycles = next;

        return summary;
    }

    synchronized void removeFirst()
    {
        cycles = Arrays.copyOfRange(cycles, 1, cycles.length);
    }

    synchronized void replaceAll(final List<Cycle> all)
    {
        cycles = all.toArray(new Cycle[0]);
    }

    /** The clients' windows are whole on the disk beside this cycle; answers the one beside which they were before. */
    synchronized int clientsKeptBeside(final int cycle)
    {
        final int earlier = clientsCycle;
        clientsCycle = cycle;

        return earlier;
    }

    /** Number of the newest cycle with the clients' windows beside it; {@link SealedMarkets#NO_CYCLE} without one. */
    int clientsCycle()
    {
        return clientsCycle;
    }

    List<Cycle> all()
    {
        return List.of(cycles);
    }

    int size()
    {
        return cycles.length;
    }

    long firstSequence()
    {
        final Cycle[] now = cycles;

        return 0 == now.length ? 1 : now[0].firstSequence();
    }

    /** The cycle in which a sequence stands or will stand, null when it is older than all. */
    Cycle containing(final long sequence)
    {
        final Cycle[] now = cycles;
        for (int i = now.length - 1; i >= 0; i--)
        {
            if (now[i].firstSequence() <= sequence)
            {
                return now[i];
            }
        }

        return null;
    }

    /** The next cycle, null when there is none. */
    Cycle after(final int cycle)
    {
        for (final Cycle candidate : cycles)
        {
            if (candidate.cycle() > cycle)
            {
                return candidate;
            }
        }

        return null;
    }

    /** A sequence not behind the live entry of a market with a position. */
    long sequenceNotAfter(final long marketId, final long position)
    {
        final Cycle[] now = cycles;
        for (int i = now.length - 1; i >= 0; i--)
        {
            final CycleSummary summary = now[i].summary();
            if (null == summary)
            {
                continue;
            }

            // What a market holds at the end of a cycle was taken back before or lives on: when that ends before the
            // wanted position, the live entry with it comes later, whatever earlier cycles have held.
            final CycleSummary.Market market = summary.market(marketId);
            if (null == market || market.lastPosition() < position)
            {
                return i + 1 < now.length ? now[i + 1].firstSequence() : summary.lastSequence() + 1;
            }

            // Positions follow each other, but for a superseding entry that takes some back. So the newest cycle that
            // holds a position at or before the wanted one holds the live one too, when it is not yet further back. A
            // cycle may hold a superseding entry and no position at all.
            if (0 < market.firstPosition() && market.firstPosition() <= position)
            {
                return summary.firstSequence();
            }
        }

        return firstSequence();
    }
}
