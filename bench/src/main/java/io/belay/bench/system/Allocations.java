package io.belay.bench.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.belay.bench.result.BenchFile;
import io.belay.node.NodeCounters.NodeField;
import io.belay.node.NodeStatus;

/**
 * What the threads of two nodes allocate between two moments of a load, for each append. The nodes tell, ten times a
 * second.
 */
final class Allocations
{
    private static final long GAUGE_INTERVAL_MS = 250;

    private final int round;
    private final Path owner;
    private final Path standby;
    private volatile Seen before;

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

    /** Any thread. */
    void begin()
    {
        before = see();
    }

    /** What was allocated since {@link #begin()}; nothing when there was none, or no append. */
    List<BenchFile.Figure> end() throws InterruptedException
    {
        TimeUnit.MILLISECONDS.sleep(GAUGE_INTERVAL_MS); // Until the nodes have told of the last append.
        final Seen first = before;
        final Seen last = see();
        if (null == first || last.appends == first.appends)
        {
            return List.of();
        }

        final long appends = last.appends - first.appends;

        return List.of(
            figure("allocated.owner", "owner's thread", appends, last.owner - first.owner),
            figure("allocated.journal", "owner's journal thread", appends, last.ownerJournal - first.ownerJournal),
            figure("allocated.standby-journal", "standby's journal thread", appends,
                last.standbyJournal - first.standbyJournal));
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
