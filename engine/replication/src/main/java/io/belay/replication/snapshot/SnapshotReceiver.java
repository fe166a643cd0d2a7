package io.belay.replication.snapshot;

import io.belay.journal.Sha256;
import io.belay.journal.SnapshotException;
import io.belay.journal.SnapshotReceipt;
import io.belay.journal.SnapshotStore;
import io.belay.journal.StoredSnapshot;
import io.belay.sbe.wal.ResponseCode;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/**
 * Fetches one market's snapshot from one node: goes on where it was broken off, also by a restart, and shows nothing
 * before all of it was compared and is durable.
 * <p>
 * Pure: it is told responses and the time, and acts on a store and an output. Of one thread, which waits for the disk,
 * so not of one that an ack waits for.
 */
public final class SnapshotReceiver
{
    private final int nodeId;
    private final long journalId;
    private final SnapshotStore store;
    private final SnapshotOutput output;
    private final ReceiverConfig config;
    private final FetchClock clock;
    private FetchState state = FetchState.IDLE;
    private String words = "";
    private String trouble = "";
    private int sourceNodeId;
    private long marketId;
    private long epoch;
    private long fromTxid;
    private long session;
    private long askedOffset;
    private boolean isAskingOwed;
    private boolean hasTakenSinceAsked;
    private int damagedCount;
    private int badRequestCount;
    private SnapshotReceipt receipt;
    private StoredSnapshot stored;

    /**
     * @param nodeId       of this node.
     * @param journalId    of this node's journal.
     * @param firstSession any number that an earlier life of this node has hardly used.
     * @param store        where it goes.
     * @param output       to other nodes.
     * @param config       how to fetch.
     */
    public SnapshotReceiver(
        final int nodeId,
        final long journalId,
        final long firstSession,
        final SnapshotStore store,
        final SnapshotOutput output,
        final ReceiverConfig config)
    {
        this.nodeId = nodeId;
        this.journalId = journalId;
        this.store = store;
        this.output = output;
        this.config = config;
        clock = new FetchClock(config);
        session = firstSession;
    }

    /**
     * Begins to fetch, and gives up what was fetched before.
     *
     * @param fromNodeId node to ask.
     * @param market     id of the market.
     * @param fenceEpoch highest that this node has accepted.
     * @param txid       lowest one whose state is of use.
     * @param nowNs      time, of any clock that does not go back.
     */
    public void fetch(
        final int fromNodeId, final long market, final long fenceEpoch, final long txid, final long nowNs)
    {
        close();
        sourceNodeId = fromNodeId;
        marketId = market;
        epoch = fenceEpoch;
        fromTxid = txid;
        damagedCount = 0;
        badRequestCount = 0;
        stored = null;
        words = "";
        trouble = "";
        clock.begin(nowNs);
        try
        {
            receipt = store.resume(marketId);
        }
        catch (final SnapshotException ex)
        {
            giveUp(ex.getMessage());

            return;
        }

        if (null == receipt)
        {
            become(FetchState.FETCHING);
            askAnew(nowNs);
        }
        else
        {
            become(FetchState.COUNTING);
        }
    }

    /**
     * Takes an answer.
     *
     * @param response of a node.
     * @param buffer   that holds the chunk.
     * @param offset   where it begins.
     * @param length   of the chunk.
     * @param nowNs    time, of the same clock as before.
     */
    public void onResponse(
        final SnapshotResponse response,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final long nowNs)
    {
        if (FetchState.FETCHING != state || response.fromNodeId() != sourceNodeId || response.toNodeId() != nodeId ||
            response.marketId() != marketId || response.session() != session)
        {
            return; // Of an earlier question.
        }

        if (ResponseCode.OK != response.code())
        {
            onRefusal(response, nowNs);
        }
        else if (response.isCaughtUp())
        {
            dropReceipt();
            become(FetchState.CAUGHT_UP);
        }
        else if (null != response.headSha256())
        {
            guarded(nowNs, () -> onChunk(response, buffer, offset, length, nowNs));
        }
    }

