package io.belay.node;

import java.util.EnumMap;
import java.util.Map;

import io.aeron.Counter;
import io.belay.journal.Journal;
import io.belay.node.NodeCounters.NodeField;
import io.belay.replication.JournalAgent;
import io.belay.replication.JournalFrameSink;
import io.belay.replication.OwnerAgent;
import io.belay.replication.TimeBuckets;
import org.agrona.CloseHelper;

/**
 * The counters of a whole node. Each is set by the thread of the agent that it shows.
 */
final class NodeGauges implements AutoCloseable
{
    private final Map<NodeField, Counter> counters = new EnumMap<>(NodeField.class);
    private final ThreadAllocation allocation = new ThreadAllocation();
    private volatile long replicaDefects;

    NodeGauges(final NodeCounters nodeCounters)
    {
        for (final NodeField field : NodeField.values())
        {
            counters.put(field, nodeCounters.node(field));
        }
    }

    /** When the driver was asked for the first of them: the later of two nodes has the higher number. */
    long registrationId()
    {
        return counters.get(NodeField.JOURNAL_SEQUENCE).registrationId();
    }

    /** After the gauges of all markets. */
    void owner(final OwnerAgent agent, final OwnerTotals totals, final LastSecond second, final NodeErrors errors)
    {
        set(NodeField.CLIENTS, agent.sessionCount());
        set(NodeField.APPENDS, totals.appends());
        set(NodeField.ACKS, totals.durable());
        set(NodeField.UNKNOWN, totals.unknown());
        set(NodeField.APPENDS_REFUSED, agent.refusedCount());
        set(NodeField.DEFECTS, agent.defectCount() + replicaDefects);
        set(NodeField.ERRORS, errors.count());
        set(NodeField.OWNER_ALLOCATED, allocation.bytes());
        if (second.isOver())
        {
            final TimeBuckets times = totals.outcomeTimes();
            set(NodeField.ACK_P50_NS, times.percentileNs(50));
            set(NodeField.ACK_P99_NS, times.percentileNs(99));
            set(NodeField.ACK_P999_NS, times.percentileNs(99.9));
            set(NodeField.ACK_MAX_NS, times.maxNs());
            times.reset();
        }

        set(NodeField.STARTED, 1);
    }

    void journal(
        final Journal journal,
        final JournalFrameSink sink,
        final ForceTimes forces,
        final LastSecond second,
        final JournalAgent agent)
    {
        set(NodeField.JOURNAL_SEQUENCE, journal.appendedSequence());
        set(NodeField.JOURNAL_DURABLE_SEQUENCE, journal.durableSequence());
        set(NodeField.JOURNAL_FAILED, sink.isFailed() ? 1 : 0);
        set(NodeField.JOURNAL_BYTES, sink.appliedBytes());
        set(NodeField.FORCES, forces.count());
        set(NodeField.JOURNAL_ALLOCATED, allocation.bytes());
        if (second.isOver())
        {
            final TimeBuckets times = forces.times();
            set(NodeField.FORCE_P50_NS, times.percentileNs(50));
            set(NodeField.FORCE_P99_NS, times.percentileNs(99));
            set(NodeField.FORCE_MAX_NS, times.maxNs());
            times.reset();
        }

        replicaDefects = agent.defectCount();
    }

    private void set(final NodeField field, final long value)
    {
        final Counter counter = counters.get(field);
        if (!counter.isClosed())
        {
            counter.setRelease(value);
        }
    }

    @Override
    public void close()
    {
        CloseHelper.quietCloseAll(counters.values());
    }
}
