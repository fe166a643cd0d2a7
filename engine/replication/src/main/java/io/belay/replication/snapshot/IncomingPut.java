package io.belay.replication.snapshot;

import io.belay.journal.SnapshotWriter;
import io.belay.journal.StoredSnapshot;
import io.belay.journal.Sha256;
import io.belay.sbe.client.SnapshotCode;
import org.agrona.CloseHelper;

/**
 * A client's snapshot on its way into the store.
 */
final class IncomingPut
{
    final SnapshotPut first;
    PutState state = PutState.LOCATING;
    SnapshotWriter writer;
    Sha256 sha256;
    StoredSnapshot stored;
    long nextOffset;
    long heardNs;
    boolean isGapTold;
    private SnapshotCode code = SnapshotCode.RECEIVED;
    private String text = "";
    private boolean isAnswerOwed;

    IncomingPut(final SnapshotPut first)
    {
        this.first = first;
    }

    boolean isOf(final SnapshotPut other)
    {
        return first.clientSession() == other.clientSession() && first.marketId() == other.marketId();
    }

    /** Whether a part belongs to the same snapshot as the first one. */
    boolean fits(final SnapshotPut other)
    {
        return first.txid() == other.txid() && first.totalLength() == other.totalLength();
    }

    void owe(final SnapshotCode answer)
    {
        code = answer;
        isAnswerOwed = true;
    }

    void oweAgain()
    {
        isAnswerOwed = true;
    }

    void end(final SnapshotCode answer, final String why)
    {
        close();
        state = PutState.ENDED;
        text = why;
        owe(answer);
    }

    boolean isAnswerOwed()
    {
        return isAnswerOwed;
    }

    boolean answer(final PutAnswers answers)
    {
        isAnswerOwed = !answers.answer(new PutAnswer(
            code, first.clientSession(), first.correlationId(), first.marketId(), first.txid(), nextOffset, text));

        return !isAnswerOwed;
    }

    /** Deletes what is not stored. */
    void close()
    {
        CloseHelper.quietClose(writer);
        writer = null;
    }
}
