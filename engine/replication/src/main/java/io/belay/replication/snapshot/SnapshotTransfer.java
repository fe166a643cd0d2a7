package io.belay.replication.snapshot;

import io.belay.journal.SnapshotReader;
import io.belay.journal.StoredSnapshot;
import io.belay.sbe.wal.ResponseCode;
import org.agrona.CloseHelper;

/**
 * One asker's way through one market's snapshot.
 */
final class SnapshotTransfer
{
    SnapshotRequest request;
    SnapshotReader reader;
    ResponseCode answerOwed;
    long nextOffset;
    long limit;
    long heardNs;
    private ResponseCode answer;

    boolean isOf(final SnapshotRequest other)
    {
        return request.fromNodeId() == other.fromNodeId() && request.marketId() == other.marketId();
    }

    StoredSnapshot snapshot()
    {
        return reader.snapshot();
    }

    /** Ends with an answer that carries no chunk. */
    void answer(final ResponseCode code)
    {
        close();
        answer = code;
        answerOwed = code;
    }

    /** The same question again: its answer may not have arrived. */
    void answerAgain()
    {
        answerOwed = answer;
    }

    boolean isAnswered()
    {
        return null == reader && null == answerOwed;
    }

    void begin(final SnapshotReader opened, final long offset)
    {
        if (opened != reader)
        {
            close();
        }

        reader = opened;
        answer = null;
        answerOwed = null;
        nextOffset = offset;
        limit = offset;
    }

    /** Moves the end of the window. */
    void grant(final long offset, final long windowLength)
    {
        limit = Math.max(limit, Math.min(snapshot().totalLength(), offset + windowLength));
    }

    boolean hasChunk()
    {
        return null != reader && nextOffset < limit;
    }

    void close()
    {
        CloseHelper.quietClose(reader);
        reader = null;
    }
}
