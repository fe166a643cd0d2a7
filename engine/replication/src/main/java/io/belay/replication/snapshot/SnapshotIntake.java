package io.belay.replication.snapshot;

import java.util.ArrayList;
import java.util.List;

import io.belay.journal.SnapshotException;
import io.belay.journal.SnapshotHead;
import io.belay.journal.SnapshotStore;
import io.belay.sbe.client.SnapshotCode;
import org.agrona.DirectBuffer;

/**
 * Takes the snapshots of a node's clients, part by part, stores them, tells the market, and answers.
 * <p>
 * Pure: it is told parts and the time, and acts on a store, the node's markets and the answers. Nothing is held back: a
 * part that cannot be taken is asked for again. Of one thread, which waits for the disk, so not of one that an ack
 * waits for.
 */
public final class SnapshotIntake
{
    private static final int REMEMBERED_MAX = 1_024;

    private final SnapshotStore store;
    private final SnapshotMarkets markets;
    private final PutAnswers answers;
    private final IntakeConfig config;
    private final List<IncomingPut> puts = new ArrayList<>();

    /**
     * @param store   where snapshots go.
     * @param markets of this node.
     * @param answers to clients.
     * @param config  how to take them.
     */
    public SnapshotIntake(
        final SnapshotStore store, final SnapshotMarkets markets, final PutAnswers answers, final IntakeConfig config)
    {
        this.store = store;
        this.markets = markets;
        this.answers = answers;
        this.config = config;
    }

    /**
     * Takes a part.
     *
     * @param part   of a client's snapshot.
     * @param buffer that holds its bytes.
     * @param offset where they begin.
     * @param length how many.
     * @param nowNs  time, of any clock that does not go back.
     */
    public void onPut(
        final SnapshotPut part, final DirectBuffer buffer, final int offset, final int length, final long nowNs)
    {
        final IncomingPut known = find(part);
        if (null != known && part.correlationId() < known.first.correlationId())
        {
            return; // Of an attempt that the client has given up.
        }

        final boolean isNew = null == known || part.correlationId() > known.first.correlationId() ||
            (PutState.LOST == known.state && 0 == part.offset());
        final IncomingPut put = isNew ? begin(known, part, length) : known;
        if (null == put)
        {
            return;
        }

        put.heardNs = nowNs;
        if (PutState.ENDED == put.state || PutState.LOST == put.state)
        {
            put.oweAgain();
        }
        else if (!put.fits(part) || !part.makesSense(length))
        {
            put.end(SnapshotCode.BAD_REQUEST, "a part at offset " + part.offset() + " with " + length +
                " bytes does not fit a snapshot of " + put.first.totalLength() + " bytes");
        }
        else
        {
            take(put, part, buffer, offset, length);
        }
    }

    private IncomingPut find(final SnapshotPut part)
    {
        for (final IncomingPut put : puts)
        {
            if (put.isOf(part))
            {
                return put;
            }
        }

        return null;
    }

    private IncomingPut begin(final IncomingPut former, final SnapshotPut part, final int length)
    {
        if (null != former)
        {
            former.close();
            puts.remove(former);
        }
        if (puts.size() == REMEMBERED_MAX)
        {
            return null; // The client asks again.
        }

        final IncomingPut put = new IncomingPut(part);
        if (part.makesSense(length) && part.offset() > 0)
        {
            put.state = PutState.LOST;
            put.owe(SnapshotCode.AGAIN);
        }
        else
        {
            admit(put);
        }

        puts.add(put);

        return put;
    }

    private void admit(final IncomingPut put)
    {
        final long openCount = puts.stream().filter((other) -> other.state.isOpen()).count();
        final SnapshotPut part = put.first;
        final SnapshotCode code = markets.check(part.clientSession(), part.marketId(), part.txid());
        if (SnapshotCode.RECEIVED != code)
        {
            put.end(code, "");
        }
        else if (null != store.newest(part.marketId(), part.txid() + 1))
        {
            put.end(SnapshotCode.OLDER, "a snapshot as of txid " +
                store.newest(part.marketId(), part.txid()).txid() + " is stored already");
        }
        else if (openCount >= config.putsMax())
        {
            put.end(SnapshotCode.BUSY, config.putsMax() + " snapshots are being stored; try again later");
        }
        else
        {
            locate(put);
        }
    }

