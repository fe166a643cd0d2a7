package io.belay.journal.tools;

import io.belay.journal.JournalFiles;
import org.agrona.collections.LongHashSet;

/**
 * Which entries were asked for.
 *
 * @param marketIds of the markets wanted; of none when all are.
 * @param from      first entry wanted, or null.
 * @param to        last entry wanted, or null.
 */
record EntryFilter(LongHashSet marketIds, Bound from, Bound to)
{
    /**
     * @param entry of the journal.
     * @return whether it was asked for. One without a market, txid or time is only found by its sequence.
     */
    boolean matches(final EntryView entry)
    {
        return begins(entry) && isNotBehind(entry, to);
    }

    /**
     * @param entry of the journal.
     * @return whether it is of a market that was asked for, and not before the first entry wanted.
     */
    boolean begins(final EntryView entry)
    {
        return isOfMarket(entry) && isNotBefore(entry, from);
    }

    /**
     * @param entry of the journal, from the first one wanted on.
     * @return whether it was asked for by a reader that began already: since then a market may have gone back, and what
     * follows belongs to its history.
     */
    boolean goesOn(final EntryView entry)
    {
        return isOfMarket(entry) && isNotBehind(entry, to);
    }

    /**
     * @param entry of the journal.
     * @return whether a reader that follows the journal has reached the last entry wanted. Never with a time and
     * several markets, of which any may still have an earlier one.
     */
    boolean ends(final EntryView entry)
    {
        if (null == to || Bound.Unit.SEQUENCE == to.unit())
        {
            return null != to && Long.compareUnsigned(entry.sequence(), to.high()) >= 0;
        }

        if (1 != marketIds.size() || !isOfMarket(entry) || entry.isSuperseded())
        {
            return false;
        }

        final int order = Long.compareUnsigned(measure(entry, to.unit()), to.high());
        final boolean isUnique = Bound.Unit.POSITION == to.unit() || (Bound.Unit.TXID == to.unit() && entry.isFrame());

        return order > 0 || (0 == order && isUnique);
    }

    private boolean isOfMarket(final EntryView entry)
    {
        return marketIds.isEmpty() || (entry.hasPrefix() && marketIds.contains(entry.marketId()));
    }

    /**
     * @param entry of the journal.
     * @return whether no entry behind it can match: sequences rise through the whole journal; txids and times rise in
     * one market only, and fall when a tail is superseded.
     */
    boolean isBehindAll(final EntryView entry)
    {
        return null != to && Bound.Unit.SEQUENCE == to.unit() &&
            Long.compareUnsigned(entry.sequence(), to.high()) > 0;
    }

    /**
     * @return a sequence before which nothing matches.
     */
    long firstSequence()
    {
        return null != from && Bound.Unit.SEQUENCE == from.unit() ? from.low() : 1;
    }

    /**
     * @return whether a bound is a place in one journal only.
     */
    boolean hasSequence()
    {
        return (null != from && Bound.Unit.SEQUENCE == from.unit()) || (null != to && Bound.Unit.SEQUENCE == to.unit());
    }

    /**
     * @return the last sequence that can match.
     */
    long lastSequence()
    {
        return null != to && Bound.Unit.SEQUENCE == to.unit() && to.high() >= 0 ? to.high() : Long.MAX_VALUE;
    }

    /**
     * @param files of the journal.
     * @return a sequence before which no live entry matches.
     */
    long firstLiveSequence(final JournalFiles files)
    {
        return null != from && Bound.Unit.POSITION == from.unit() ?
            files.sequenceNotAfter(marketIds.iterator().next(), from.low()) : firstSequence();
    }

    private static boolean isNotBefore(final EntryView entry, final Bound bound)
    {
        return null == bound ||
            (isMeasured(entry, bound) && Long.compareUnsigned(measure(entry, bound.unit()), bound.low()) >= 0);
    }

    private static boolean isNotBehind(final EntryView entry, final Bound bound)
    {
        return null == bound ||
            (isMeasured(entry, bound) && Long.compareUnsigned(measure(entry, bound.unit()), bound.high()) <= 0);
    }

    private static boolean isMeasured(final EntryView entry, final Bound bound)
    {
        return entry.hasPrefix() || Bound.Unit.SEQUENCE == bound.unit();
    }

    private static long measure(final EntryView entry, final Bound.Unit unit)
    {
        return switch (unit)
        {
            case SEQUENCE -> entry.sequence();
            case POSITION -> entry.position();
            case TXID -> entry.txid();
            case HLC -> entry.hlc();
        };
    }
}
