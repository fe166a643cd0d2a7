package io.belay.replication.snapshot;

import java.util.ArrayList;
import java.util.List;

import io.belay.journal.SnapshotReader;
import io.belay.journal.SnapshotStore;
import io.belay.journal.StoredSnapshot;
import io.belay.sbe.wal.ResponseCode;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Answers those who ask for snapshots: a window of chunks to each, in turn, with the memory of one chunk in all.
 * <p>
 * Pure: it is told requests and the time, and acts on a store and an output. Of one thread, which reads the disk, so
 * not of one that an ack waits for.
 */
public final class SnapshotSender
{
    private final int nodeId;
    private final SnapshotStore store;
    private final KeptMarkets markets;
    private final SnapshotOutput output;
    private final SenderConfig config;
    private final ErrorHandler errorHandler;
    private final List<SnapshotTransfer> transfers = new ArrayList<>();
    private final UnsafeBuffer chunk;
    private SnapshotTransfer stagedTransfer;
    private StoredSnapshot stagedSnapshot;
    private long stagedOffset;
    private int stagedLength;
    private int turn;
    private long unansweredCount;

    /**
     * @param nodeId       of this node.
     * @param store        of its snapshots.
     * @param markets      of this node.
     * @param output       to other nodes.
     * @param config       how to send.
     * @param errorHandler is told of what is answered with SERVER_INTERNAL.
     */
    public SnapshotSender(
        final int nodeId,
        final SnapshotStore store,
        final KeptMarkets markets,
        final SnapshotOutput output,
        final SenderConfig config,
        final ErrorHandler errorHandler)
    {
        this.nodeId = nodeId;
        this.store = store;
        this.markets = markets;
        this.output = output;
        this.config = config;
        this.errorHandler = errorHandler;
        chunk = new UnsafeBuffer(new byte[config.chunkLengthMax()]);
    }

    /**
     * Takes a request; what it leads to leaves with the next duty cycles.
     *
     * @param request of another node.
     * @param nowNs   time, of any clock that does not go back.
     */
    public void onRequest(final SnapshotRequest request, final long nowNs)
    {
        if (nodeId != request.toNodeId())
        {
            return;
        }

        SnapshotTransfer transfer = find(request);
        if (null == transfer)
        {
            if (!hasRoom())
            {
                unansweredCount++;

                return;
            }

            transfer = new SnapshotTransfer();
            transfers.add(transfer);
        }

        final boolean isSame = null != transfer.request && transfer.request.session() == request.session();
        transfer.request = request;
        transfer.heardNs = nowNs;
        if (isSame)
        {
            goOn(transfer);
        }
        else
        {
            begin(transfer);
        }
    }

    /** Who was answered is kept only in case the answer was lost. */
    private boolean hasRoom()
    {
        for (int i = 0; i < transfers.size() && transfers.size() == config.transfersMax(); i++)
        {
            if (transfers.get(i).isAnswered())
            {
                end(transfers.get(i));
            }
        }

        return transfers.size() < config.transfersMax();
    }

    private SnapshotTransfer find(final SnapshotRequest request)
    {
        for (final SnapshotTransfer transfer : transfers)
        {
            if (transfer.isOf(request))
            {
                return transfer;
            }
        }

        return null;
    }

    private void goOn(final SnapshotTransfer transfer)
    {
        final SnapshotRequest request = transfer.request;
        if (null == transfer.reader)
        {
            transfer.answerAgain();
        }
        else if (!request.makesSense() || request.offset() > transfer.nextOffset)
        {
            transfer.answer(ResponseCode.BAD_FRAME); // It cannot have what was not sent.
        }
        else if (request.offset() == transfer.snapshot().totalLength())
        {
            end(transfer);
        }
        else
        {
            grant(transfer);
        }
    }

    private void grant(final SnapshotTransfer transfer)
    {
        transfer.grant(
            transfer.request.offset(), Math.min(config.windowLengthMax(), transfer.request.windowLength()));
    }

    private void begin(final SnapshotTransfer transfer)
    {
        try
        {
            final ResponseCode refusal = refusal(transfer.request);
            if (null != refusal)
            {
                transfer.answer(refusal);
            }
            else
            {
                choose(transfer);
            }
        }
        catch (final RuntimeException ex)
        {
            fail(transfer, ex);
        }
    }

    private ResponseCode refusal(final SnapshotRequest request)
    {
        if (!request.makesSense())
        {
            return ResponseCode.BAD_FRAME;
        }
        if (!markets.isKnown(request.marketId()))
        {
            return ResponseCode.UNKNOWN_MARKET;
        }

        final boolean isKeeper =
            markets.isKept(request.marketId()) && markets.fenceEpoch(request.marketId()) <= request.epoch();

        return isKeeper ? null : ResponseCode.NOT_STANDBY;
    }

    private void choose(final SnapshotTransfer transfer)
    {
        final SnapshotRequest request = transfer.request;
        final StoredSnapshot newest = store.newest(request.marketId(), request.fromTxid());
        final StoredSnapshot named = named(request);
        if (null != named && request.offset() > named.totalLength())
        {
            transfer.answer(ResponseCode.BAD_FRAME);
        }
        else if (null != named && request.offset() == named.totalLength())
        {
            end(transfer);
        }
        else if (null != named)
        {
            open(transfer, named, request.offset());
        }
        else if (null != newest)
        {
            open(transfer, newest, 0);
        }
        else
        {
            transfer.answer(markets.firstRetainedTxid(request.marketId()) <= request.fromTxid() ?
                ResponseCode.OK : ResponseCode.UNKNOWN_MARKET);
        }
    }

