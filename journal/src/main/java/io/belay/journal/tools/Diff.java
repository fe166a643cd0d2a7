package io.belay.journal.tools;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.agrona.collections.LongHashSet;

/**
 * Finds the first place at which two journals part, market by market, by position: sequences are of one journal, and
 * two journals mix their markets differently. Of one thread.
 */
final class Diff
{
    private final DiffSide a;
    private final DiffSide b;
    private final EntryFilter filter;
    private final boolean onlyCommon;

    /**
     * @param a          the first journal, its digests taken.
     * @param b          the second one, its digests taken.
     * @param filter     of the entries.
     * @param onlyCommon whether what one of them does not hold at all counts for nothing.
     */
    Diff(final DiffSide a, final DiffSide b, final EntryFilter filter, final boolean onlyCommon)
    {
        this.a = a;
        this.b = b;
        this.filter = filter;
        this.onlyCommon = onlyCommon;
    }

    /**
     * Looks for where they part.
     *
     * @return the first place of each market that has one.
     * @throws IOException when a journal cannot be read.
     */
    List<Divergence> find() throws IOException
    {
        final List<Divergence> found = new ArrayList<>();
        for (final long marketId : marketIds())
        {
            final Divergence divergence = find(marketId);
            if (null != divergence)
            {
                found.add(divergence);
            }
        }

        return found;
    }

    /** Of all markets that either holds, in an order that does not depend on a hash map. */
    Set<Long> marketIds()
    {
        final Set<Long> all = new TreeSet<>(Long::compareUnsigned);
        all.addAll(a.spans().keySet());
        all.addAll(b.spans().keySet());

        return all;
    }

    private Divergence find(final long marketId) throws IOException
    {
        final MarketSpan mine = a.span(marketId);
        final MarketSpan theirs = b.span(marketId);
        if (null == mine || null == theirs)
        {
            return onlyCommon ? null : onlyInOne(marketId, null == mine ? b : a, null == mine ? a : b);
        }

        final long first = DiffSide.firstCommon(mine, theirs);
        final long last = DiffSide.lastCommon(mine, theirs);
        if (Long.compareUnsigned(first, last) > 0)
        {
            return new Divergence(
                marketId, Divergence.Kind.APART, first, "no position is in both: A holds " + mine + ", B holds " + theirs,
                null, null);
        }

        final int block = a.digests(marketId).firstDifference(b.digests(marketId));
        final Divergence divergence = block < 0 ? null : search(marketId, block, last);

        return null == divergence && mine.last() != theirs.last() && !onlyCommon ?
            ends(marketId, mine, theirs) : divergence;
    }

    private static Divergence onlyInOne(final long marketId, final DiffSide there, final DiffSide absent)
    {
        final MarketSpan span = there.span(marketId);

        return new Divergence(marketId, Divergence.Kind.ONLY_IN_ONE, span.first(), "only " + there.name() +
            " holds the market, positions " + span + "; " + absent.name() + " has nothing of it", null, null);
    }

    private Divergence ends(final long marketId, final MarketSpan mine, final MarketSpan theirs)
    {
        final boolean isMineShorter = Long.compareUnsigned(mine.last(), theirs.last()) < 0;
        final long end = isMineShorter ? mine.last() : theirs.last();

        return new Divergence(
            marketId, Divergence.Kind.ENDS, end + 1,
            (isMineShorter ? a : b).name() + " ends at position " + Long.toUnsignedString(end) + ", " +
                (isMineShorter ? b : a).name() + " goes on to " +
                Long.toUnsignedString(isMineShorter ? theirs.last() : mine.last()) + "; before that they are the same",
            null, null);
    }

    /** Compares a block entry by entry. */
    private Divergence search(final long marketId, final int block, final long last) throws IOException
    {
        final long from = a.digests(marketId).position(block);
        try (LiveWalk left = a.newWalk(a.digests(marketId).sequence(block));
            LiveWalk right = b.newWalk(b.digests(marketId).sequence(block)))
        {
            boolean hasLeft = advance(left, marketId, from, last);
            boolean hasRight = advance(right, marketId, from, last);
            while (hasLeft && hasRight && isSame(left.entry(), right.entry()))
            {
                hasLeft = advance(left, marketId, from, last);
                hasRight = advance(right, marketId, from, last);
            }

            final DiffPlace mine = hasLeft ? DiffPlace.of(left) : null;
            final DiffPlace theirs = hasRight ? DiffPlace.of(right) : null;

            return null == mine && null == theirs ? null : divergence(marketId, mine, theirs);
        }
    }

    private Divergence divergence(final long marketId, final DiffPlace mine, final DiffPlace theirs)
    {
        if (null != mine && null != theirs && mine.position() == theirs.position())
        {
            return new Divergence(
                marketId, Divergence.Kind.DIFFERS, mine.position(), mine.difference(theirs), mine, theirs);
        }

        final boolean isMine = null == theirs ||
            (null != mine && Long.compareUnsigned(mine.position(), theirs.position()) < 0);

        return new Divergence(
            marketId, Divergence.Kind.MISSING, isMine ? mine.position() : theirs.position(),
            "only " + (isMine ? a : b).name() + " holds this position", isMine ? mine : null, isMine ? null : theirs);
    }

    /** Goes on to the next entry of a market within some positions. */
    private static boolean advance(final LiveWalk walk, final long marketId, final long from, final long last)
        throws IOException
    {
        while (walk.next(true))
        {
            final EntryView entry = walk.entry();
            if (entry.marketId() == marketId && Long.compareUnsigned(entry.position(), from) >= 0)
            {
                return Long.compareUnsigned(entry.position(), last) <= 0;
            }
        }

        return false;
    }

    private static boolean isSame(final EntryView left, final EntryView right)
    {
        if (left.length() != right.length() || left.position() != right.position())
        {
            return false;
        }

        for (int i = 0; i < left.length(); i++)
        {
            if (left.buffer().getByte(left.offset() + i) != right.buffer().getByte(right.offset() + i))
            {
                return false;
            }
        }

        return true;
    }

    /**
     * @return how many markets are in both.
     */
    long comparedMarkets()
    {
        return marketIds().stream().filter(marketId -> null != a.span(marketId) && null != b.span(marketId)).count();
    }

    /**
     * @return of how many markets the beginning is only in one journal, and could not be compared.
     */
    long laterBegun()
    {
        return marketIds().stream()
            .filter(marketId -> null != a.span(marketId) && null != b.span(marketId) &&
                a.span(marketId).first() != b.span(marketId).first())
            .count();
    }

    /**
     * @return the markets asked for that neither holds.
     */
    LongHashSet absent()
    {
        final LongHashSet absent = new LongHashSet();
        for (final long marketId : filter.marketIds())
        {
            if (null == a.span(marketId) && null == b.span(marketId))
            {
                absent.add(marketId);
            }
        }

        return absent;
    }
}
