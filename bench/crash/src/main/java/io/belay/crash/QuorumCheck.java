package io.belay.crash;

import java.util.List;
import java.util.Set;

import io.belay.crash.Violations.Kind;
import io.belay.wire.Epoch;

/**
 * Whether acknowledgements came only from terms that may give them, and at times when the disks that they speak of could
 * have had what they acknowledge. Of one thread.
 */
final class QuorumCheck
{
    private final Violations violations = new Violations();
    private final List<Append> durable;

    /**
     * @param appends of all trading processes.
     */
    QuorumCheck(final List<Append> appends)
    {
        durable = appends.stream().filter(Append::isDurable).toList();
    }

    Violations violations()
    {
        return violations;
    }

    /**
     * One disk was enough only in terms that say so, and for what their owner had numbered before.
     *
     * @param soleEpochs that need one disk.
     */
    QuorumCheck isAloneByRight(final Set<Long> soleEpochs)
    {
        for (final Append append : durable)
        {
            if (append.w() < 2 && soleEpochs.stream().noneMatch((epoch) -> isBy(append, epoch)))
            {
                violations.add(Kind.UNDUE, "on one disk in no term that says so: " + append);
            }
        }

        return this;
    }

    private static boolean isBy(final Append append, final long soleEpoch)
    {
        return soleEpoch >= append.epoch() &&
            (append.isRepeated() || Epoch.nodeId(soleEpoch) == Epoch.nodeId(append.epoch()));
    }

    /**
     * Nothing was acknowledged that was sent in a time in which nothing can get onto the disks that it was said to be
     * on. What was sent before may have been there already, and be heard late, when a process was stopped or a disk was
     * slow.
     */
    QuorumCheck isSilent(final List<Span> silences)
    {
        for (final Append append : durable)
        {
            silences.stream().filter((silence) -> breaks(append, silence)).findFirst().ifPresent((silence) ->
                violations.add(Kind.UNDUE, "acknowledged " + (append.endedNs() - silence.fromNs()) / 1_000_000 +
                    " ms after " + silence.why() + ": " + append));
        }

        return this;
    }

    private static boolean breaks(final Append append, final Span silence)
    {
        return (append.w() > 1 || (Span.NO_NODE != silence.node() && append.soleHolder() == silence.node())) &&
            silence.contains(append.sentNs()) && silence.contains(append.endedNs());
    }
}