    private void locate(final IncomingPut put)
    {
        guarded(put, () ->
        {
            final SnapshotHead head = markets.head(put.first.marketId(), put.first.txid());
            if (null != head)
            {
                put.writer = store.begin(head, put.first.totalLength());
                put.state = PutState.TAKING;
            }
        });
    }

    private void take(
        final IncomingPut put, final SnapshotPut part, final DirectBuffer buffer, final int offset, final int length)
    {
        if (PutState.LOCATING == put.state)
        {
            return; // Asked for when its place is known.
        }

        if (PutState.TAKING == put.state && part.offset() == put.nextOffset)
        {
            guarded(put, () ->
            {
                put.writer.write(buffer, offset, length);
                put.nextOffset += length;
                put.isGapTold = false;
                put.owe(SnapshotCode.RECEIVED);
                if (part.isLast(length))
                {
                    put.sha256 = part.sha256();
                    put.state = PutState.COMPLETE;
                }
            });
        }
        else if (part.offset() > put.nextOffset)
        {
            if (!put.isGapTold)
            {
                put.isGapTold = true;
                put.owe(SnapshotCode.AGAIN);
            }
        }
        else
        {
            put.owe(SnapshotCode.RECEIVED); // Twice: the answer may not have arrived.
        }
    }

    /**
     * Does what is due: looks for a place, completes, tells, answers, and forgets who is silent.
     *
     * @param nowNs time, of the same clock as before.
     * @return how much was done.
     */
    public int doWork(final long nowNs)
    {
        int work = 0;
        for (int i = puts.size() - 1; i >= 0; i--)
        {
            final IncomingPut put = puts.get(i);
            final boolean isWaitedFor = PutState.COMPLETE == put.state || PutState.TELLING == put.state;
            if (!isWaitedFor && nowNs - put.heardNs > config.silenceNs())
            {
                put.close();
                puts.remove(i);
                work++;
            }
            else
            {
                work += advance(put, nowNs);
            }
        }

        return work;
    }

    private int advance(final IncomingPut put, final long nowNs)
    {
        final PutState before = put.state;
        switch (put.state)
        {
            case LOCATING ->
            {
                locate(put);
                if (PutState.TAKING == put.state)
                {
                    put.owe(SnapshotCode.AGAIN);
                }
            }
            case COMPLETE -> guarded(put, () ->
            {
                put.stored = put.writer.commit(put.sha256);
                put.close();
                put.state = PutState.TELLING;
            });
            case TELLING ->
            {
                if (markets.announce(put.stored))
                {
                    put.end(SnapshotCode.STORED, "");
                }
            }
            default ->
            {
                // The client's turn.
            }
        }

        put.heardNs = before == put.state ? put.heardNs : nowNs; // From then on the client may ask again.
        final boolean isAnswered = put.isAnswerOwed() && put.answer(answers);

        return isAnswered || before != put.state ? 1 : 0;
    }

    /** What fails ends one client's snapshot, with words for that client. */
    private static void guarded(final IncomingPut put, final Runnable step)
    {
        try
        {
            step.run();
        }
        catch (final SnapshotException ex)
        {
            put.end(
                switch (ex.reason())
                {
                    case FULL -> SnapshotCode.DISK_FULL;
                    case DAMAGED -> SnapshotCode.WRONG_SHA256;
                    case GONE -> SnapshotCode.RETIRED;
                    case FAILED, OUT_OF_ORDER -> SnapshotCode.FAILED;
                },
                ex.getMessage());
        }
    }

    /**
     * A client is gone: what it has not completed is deleted.
     *
     * @param clientSession of the client.
     */
    public void onSessionClosed(final long clientSession)
    {
        for (int i = puts.size() - 1; i >= 0; i--)
        {
            final IncomingPut put = puts.get(i);
            final boolean isWaitedFor = PutState.COMPLETE == put.state || PutState.TELLING == put.state;
            if (put.first.clientSession() == clientSession && !isWaitedFor)
            {
                put.close();
                puts.remove(i);
            }
        }
    }

    /**
     * @return how many snapshots are being taken.
     */
    public int openCount()
    {
        return (int)puts.stream().filter((put) -> put.state.isOpen()).count();
    }

    /** Deletes what is not completed. Idempotent. */
    public void close()
    {
        puts.forEach(IncomingPut::close);
        puts.clear();
    }
}
