package io.belay.replication;

import java.util.ArrayList;
import java.util.List;

import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.RefusalCode;
import io.belay.transport.OutboundStream;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The trading processes that are connected to this node.
 */
final class ClientSessions
{
    private static final int SESSION_COUNT_MAX = 1024;
    private static final long OPEN_TIMEOUT_NS = 5_000_000_000L;

    private final OwnerConfig config;
    private final ClientStreams streams;
    private final Long2ObjectHashMap<ClientSession> byId = new Long2ObjectHashMap<>();
    private final List<Opening> openings = new ArrayList<>();
    private final List<ClientSession> indebted = new ArrayList<>();
    private final ClientPublisher publisher = new ClientPublisher();
    private long nextId;

    private record Opening(ClientSession session, long correlationId, RefusalCode code, long deadlineNs)
    {
    }

    ClientSessions(final OwnerConfig config, final ClientStreams streams, final long firstId)
    {
        this.config = config;
        this.streams = streams;
        nextId = firstId;
    }

    ClientPublisher publisher()
    {
        return publisher;
    }

    int size()
    {
        return byId.size();
    }

    ClientSession get(final long sessionId)
    {
        return byId.get(sessionId);
    }

    void open(
        final long correlationId,
        final long clientId,
        final int responseStreamId,
        final String name,
        final int sourceId,
        final long nowNs)
    {
        open(
            correlationId,
            clientId,
            responseStreamId,
            name,
            sourceId,
            byId.size() < SESSION_COUNT_MAX ? RefusalCode.NONE : RefusalCode.SESSIONS_EXHAUSTED,
            nowNs);
    }

    /** Answers a client that cannot have a session. */
    void refuse(
        final long correlationId,
        final int responseStreamId,
        final int sourceId,
        final RefusalCode code,
        final long nowNs)
    {
        open(correlationId, 0, responseStreamId, "", sourceId, code, nowNs);
    }

    private void open(
        final long correlationId,
        final long clientId,
        final int responseStreamId,
        final String name,
        final int sourceId,
        final RefusalCode code,
        final long nowNs)
    {
        if (openings.size() >= SESSION_COUNT_MAX)
        {
            throw new IllegalStateException(openings.size() + " clients already wait to be answered");
        }

        final OutboundStream stream = streams.open(responseStreamId);
        final long id = nextId++ & Long.MAX_VALUE;
        final ClientSession session = new ClientSession(id, 0 == clientId ? id : clientId, name, stream, sourceId);
        if (RefusalCode.NONE == code)
        {
            byId.put(id, session);
        }

        openings.add(new Opening(session, correlationId, code, nowNs + OPEN_TIMEOUT_NS));
    }

    /**
     * Answers those whose response stream has become connected, or has room again.
     */
    int step(final long nowNs)
    {
        return (openings.isEmpty() ? 0 : stepOpenings(nowNs)) + (indebted.isEmpty() ? 0 : settle(nowNs));
    }

    private int settle(final long nowNs)
    {
        int work = 0;
        for (int i = indebted.size() - 1; i >= 0; i--)
        {
            final ClientSession session = indebted.get(i);
            work += session.isClosed() ? 0 : session.owed.send(session, publisher, nowNs);
            if (session.isClosed() || session.owed.isEmpty())
            {
                indebted.remove(i);
            }
        }

        return work;
    }

    private int stepOpenings(final long nowNs)
    {
        int work = 0;
        for (int i = openings.size() - 1; i >= 0; i--)
        {
            final Opening opening = openings.get(i);
            final ClientSession session = opening.session;
            final boolean isAnswered = !session.isClosed() && publisher.sessionOpened(
                session.stream, opening.code, opening.correlationId, session.id, session.clientId, config);

            if (isAnswered || session.isClosed() || nowNs - opening.deadlineNs > 0)
            {
                openings.remove(i);
                work++;
                if (!isAnswered || RefusalCode.NONE != opening.code)
                {
                    close(session);
                }
            }
        }

        return work;
    }

    void close(final ClientSession session)
    {
        byId.remove(session.id);
        session.close();
    }

    void onSourceLost(final int sourceId)
    {
        for (final ClientSession session : new ArrayList<>(byId.values()))
        {
            if (session.sourceId == sourceId)
            {
                close(session);
            }
        }
    }

    void closeAll()
    {
        for (final ClientSession session : new ArrayList<>(byId.values()))
        {
            publisher.sessionClosed(session, RefusalCode.CLOSING);
            close(session);
        }
    }

    /**
     * Answers an append that is not durable, later when the client's stream has no room now. A client that lets more
     * than its window pile up is cut off.
     */
    void answer(
        final ClientSession session,
        final OutcomeKind kind,
        final RefusalCode code,
        final long marketId,
        final long clientSequence,
        final long nowNs)
    {
        if (session.isClosed() || (session.owed.isEmpty() &&
            publisher.notDurable(session, kind, code, marketId, clientSequence, nowNs)))
        {
            return;
        }

        if (session.owed.size() >= config.clientWindowMax())
        {
            close(session);

            return;
        }

        if (session.owed.isEmpty())
        {
            indebted.add(session);
        }

        session.owed.add(kind, code, marketId, clientSequence);
    }
}