    private void onRefusal(final SnapshotResponse response, final long nowNs)
    {
        switch (response.code())
        {
            case UNKNOWN_MARKET -> giveUp("node " + sourceNodeId + " has no snapshot at or after txid " + fromTxid +
                " and the frames from there on no more, or does not know the market: ask another node, or store a snapshot");
            case NOT_STANDBY -> giveUp("node " + sourceNodeId + " does not keep the market, or follows epoch " +
                response.epoch() + " above " + epoch + " here: ask another node");
            case BAD_FRAME ->
            {
                badRequestCount++;
                dropReceipt();
                if (badRequestCount > 1)
                {
                    giveUp("node " + sourceNodeId + " cannot read what it is asked: are both of one version?");
                }
                else
                {
                    askAnew(nowNs);
                }
            }
            default ->
            {
                trouble = "; node " + sourceNodeId + " failed to read it: its log says why";
                clock.backOff(nowNs);
            }
        }
    }

    private void onChunk(
        final SnapshotResponse response,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final long nowNs)
    {
        if (null != receipt && !receipt.headSha256().equals(response.headSha256()))
        {
            dropReceipt(); // The source has another snapshot now.
        }
        if (null == receipt && !begin(response, nowNs))
        {
            return;
        }

        if (response.totalLength() != receipt.totalLength() || response.headLength() != receipt.headLength())
        {
            throw new SnapshotException(SnapshotException.Reason.DAMAGED, "node " + sourceNodeId +
                " says different lengths of one snapshot");
        }

        if (response.offset() > receipt.length())
        {
            onGap(nowNs);
        }
        else if (response.offset() == receipt.length() && length > 0)
        {
            take(buffer, offset, length, nowNs);
        }
    }

    private boolean begin(final SnapshotResponse response, final long nowNs)
    {
        stored = held(response.headSha256());
        if (null != stored)
        {
            become(FetchState.STORED);
            tellAllIsThere(stored.totalLength(), stored.headSha256());
        }
        else if (0 == response.offset())
        {
            receipt = store.receive(
                marketId, response.headSha256(), (int)Math.min(response.headLength(), Integer.MAX_VALUE),
                response.totalLength());
        }
        else
        {
            onGap(nowNs);
        }

        return null != receipt;
    }

    private StoredSnapshot held(final Sha256 headSha256)
    {
        for (final StoredSnapshot snapshot : store.list(marketId))
        {
            if (snapshot.headSha256().equals(headSha256))
            {
                return snapshot;
            }
        }

        return null;
    }

    private void take(final DirectBuffer buffer, final int offset, final int length, final long nowNs)
    {
        receipt.append(buffer, offset, length);
        clock.progress(nowNs);
        hasTakenSinceAsked = true;
        if (receipt.length() == receipt.totalLength())
        {
            become(FetchState.COMPLETE);
        }
        else if (receipt.length() - askedOffset >= config.windowLength() / 2)
        {
            askedOffset = receipt.length();
            isAskingOwed = true; // The same session: the window moves on.
        }
    }

    /** What is missing is asked for at once, but only once for all that follows it. */
    private void onGap(final long nowNs)
    {
        if (hasTakenSinceAsked)
        {
            askAnew(nowNs);
        }
    }

    private void askAnew(final long nowNs)
    {
        session++;
        askedOffset = null == receipt ? 0 : receipt.length();
        isAskingOwed = true;
        hasTakenSinceAsked = false;
        clock.asked(nowNs);
    }

    /**
     * Asks, asks again, reads back or completes, whatever is due.
     *
     * @param nowNs time, of the same clock as before.
     * @return how much was done.
     */
    public int doWork(final long nowNs)
    {
        return switch (state)
        {
            case IDLE, STORED, CAUGHT_UP, GIVEN_UP -> 0;
            case COUNTING -> guarded(nowNs, () -> count(nowNs));
            case FETCHING -> ask(nowNs);
            case COMPLETE -> guarded(nowNs, this::complete);
        };
    }

