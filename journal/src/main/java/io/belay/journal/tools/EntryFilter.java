package io.belay.journal.tools;

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
        if (!marketIds.isEmpty() && !(entry.hasPrefix() && marketIds.contains(entry.marketId())))
        {
            return false;
        }

        return isNotBefore(entry, from) && isNotBehind(entry, to);
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
            case TXID -> entry.txid();
            case HLC -> entry.hlc();
        };
    }
}
