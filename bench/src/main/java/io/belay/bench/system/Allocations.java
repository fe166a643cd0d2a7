package io.belay.bench.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import io.belay.bench.result.BenchFile;
import io.belay.node.NodeCounters.NodeField;
import io.belay.node.NodeStatus;

/**
 * What the threads of two nodes allocate between two moments of a load, for each append. The nodes tell, ten times a
 * second. What comes before and after the load, such as a client's coming and going, is no part of it.
 */
final class Allocations
{
    private final int round;
    private final Path owner;
    private final Path standby;
    private volatile Seen first;
    private volatile Seen last;

    /** What the nodes said at one moment. */
    private record Seen(long appends, long owner, long ownerJournal, long standbyJournal)
    {
    }

    Allocations(final int round, final Path owner, final Path standby)
    {
        this.round = round;
        this.owner = owner;
        this.standby = standby;
    }

    /** A stretch of the load is over; the first time, it begins to count. Any thread, one at a time. */
    void mark()
    {
        final Seen seen = see();
        if (null == first)
        {
            first = seen;
        }
        last = seen;
    }

    /** What was allocated between the first mark and the last; nothing when there was no append. */
    List<BenchFile.Figure> figures()
    {
        final Seen begin = first;
        final Seen end = last;
        if (null == begin || end.appends == begin.appends)
        {
            return List.of();
        }

        final long appends = end.appends - begin.appends;

        return List.of(
            figure("allocated.owner", "owner's thread", appends, end.owner - begin.owner),
            figure("allocated.journal", "owner's journal thread", appends, end.ownerJournal - begin.ownerJournal),
            figure("allocated.standby-journal", "standby's journal thread", appends,
                end.standbyJournal - begin.standbyJournal));
    }

    private BenchFile.Figure figure(
        final String name, final String label, final long appends, final long allocated)
    {
        return new BenchFile.Figure(name, round, allocated / (double)appends, "B/append",
            String.format(Locale.ROOT, "%s, %,d bytes in %,d appends", label, allocated, appends));
    }

    private Seen see()
    {
        final NodeStatus ownerStatus = NodeStatus.read(owner);
        final NodeStatus standbyStatus = NodeStatus.read(standby);

        return new Seen(
            ownerStatus.markets().stream().mapToLong(NodeStatus.Market::txid).sum(),
            ownerStatus.value(NodeField.OWNER_ALLOCATED),
            ownerStatus.value(NodeField.JOURNAL_ALLOCATED),
            standbyStatus.value(NodeField.JOURNAL_ALLOCATED));
    }
}