    private void count(final long nowNs)
    {
        clock.progress(nowNs);
        if (0 == receipt.rehash(config.countedAtOnce()))
        {
            become(FetchState.FETCHING);
            if (receipt.length() == receipt.totalLength())
            {
                become(FetchState.COMPLETE);
            }
            else
            {
                askAnew(nowNs);
            }
        }
    }

    private int ask(final long nowNs)
    {
        if (clock.isHopeless(nowNs))
        {
            giveUp("nothing came from node " + sourceNodeId + " for " + config.giveUpNs() / 1_000_000_000L +
                " s" + trouble + "; what has come is kept");

            return 1;
        }

        if (clock.isRetryDue(nowNs))
        {
            clock.backOff(nowNs);
            askAnew(nowNs);
        }

        if (isAskingOwed && output.request(request(askedOffset, null == receipt ? null : receipt.headSha256())))
        {
            isAskingOwed = false;

            return 1;
        }

        return 0;
    }

    private SnapshotRequest request(final long offset, final Sha256 headSha256)
    {
        return new SnapshotRequest(
            nodeId, sourceNodeId, marketId, epoch, fromTxid, journalId, session, offset, config.chunkLengthMax(),
            config.windowLength(), headSha256);
    }

    /** A courtesy: the source would find out by the silence. */
    private void tellAllIsThere(final long totalLength, final Sha256 headSha256)
    {
        output.request(request(totalLength, headSha256));
    }

    private void complete()
    {
        tellAllIsThere(receipt.totalLength(), receipt.headSha256());
        stored = receipt.commit();
        closeReceipt();
        become(FetchState.STORED);
    }

    /** What the store cannot take is begun again, a few times, unless it would only happen again. */
    private int guarded(final long nowNs, final Runnable step)
    {
        try
        {
            step.run();
        }
        catch (final SnapshotException ex)
        {
            switch (ex.reason())
            {
                case FULL ->
                {
                    giveUp(ex.getMessage());

                    return 1;
                }
                case DAMAGED, OUT_OF_ORDER -> dropReceipt();
                case FAILED, GONE -> closeReceipt();
            }

            beginAgain(ex, nowNs);
        }

        return 1;
    }

    private void beginAgain(final SnapshotException cause, final long nowNs)
    {
        damagedCount++;
        if (damagedCount > config.damagedMax())
        {
            giveUp("tried " + damagedCount + " times, and then: " + cause.getMessage());

            return;
        }

        if (FetchState.FETCHING != state)
        {
            become(FetchState.FETCHING);
        }
        clock.backOff(nowNs);
        askAnew(nowNs);
    }

    private void giveUp(final String reason)
    {
        closeReceipt();
        words = reason;
        become(FetchState.GIVEN_UP);
    }

    private void dropReceipt()
    {
        final SnapshotReceipt dropped = receipt;
        receipt = null;
        if (null != dropped)
        {
            dropped.drop();
        }
    }

    private void closeReceipt()
    {
        CloseHelper.quietClose(receipt);
        receipt = null;
    }

    private void become(final FetchState next)
    {
        if (!state.canBecome(next))
        {
            throw new IllegalStateException(state + " cannot become " + next);
        }

        state = next;
    }

    /**
     * @return how far it has come.
     */
    public FetchState state()
    {
        return state;
    }

    /**
     * @return the snapshot once it is stored, else null.
     */
    public StoredSnapshot snapshot()
    {
        return stored;
    }

    /**
     * @return why it was given up, else empty.
     */
    public String words()
    {
        return words;
    }

    /**
     * @return how many bytes are there.
     */
    public long receivedLength()
    {
        return null == receipt ? 0 : receipt.length();
    }

    /**
     * @return how many there will be, 0 while that is not known.
     */
    public long totalLength()
    {
        return null == receipt ? 0 : receipt.totalLength();
    }

    /** Stops; what has come is kept, to be gone on with. Idempotent. */
    public void close()
    {
        closeReceipt();
        if (FetchState.IDLE != state)
        {
            become(FetchState.IDLE);
        }
    }
}
