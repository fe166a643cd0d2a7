package io.belay.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.belay.crash.Violations.Kind;

/**
 * Compares what trading processes were told with what a journal holds. Of one thread, and no file: it sees lists.
 */
final class HistoryCheck
{
    private final Violations violations = new Violations();
    private final Map<Long, Append> byNumber = new HashMap<>();
    private final Map<Long, List<Append>> durableByMarket = new HashMap<>();

    /** What identifies an append. */
    private record Attempt(long clientId, long clientSequence)
    {
    }

    /**
     * @param appends of all trading processes; those of one connection in the order in which they were made.
     */
    HistoryCheck(final List<Append> appends)
    {
        for (final Append append : appends)
        {
            byNumber.put(append.number(), append);
            if (Fate.DISOWNED == append.fate())
            {
                violations.add(Kind.DISOWNED, append.toString());
            }

            if (append.isDurable())
            {
                durableByMarket.computeIfAbsent(append.marketId(), (id) -> new ArrayList<>()).add(append);
            }
        }
    }

    Violations violations()
    {
        return violations;
    }

    /** Every acknowledgement is in a journal, as it was given; those of a time of doubt may be missing. */
    HistoryCheck holds(final String node, final Map<Long, List<Frame>> journal, final List<Span> doubts)
    {
        return holds(node, journal, doubts, (append) -> true);
    }

    /** The same of what the journal of a machine must hold before anything is brought up to date. */
    HistoryCheck holdsAlready(
        final String node, final int index, final Map<Long, List<Frame>> journal, final List<Span> doubts)
    {
        return holds(node, journal, doubts, (append) -> append.w() > 1 || append.soleHolder() == index);
    }

    private HistoryCheck holds(
        final String node, final Map<Long, List<Frame>> journal, final List<Span> doubts,
        final Predicate<Append> isToBeHeld)
    {
        durableByMarket.forEach((marketId, durable) ->
        {
            final Map<Long, Frame> byTxid = new HashMap<>();
            journal.getOrDefault(marketId, List.of()).forEach((frame) -> byTxid.put(frame.txid(), frame));
            for (final Append append : durable.stream().filter(isToBeHeld).toList())
            {
                final Frame frame = byTxid.get(append.txid());
                if (null == frame || !isOf(append, frame))
                {
                    missing(node, append, frame, doubts);
                }
                else
                {
                    compare(node, append, frame);
                }
            }
        });

        return this;
    }

    private static boolean isOf(final Append append, final Frame frame)
    {
        return append.clientId() == frame.clientId() && append.clientSequence() == frame.clientSequence();
    }

    private void missing(final String node, final Append append, final Frame instead, final List<Span> doubts)
    {
        if (doubts.stream().noneMatch((doubt) -> isInDoubt(append, doubt)))
        {
            violations.add(Kind.LOST, "not at " + node + ": " + append +
                (null == instead ? "" : "; in its place " + instead));
        }
    }

    /** A cut of one machine says nothing about what was on two disks. */
    private static boolean isInDoubt(final Append append, final Span doubt)
    {
        final boolean isMeant = Span.NO_NODE == doubt.node() ||
            (1 == append.w() && (append.isRepeated() || append.soleHolder() == doubt.node()));

        return isMeant && doubt.touches(append.sentNs(), append.endedNs());
    }

    private void compare(final String node, final Append append, final Frame frame)
    {
        if (append.crc() != frame.crc() || append.number() != frame.number() || append.epoch() != frame.epoch() ||
            (0 != append.hlc() && append.hlc() != frame.hlc()))
        {
            violations.add(Kind.ALTERED, "at " + node + ": " + frame + "; acknowledged was " + append);
        }
    }

    /** What stands in a journal stands there once and in order, and was sent by somebody and not refused. */
    HistoryCheck isSound(final String node, final Map<Long, List<Frame>> journal)
    {
        final Set<Attempt> seen = new HashSet<>();
        final Set<Long> numbers = new HashSet<>();
        journal.forEach((marketId, frames) ->
        {
            final Map<Long, Long> sequenceByClient = new HashMap<>();
            Frame before = null;
            for (final Frame frame : frames)
            {
                inOrder(node, before, frame);
                before = frame;
                final Attempt attempt = new Attempt(frame.clientId(), frame.clientSequence());
                final boolean isNew = seen.add(attempt);
                if (!numbers.add(frame.number()) || !isNew)
                {
                    violations.add(Kind.DOUBLED, "at " + node + ": " + frame);
                }

                final Append append = byNumber.get(frame.number());
                if (null != append && 1 == append.tries()) // What was sent again may stand behind what was sent later.
                {
                    inOrderOfClient(node, sequenceByClient.put(frame.clientId(), frame.clientSequence()), frame);
                }

                known(node, frame, append);
            }
        });

        return this;
    }

