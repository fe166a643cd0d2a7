package io.belay.node;

import java.util.EnumMap;
import java.util.Map;

import io.aeron.Counter;
import io.belay.journal.Journal;
import io.belay.node.NodeCounters.NodeField;
import io.belay.replication.FrameSink;
import io.belay.replication.JournalAgent;
import io.belay.replication.OwnerAgent;
import org.agrona.CloseHelper;

/**
 * The counters of a whole node. Each is set by the thread of the agent that it shows.
 */
final class NodeGauges implements AutoCloseable
{
    private final Map<NodeField, Counter> counters = new EnumMap<>(NodeField.class);
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
    void owner(final OwnerAgent agent, final NodeErrors errors)
    {
        set(NodeField.CLIENTS, agent.sessionCount());
        set(NodeField.APPENDS_REFUSED, agent.refusedCount());
        set(NodeField.DEFECTS, agent.defectCount() + replicaDefects);
        set(NodeField.ERRORS, errors.count());
        set(NodeField.STARTED, 1);
    }

    void journal(final Journal journal, final FrameSink sink, final JournalAgent agent)
    {
        set(NodeField.JOURNAL_SEQUENCE, journal.appendedSequence());
        set(NodeField.JOURNAL_DURABLE_SEQUENCE, journal.durableSequence());
        set(NodeField.JOURNAL_FAILED, sink.isFailed() ? 1 : 0);
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