    /** The one of which the asker has the beginning, when it is of use and still here, also if there is a newer one. */
    private StoredSnapshot named(final SnapshotRequest request)
    {
        for (final StoredSnapshot snapshot : store.list(request.marketId()))
        {
            if (snapshot.headSha256().equals(request.headSha256()) && snapshot.txid() >= request.fromTxid())
            {
                return snapshot;
            }
        }

        return null;
    }

    private void open(final SnapshotTransfer transfer, final StoredSnapshot snapshot, final long offset)
    {
        final boolean isOpen = null != transfer.reader && transfer.snapshot().equals(snapshot);
        final SnapshotReader reader = isOpen ? transfer.reader : store.open(snapshot);
        transfer.begin(reader, offset);
        transfer.grant(offset, Math.min(config.windowLengthMax(), transfer.request.windowLength()));
    }

    /** The handler's failure is the asker's to know and the node's to survive. */
    private void fail(final SnapshotTransfer transfer, final RuntimeException cause)
    {
        transfer.answer(ResponseCode.SERVER_INTERNAL);
        errorHandler.onError(cause);
    }

    /**
     * Sends what is owed, as far as there is room, and forgets who has been silent for too long.
     *
     * @param nowNs time, of the same clock as before.
     * @return how many messages left.
     */
    public int doWork(final long nowNs)
    {
        int sent = 0;
        for (int i = transfers.size() - 1; i >= 0; i--)
        {
            if (nowNs - transfers.get(i).heardNs > config.silenceNs())
            {
                end(transfers.get(i));
            }
        }

        int idle = 0;
        while (idle < transfers.size() && sent < config.chunksPerCycle())
        {
            turn = (turn + 1) % transfers.size();
            if (send(transfers.get(turn)))
            {
                sent++;
                idle = 0;
            }
            else
            {
                idle++;
            }
        }

        return sent;
    }

    private boolean send(final SnapshotTransfer transfer)
    {
        if (transfer.hasChunk())
        {
            try
            {
                stage(transfer);
            }
            catch (final RuntimeException ex)
            {
                fail(transfer, ex);
            }
        }

        if (null != transfer.answerOwed)
        {
            final boolean isSent = output.response(answer(transfer), chunk, 0, 0);
            transfer.answerOwed = isSent ? null : transfer.answerOwed;

            return isSent;
        }

        final boolean isSent = transfer.hasChunk() && output.response(chunkOf(transfer), chunk, 0, stagedLength);
        transfer.nextOffset += isSent ? stagedLength : 0;

        return isSent;
    }

    /** Reads the next chunk, unless it is the one that there was no room for a moment ago. */
    private void stage(final SnapshotTransfer transfer)
    {
        final int lengthMax = Math.min(config.chunkLengthMax(), output.chunkLengthMax(transfer.request.fromNodeId()));
        final int length = (int)Math.max(1, Math.min(
            lengthMax, Math.min(transfer.request.chunkLengthMax(), transfer.limit - transfer.nextOffset)));
        final boolean isStaged = stagedTransfer == transfer && stagedOffset == transfer.nextOffset &&
            stagedLength == length && transfer.snapshot().equals(stagedSnapshot);
        if (isStaged)
        {
            return;
        }

        stagedTransfer = null;
        transfer.reader.read(transfer.nextOffset, chunk, 0, length);
        stagedTransfer = transfer;
        stagedSnapshot = transfer.snapshot();
        stagedOffset = transfer.nextOffset;
        stagedLength = length;
    }

    private SnapshotResponse chunkOf(final SnapshotTransfer transfer)
    {
        final StoredSnapshot snapshot = transfer.snapshot();
        final SnapshotRequest request = transfer.request;

        return new SnapshotResponse(
            ResponseCode.OK, nodeId, request.fromNodeId(), request.marketId(),
            markets.fenceEpoch(request.marketId()), snapshot.position(), snapshot.txid(), markets.journalId(),
            request.session(), transfer.nextOffset, snapshot.totalLength(), snapshot.headSha256(), snapshot.headLength());
    }

    private SnapshotResponse answer(final SnapshotTransfer transfer)
    {
        final SnapshotRequest request = transfer.request;
        final boolean isKnown = markets.isKnown(request.marketId());

        return new SnapshotResponse(
            transfer.answerOwed, nodeId, request.fromNodeId(), request.marketId(),
            isKnown ? markets.fenceEpoch(request.marketId()) : 0, 0,
            isKnown ? markets.committedTxid(request.marketId()) : 0, markets.journalId(), request.session(), 0, 0, null, 0);
    }

    private void end(final SnapshotTransfer transfer)
    {
        transfer.close();
        transfers.remove(transfer);
        if (stagedTransfer == transfer)
        {
            stagedTransfer = null;
        }
    }

    /**
     * @return how many askers are being sent to, or were answered a short time ago.
     */
    public int transferCount()
    {
        return transfers.size();
    }

    /**
     * @return how many requests found no room; they were not answered.
     */
    public long unansweredCount()
    {
        return unansweredCount;
    }

    /** Closes what is being read. Idempotent. */
    public void close()
    {
        while (!transfers.isEmpty())
        {
            end(transfers.get(0));
        }
    }
}