    private void inOrderOfClient(final String node, final Long last, final Frame frame)
    {
        if (null != last && last > frame.clientSequence())
        {
            violations.add(Kind.REORDERED, "at " + node + " behind client sequence " + last + ": " + frame);
        }
    }

    private void inOrder(final String node, final Frame before, final Frame frame)
    {
        final long txidBefore = null == before ? 0 : before.txid();
        if (frame.txid() <= txidBefore)
        {
            violations.add(frame.txid() == txidBefore ? Kind.DOUBLED : Kind.REORDERED,
                "at " + node + " behind txid " + txidBefore + ": " + frame);
        }
        else if (frame.txid() != txidBefore + 1)
        {
            violations.add(Kind.GAP, "at " + node + " behind txid " + txidBefore + ": " + frame);
        }

        if (null != before && frame.hlc() <= before.hlc())
        {
            violations.add(Kind.TIME, "at " + node + " behind " + before + ": " + frame);
        }
    }

    private void known(final String node, final Frame frame, final Append append)
    {
        if (null == append)
        {
            violations.add(Kind.INVENTED, "at " + node + ", sent by nobody: " + frame);
        }
        else if (Fate.REFUSED == append.fate())
        {
            violations.add(Kind.INVENTED, "at " + node + ", though it was refused: " + frame);
        }
        else if (append.marketId() != frame.marketId() || append.crc() != frame.crc() || !isOf(append, frame))
        {
            violations.add(Kind.ALTERED, "at " + node + ": " + frame + "; sent was " + append);
        }
    }

    /** Two journals hold the same frames, entry for entry. */
    HistoryCheck areEqual(final Map<Long, List<Frame>> one, final Map<Long, List<Frame>> other)
    {
        final Set<Long> marketIds = new HashSet<>(one.keySet());
        marketIds.addAll(other.keySet());
        for (final long marketId : marketIds)
        {
            final List<Frame> frames = one.getOrDefault(marketId, List.of());
            final List<Frame> others = other.getOrDefault(marketId, List.of());
            for (int i = 0; i < Math.max(frames.size(), others.size()); i++)
            {
                final Frame frame = i < frames.size() ? frames.get(i) : null;
                final Frame twin = i < others.size() ? others.get(i) : null;
                if (null == frame || !frame.equals(twin))
                {
                    violations.add(Kind.ALTERED, "the journals part: " + frame + " and " + twin);
                    break;
                }
            }
        }

        return this;
    }

    /** What clients were told fits together: no txid twice, and what was sent after an acknowledgement comes after it. */
    HistoryCheck isConsistent()
    {
        durableByMarket.values().forEach((durable) ->
        {
            final Map<Long, Append> byTxid = new HashMap<>();
            for (final Append append : durable)
            {
                final Append other = byTxid.put(append.txid(), append);
                if (null != other)
                {
                    violations.add(Kind.DOUBLED, "one txid for two: " + other + " and " + append);
                }
            }

            isInRealTimeOrder(durable);
        });

        return this;
    }

    private void isInRealTimeOrder(final List<Append> durable)
    {
        final List<Append> bySent = new ArrayList<>(durable);
        bySent.sort(Comparator.comparingLong(Append::sentNs));
        final List<Append> byEnded = new ArrayList<>(durable);
        byEnded.sort(Comparator.comparingLong(Append::endedNs));
        Append last = null;
        int ended = 0;
        for (final Append append : bySent)
        {
            while (ended < byEnded.size() && byEnded.get(ended).endedNs() < append.sentNs())
            {
                final Append candidate = byEnded.get(ended++);
                last = null == last || candidate.txid() > last.txid() ? candidate : last;
            }

            if (null != last && (append.txid() <= last.txid() || isNotLater(append, last)))
            {
                violations.add(Kind.REORDERED, append + " was sent after this was acknowledged: " + last);
            }
        }
    }

    private static boolean isNotLater(final Append append, final Append last)
    {
        return 0 != append.hlc() && 0 != last.hlc() && append.hlc() <= last.hlc();
    }
}
