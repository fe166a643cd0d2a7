package io.belay.replication.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import io.belay.sbe.wal.ResponseCode;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotReceiverTest
{
    private static final long MARKET_ID = TestSnapshots.MARKET_ID;
    private static final UnsafeBuffer NOTHING = new UnsafeBuffer(new byte[0]);
    private static final long MS = TwoNodes.MILLISECOND_NS;

    @TempDir
    private Path directory;
    private final SentMessages sent = new SentMessages();
    private SnapshotReceiver receiver;
    private TwoNodes nodes;

    @BeforeEach
    void begin()
    {
        nodes = new TwoNodes(directory);
        receiver = new SnapshotReceiver(2, 72, 5_000, nodes.askerStore, sent, TwoNodes.RECEIVER_CONFIG);
        receiver.fetch(1, MARKET_ID, TestSnapshots.EPOCH, 100, 0);
        receiver.doWork(0);
    }

    private void answer(final ResponseCode code, final long nowNs)
    {
        final SnapshotRequest request = sent.lastRequest();
        receiver.onResponse(
            new SnapshotResponse(code, 1, 2, MARKET_ID, 9, 0, 1000, 71, request.session(), 0, 0, null, 0),
            NOTHING, 0, 0, nowNs);
    }

    @Test
    void shouldGiveUpAtOnceWhenTheNodeHasNone()
    {
        answer(ResponseCode.UNKNOWN_MARKET, 1);

        assertEquals(FetchState.GIVEN_UP, receiver.state());
        assertTrue(receiver.words().contains("ask another node"), receiver.words());
        assertEquals(0, receiver.doWork(10_000 * MS));
    }

    @Test
    void shouldGiveUpAtOnceWhenTheNodeDoesNotKeepTheMarket()
    {
        answer(ResponseCode.NOT_STANDBY, 1);

        assertEquals(FetchState.GIVEN_UP, receiver.state());
        assertTrue(receiver.words().contains("epoch 9"), receiver.words());
    }

    @Test
    void shouldGiveUpWhenItIsNotUnderstoodTwice()
    {
        answer(ResponseCode.BAD_FRAME, 1);
        assertEquals(FetchState.FETCHING, receiver.state());
        receiver.doWork(1);
        assertEquals(2, sent.requests.size());
        answer(ResponseCode.BAD_FRAME, 2);

        assertEquals(FetchState.GIVEN_UP, receiver.state());
    }

    @Test
    void shouldAskAgainLaterWhenReadingFailedThereAndSaySoInTheEnd()
    {
        answer(ResponseCode.SERVER_INTERNAL, 1);
        receiver.doWork(30 * MS);
        assertEquals(1, sent.requests.size());
        receiver.doWork(50 * MS);
        assertEquals(2, sent.requests.size());
        assertNotEquals(sent.requests.get(0).session(), sent.requests.get(1).session());
        receiver.doWork(5_000 * MS);

        assertEquals(FetchState.GIVEN_UP, receiver.state());
        assertTrue(receiver.words().contains("its log says why"), receiver.words());
    }

    @Test
    void shouldAskRarelierTheLongerItIsSilentAndThenGiveUp()
    {
        for (long nowNs = 0; nowNs < 4_999 * MS; nowNs += MS)
        {
            receiver.doWork(nowNs);
        }

        assertTrue(sent.requests.size() > 20 && sent.requests.size() < 35, "asked: " + sent.requests.size());
        assertEquals(FetchState.FETCHING, receiver.state());
        receiver.doWork(5_000 * MS);
        assertEquals(FetchState.GIVEN_UP, receiver.state());
        assertTrue(receiver.words().contains("nothing came"), receiver.words());
    }

    @Test
    void shouldBeCaughtUpWhenTheNodeSaysSo()
    {
        answer(ResponseCode.OK, 1);

        assertEquals(FetchState.CAUGHT_UP, receiver.state());
    }

    @Test
    void shouldPassOverAnswersToEarlierQuestionsAndOtherNodes()
    {
        final SnapshotRequest request = sent.lastRequest();
        final long[][] wrong = {
            {3, 2, MARKET_ID, request.session()}, {1, 3, MARKET_ID, request.session()},
            {1, 2, MARKET_ID + 1, request.session()}, {1, 2, MARKET_ID, request.session() - 1}};
        for (final long[] fields : wrong)
        {
            receiver.onResponse(
                new SnapshotResponse(
                    ResponseCode.NOT_STANDBY, (int)fields[0], (int)fields[1], fields[2], 9, 0, 0, 71, fields[3], 0, 0,
                    null, 0),
                NOTHING, 0, 0, 1);
            assertEquals(FetchState.FETCHING, receiver.state());
        }
    }

    @Test
    void shouldGiveUpWhenLengthsMakeNoSenseAgainAndAgain()
    {
        for (int i = 0; i < 4; i++)
        {
            receiver.doWork(i);
            receiver.onResponse(
                new SnapshotResponse(
                    ResponseCode.OK, 1, 2, MARKET_ID, 9, 5, 500, 71, sent.lastRequest().session(), 0, 10,
                    TestSnapshots.store(nodes.sourceStore, 500 + i, new byte[i]).headSha256(), 1L << 31),
                NOTHING, 0, 0, i);
        }

        assertEquals(FetchState.GIVEN_UP, receiver.state());
        assertTrue(receiver.words().contains("tried 4 times"), receiver.words());
    }

    @Test
    void shouldAskWhenThereIsRoomAgain()
    {
        sent.isFull = true;
        receiver.fetch(1, MARKET_ID, TestSnapshots.EPOCH, 100, 0);
        assertEquals(0, receiver.doWork(1));
        sent.isFull = false;
        assertEquals(1, receiver.doWork(2));
        assertEquals(0, receiver.doWork(3));
    }

    @Test
    void shouldStopWhenItIsClosedAndBeginAgain()
    {
        receiver.close();
        receiver.close();
        assertEquals(FetchState.IDLE, receiver.state());
        assertEquals(0, receiver.doWork(1_000 * MS));
        receiver.fetch(1, MARKET_ID, TestSnapshots.EPOCH, 100, 0);
        assertEquals(FetchState.FETCHING, receiver.state());
    }
}
