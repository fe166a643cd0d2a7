package io.belay.replication.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.belay.journal.FileSnapshotStore;
import io.belay.journal.Sha256;
import io.belay.journal.SnapshotConfig;
import io.belay.journal.StoredSnapshot;
import io.belay.sbe.wal.ResponseCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotSenderTest
{
    private static final long MARKET_ID = TestSnapshots.MARKET_ID;
    private static final int NODE = 1;
    private static final Sha256 UNKNOWN = Sha256.of(new byte[]{
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32});

    @TempDir
    private Path directory;
    private final FakeMarkets markets = new FakeMarkets();
    private final SentMessages sent = new SentMessages();
    private final List<Throwable> errors = new ArrayList<>();
    private FileSnapshotStore store;
    private SnapshotSender sender;
    private long session;

    @BeforeEach
    void open()
    {
        store = FileSnapshotStore.open(new SnapshotConfig(directory, 2, 0), errors::add);
        sender = new SnapshotSender(NODE, store, markets, sent, new SenderConfig(1000, 10_000, 2, 100, 1_000), errors::add);
    }

    private SnapshotRequest request(final int from, final long fromTxid, final long offset, final Sha256 name)
    {
        return new SnapshotRequest(
            from, NODE, MARKET_ID, TestSnapshots.EPOCH, fromTxid, 72, session, offset, 2000, 5000, name);
    }

    private SnapshotResponse ask(final SnapshotRequest request)
    {
        sender.onRequest(request, 0);
        sender.doWork(0);

        return sent.lastResponse();
    }

    private SnapshotResponse askAnew(final long fromTxid, final long offset, final Sha256 name)
    {
        session++;

        return ask(request(2, fromTxid, offset, name));
    }

    @Test
    void shouldAnswerUnknownMarketWhenItHasNeitherASnapshotNorTheFrames()
    {
        assertEquals(ResponseCode.UNKNOWN_MARKET, askAnew(899, 0, null).code());
        TestSnapshots.store(store, 500, new byte[100]);
        assertEquals(ResponseCode.UNKNOWN_MARKET, askAnew(501, 0, null).code());

        final SnapshotRequest other = new SnapshotRequest(
            2, NODE, MARKET_ID + 1, TestSnapshots.EPOCH, 1, 72, ++session, 0, 2000, 5000, null);
        assertEquals(ResponseCode.UNKNOWN_MARKET, ask(other).code());
    }

    @Test
    void shouldAnswerNotStandbyWhenItDoesNotKeepTheMarketOrFollowsANewerEpoch()
    {
        TestSnapshots.store(store, 500, new byte[100]);
        markets.isKept = false;
        assertEquals(ResponseCode.NOT_STANDBY, askAnew(1, 0, null).code());
        markets.isKept = true;
        markets.fenceEpoch = TestSnapshots.EPOCH + 1;
        final SnapshotResponse response = askAnew(1, 0, null);
        assertEquals(ResponseCode.NOT_STANDBY, response.code());
        assertEquals(TestSnapshots.EPOCH + 1, response.epoch());
    }

    @Test
    void shouldAnswerBadFrameWhenTheRequestMakesNoSense()
    {
        final StoredSnapshot snapshot = TestSnapshots.store(store, 500, new byte[100]);

        assertEquals(ResponseCode.BAD_FRAME, askAnew(1, 10, null).code());
        assertEquals(ResponseCode.BAD_FRAME, askAnew(1, -1, snapshot.headSha256()).code());
        assertEquals(ResponseCode.BAD_FRAME, askAnew(-1, 0, null).code());
        assertEquals(ResponseCode.BAD_FRAME, askAnew(1, snapshot.totalLength() + 1, snapshot.headSha256()).code());
        assertEquals(ResponseCode.BAD_FRAME, ask(new SnapshotRequest(
            2, NODE, MARKET_ID, TestSnapshots.EPOCH, 1, 72, ++session, 0, 0, 5000, null)).code());
        assertEquals(ResponseCode.BAD_FRAME, ask(new SnapshotRequest(
            2, NODE, MARKET_ID, TestSnapshots.EPOCH, 1, 72, ++session, 0, 2000, 0, null)).code());
    }

    @Test
    void shouldAnswerBadFrameWhenTheWindowIsMovedBeyondWhatWasSent()
    {
        final StoredSnapshot snapshot = TestSnapshots.store(store, 500, new byte[50_000]);
        askAnew(1, 0, null);

        assertEquals(ResponseCode.BAD_FRAME, ask(request(2, 1, 20_000, snapshot.headSha256())).code());
    }

    @Test
    void shouldAnswerServerInternalAndLiveOnWhenReadingFails() throws IOException
    {
        TestSnapshots.store(store, 500, new byte[50_000]);
        assertEquals(ResponseCode.OK, askAnew(1, 0, null).code());
        try (Stream<Path> files = Files.walk(directory))
        {
            Files.write(files.filter((path) -> path.toString().endsWith(".snapshot")).findFirst().orElseThrow(), new byte[6000]);
        }

        final StoredSnapshot snapshot = store.list(MARKET_ID).get(0);
        assertEquals(ResponseCode.SERVER_INTERNAL, askAnew(1, 5500, snapshot.headSha256()).code());
        assertEquals(1, errors.size());
        TestSnapshots.store(store, 600, new byte[10]);
        assertEquals(600, askAnew(501, 0, null).txid());
    }

    @Test
    void shouldAnswerServerInternalWhenTheFileIsGone() throws IOException
    {
        TestSnapshots.store(store, 500, new byte[50_000]);
        try (Stream<Path> files = Files.walk(directory))
        {
            Files.delete(files.filter((path) -> path.toString().endsWith(".snapshot")).findFirst().orElseThrow());
        }

        assertEquals(ResponseCode.SERVER_INTERNAL, askAnew(1, 0, null).code());
    }

    @Test
    void shouldAnswerOkWithoutBytesWhenAllComesAsFrames()
    {
        final SnapshotResponse response = askAnew(900, 0, null);

        assertEquals(ResponseCode.OK, response.code());
        assertTrue(response.isCaughtUp());
        assertEquals(1_000, response.txid());
        assertEquals(0, sent.chunks.get(0).length);
    }

    @Test
    void shouldSendAWindowAndNoMoreUntilItMoves()
    {
        final StoredSnapshot snapshot = TestSnapshots.store(store, 500, new byte[50_000]);
        askAnew(1, 0, null);
        assertEquals(5, sent.chunks.size());
        assertEquals(0, sender.doWork(0));
        ask(request(2, 1, 2000, snapshot.headSha256()));
        assertEquals(7, sent.chunks.size());
        ask(request(2, 1, 1000, snapshot.headSha256()));
        assertEquals(7, sent.chunks.size());
        for (int i = 0; i < 7; i++)
        {
            assertEquals(i * 1000L, sent.responses.get(i).offset());
            assertEquals(1000, sent.chunks.get(i).length);
            assertEquals(snapshot.totalLength(), sent.responses.get(i).totalLength());
        }
    }

    @Test
    void shouldGrantNoLargerWindowThanItsOwn()
    {
        TestSnapshots.store(store, 500, new byte[50_000]);
        ask(new SnapshotRequest(2, NODE, MARKET_ID, TestSnapshots.EPOCH, 1, 72, 9, 0, 2000, 1L << 32, null));

        assertEquals(10, sent.chunks.size());
    }

    @Test
    void shouldBeginAnewWhenTheSessionIsNew()
    {
        final StoredSnapshot snapshot = TestSnapshots.store(store, 500, new byte[50_000]);
        askAnew(1, 0, null);
        askAnew(1, 1500, snapshot.headSha256());

        assertEquals(1500, sent.responses.get(5).offset());
        assertEquals(session, sent.responses.get(5).session());
        assertEquals(10, sent.chunks.size());
    }

    @Test
    void shouldSendTheNewestFromItsFirstByteWhenTheOneNamedIsGone()
    {
        final StoredSnapshot snapshot = TestSnapshots.store(store, 500, new byte[50_000]);

        assertEquals(500, askAnew(1, 1500, UNKNOWN).txid());
        assertEquals(0, sent.responses.get(0).offset());
        assertEquals(snapshot.headSha256(), sent.responses.get(0).headSha256());
    }

    @Test
    void shouldTryTheSameChunkAgainWhenThereWasNoRoom()
    {
        TestSnapshots.store(store, 500, new byte[50_000]);
        sent.isFull = true;
        sender.onRequest(request(2, 1, 0, null), 0);
        assertEquals(0, sender.doWork(0));
        sent.isFull = false;
        assertEquals(5, sender.doWork(0));
        assertEquals(0, sent.responses.get(0).offset());
    }

    @Test
    void shouldSendNoLongerChunksThanTheStreamCarries()
    {
        TestSnapshots.store(store, 500, new byte[50_000]);
        sent.chunkLengthMax = 300;
        askAnew(1, 0, null);

        assertEquals(17, sent.chunks.size());
        assertEquals(200, sent.chunks.get(16).length);
    }

    @Test
    void shouldServeAskersInTurnAndNoMoreThanItCan()
    {
        TestSnapshots.store(store, 500, new byte[50_000]);
        for (int node = 2; node <= 4; node++)
        {
            sender.onRequest(request(node, 1, 0, null), 0);
        }

        sender.doWork(0);
        assertEquals(2, sender.transferCount());
        assertEquals(1, sender.unansweredCount());
        assertEquals(10, sent.responses.size());
        for (int i = 2; i < 10; i++)
        {
            assertEquals(sent.responses.get(i - 2).toNodeId(), sent.responses.get(i).toNodeId());
        }

        sender.doWork(1_001);
        assertEquals(0, sender.transferCount(), "silent ones are forgotten");
    }

    @Test
    void shouldMakeRoomByForgettingWhomItHasAnswered()
    {
        markets.isKept = false;
        ask(request(2, 1, 0, null));
        ask(request(3, 1, 0, null));

        assertEquals(4, ask(request(4, 1, 0, null)).toNodeId());
    }

    @Test
    void shouldAnswerTheSameQuestionAgain()
    {
        markets.isKept = false;
        ask(request(2, 1, 0, null));
        ask(request(2, 1, 0, null));

        assertEquals(2, sent.responses.size());
    }

    @Test
    void shouldPassOverWhatIsForAnotherNode()
    {
        sender.onRequest(new SnapshotRequest(2, 3, MARKET_ID, 1, 1, 72, 1, 0, 2000, 5000, null), 0);

        assertEquals(0, sender.transferCount());
    }

    @Test
    void shouldKeepWhatItSendsUntilItIsClosed() throws IOException
    {
        TestSnapshots.store(store, 500, new byte[50_000]);
        askAnew(1, 0, null);
        for (int txid = 501; txid <= 503; txid++)
        {
            TestSnapshots.store(store, txid, new byte[10]);
        }

        assertEquals(3, fileCount());
        sender.close();
        sender.close();
        assertEquals(2, fileCount());
    }

    private long fileCount() throws IOException
    {
        try (Stream<Path> files = Files.walk(directory))
        {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void shouldRefuseAConfigurationThatSendsNothing()
    {
        assertThrows(IllegalArgumentException.class, () -> new SenderConfig(0, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new SenderConfig(1, 0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new SenderConfig(1, 1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new SenderConfig(1, 1, 1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new SenderConfig(1, 1, 1, 1, 0));
    }
}
