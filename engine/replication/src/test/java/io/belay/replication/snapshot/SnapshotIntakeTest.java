package io.belay.replication.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.belay.journal.FileSnapshotStore;
import io.belay.journal.Sha256;
import io.belay.journal.SnapshotConfig;
import io.belay.journal.SnapshotException;
import io.belay.journal.SnapshotHead;
import io.belay.journal.StoredSnapshot;
import io.belay.sbe.client.MessageHeaderDecoder;
import io.belay.sbe.client.MessageHeaderEncoder;
import io.belay.sbe.client.SnapshotCode;
import io.belay.sbe.client.SnapshotPutAnswerDecoder;
import io.belay.sbe.client.SnapshotPutEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotIntakeTest
{
    private static final long MARKET_ID = TestSnapshots.MARKET_ID;
    private static final byte[] BYTES = TestSnapshots.random(3, 100_000);
    private static final Sha256 DIGEST = Sha256.digest(ByteBuffer.wrap(BYTES));
    private static final int PART = 10_000;

    @TempDir
    private Path directory;
    private final List<Throwable> errors = new ArrayList<>();
    private final Node node = new Node();
    private final List<PutAnswer> answers = new ArrayList<>();
    private FileSnapshotStore store;
    private SnapshotIntake intake;
    private boolean isFull;
    private long nowNs;

    /** A node with one market. */
    private static final class Node implements SnapshotMarkets
    {
        SnapshotCode code = SnapshotCode.RECEIVED;
        boolean isLocated = true;
        boolean isRetired;
        boolean isTold = true;
        final List<StoredSnapshot> told = new ArrayList<>();

        @Override
        public SnapshotCode check(final long clientSession, final long marketId, final long txid)
        {
            return code;
        }

        @Override
        public SnapshotHead head(final long marketId, final long txid)
        {
            if (isRetired)
            {
                throw new SnapshotException(SnapshotException.Reason.GONE, "txid " + txid + " is retired");
            }

            return isLocated ? TestSnapshots.head(txid) : null;
        }

        @Override
        public boolean announce(final StoredSnapshot snapshot)
        {
            return isTold && told.add(snapshot);
        }
    }

    @BeforeEach
    void open()
    {
        store = FileSnapshotStore.open(new SnapshotConfig(directory, 2, 0), errors::add);
        intake = new SnapshotIntake(
            store, node, (answer) -> !isFull && answers.add(answer), new IntakeConfig(1, 1_000));
    }

    private static SnapshotPut part(final long session, final long id, final long txid, final int at, final Sha256 digest)
    {
        return new SnapshotPut(
            session, id, MARKET_ID, txid, at, BYTES.length, at + PART == BYTES.length ? digest : null);
    }

    private PutAnswer put(final SnapshotPut part)
    {
        intake.onPut(part, new UnsafeBuffer(BYTES), (int)part.offset(), PART, nowNs);
        work();

        return answers.isEmpty() ? null : answers.get(answers.size() - 1);
    }

    private void work()
    {
        for (int i = 0; i < 5; i++)
        {
            intake.doWork(nowNs);
        }
    }

    private PutAnswer putAll(final long session, final long id, final long txid)
    {
        PutAnswer answer = null;
        for (int at = 0; at < BYTES.length; at += PART)
        {
            answer = put(part(session, id, txid, at, DIGEST));
        }

        return answer;
    }

    @Test
    void shouldRefuseWhatTheMarketRefuses()
    {
        for (final SnapshotCode code : new SnapshotCode[]{
            SnapshotCode.NOT_COMMITTED, SnapshotCode.NOT_OWNER, SnapshotCode.UNKNOWN_MARKET, SnapshotCode.CLOSING})
        {
            node.code = code;
            assertEquals(code, put(part(1, code.value(), 500, 0, DIGEST)).code());
        }

        assertEquals(0, intake.openCount());
        node.code = SnapshotCode.RECEIVED;
        node.isRetired = true;
        assertEquals(SnapshotCode.RETIRED, put(part(1, 100, 500, 0, DIGEST)).code());
        assertEquals("txid 500 is retired", answers.get(answers.size() - 1).text());
    }

    @Test
    void shouldRefuseAnOlderOneAndTakeTheSameAgain()
    {
        assertEquals(SnapshotCode.STORED, putAll(1, 1, 500).code());
        assertEquals(SnapshotCode.OLDER, put(part(1, 2, 499, 0, DIGEST)).code());
        assertTrue(answers.get(answers.size() - 1).text().contains("500"));
        assertEquals(SnapshotCode.STORED, putAll(1, 3, 500).code());
    }

    @Test
    void shouldRefuseMoreThanItCanTakeAtOnce()
    {
        put(part(1, 1, 500, 0, DIGEST));
        assertEquals(SnapshotCode.BUSY, put(part(2, 1, 500, 0, DIGEST)).code());
        intake.onSessionClosed(1);
        assertEquals(SnapshotCode.RECEIVED, put(part(2, 2, 500, 0, DIGEST)).code());
    }

    @Test
    void shouldRefuseAndKeepNothingWhenTheDigestIsWrong()
    {
        for (int at = 0; at < BYTES.length; at += PART)
        {
            put(part(1, 1, 500, at, Sha256.digest(ByteBuffer.allocate(3))));
        }

        assertEquals(SnapshotCode.WRONG_SHA256, answers.get(answers.size() - 1).code());
        assertEquals(List.of(), store.list(MARKET_ID));
        assertEquals(List.of(), node.told);
    }

    @Test
    void shouldRefuseWhatContradictsItself()
    {
        final UnsafeBuffer bytes = new UnsafeBuffer(BYTES);
        final SnapshotPut[] bad = {
            new SnapshotPut(1, 1, MARKET_ID, 500, 0, 5_000, null), new SnapshotPut(1, 2, MARKET_ID, 0, 0, 50_000, null),
            new SnapshotPut(1, 3, MARKET_ID, 500, 0, -1, null), new SnapshotPut(1, 4, MARKET_ID, 500, 0, PART, null),
            new SnapshotPut(1, 5, MARKET_ID, 500, 0, 50_000, DIGEST),
            new SnapshotPut(1, 6, MARKET_ID, 500, Long.MAX_VALUE - 1, Long.MAX_VALUE, null)};
        for (final SnapshotPut part : bad)
        {
            intake.onPut(part, bytes, 0, PART, nowNs);
            work();
            assertEquals(SnapshotCode.BAD_REQUEST, answers.get(answers.size() - 1).code(), part::toString);
        }

        put(part(1, 7, 500, 0, DIGEST));
        assertEquals(SnapshotCode.BAD_REQUEST, put(part(1, 7, 501, PART, DIGEST)).code());
        assertEquals(SnapshotCode.BAD_REQUEST, put(part(1, 7, 500, PART, DIGEST)).code());
    }

    @Test
    void shouldRefuseWhenTheDiskIsFull()
    {
        store = FileSnapshotStore.open(new SnapshotConfig(directory, 2, Long.MAX_VALUE / 2), errors::add);
        intake = new SnapshotIntake(store, node, answers::add, IntakeConfig.DEFAULT);

        assertEquals(SnapshotCode.DISK_FULL, put(part(1, 1, 500, 0, DIGEST)).code());
        assertTrue(answers.get(0).text().contains("Make room"), answers::toString);
    }

    @Test
    void shouldStoreAndTellTheMarketBeforeItSaysSo()
    {
        node.isTold = false;
        assertEquals(SnapshotCode.RECEIVED, putAll(1, 1, 500).code());
        assertEquals(BYTES.length, answers.get(answers.size() - 1).nextOffset());
        assertEquals(1, store.list(MARKET_ID).size());
        intake.onSessionClosed(1);
        nowNs = 1_000_000;
        work();
        node.isTold = true;
        work();

        assertEquals(SnapshotCode.STORED, answers.get(answers.size() - 1).code());
        assertEquals(node.told, store.list(MARKET_ID));
        assertArrayEquals(BYTES, TestSnapshots.bytes(store, node.told.get(0)));
        assertEquals(SnapshotCode.STORED, put(part(1, 1, 500, 90_000, DIGEST)).code(), "asked again");
        assertEquals(1, node.told.size());
    }

    @Test
    void shouldAskForWhatIsMissingOnceAndGoOn()
    {
        put(part(1, 1, 500, 0, DIGEST));
        assertEquals(SnapshotCode.AGAIN, put(part(1, 1, 500, 20_000, DIGEST)).code());
        assertEquals(PART, answers.get(answers.size() - 1).nextOffset());
        put(part(1, 1, 500, 30_000, DIGEST));
        assertEquals(2, answers.size());
        assertEquals(SnapshotCode.RECEIVED, put(part(1, 1, 500, 0, DIGEST)).code());
        assertEquals(PART, answers.get(answers.size() - 1).nextOffset());
    }

    @Test
    void shouldAskForTheBeginningWhenItHasForgottenIt()
    {
        final PutAnswer answer = put(part(1, 1, 500, 20_000, DIGEST));
        assertEquals(SnapshotCode.AGAIN, answer.code());
        assertEquals(0, answer.nextOffset());

        assertEquals(SnapshotCode.STORED, putAll(1, 1, 500).code());
    }

    @Test
    void shouldAskForTheBytesWhenThePlaceIsFound()
    {
        node.isLocated = false;
        put(part(1, 1, 500, 0, DIGEST));
        put(part(1, 1, 500, PART, DIGEST));
        assertEquals(List.of(), answers);
        node.isLocated = true;
        work();
        assertEquals(SnapshotCode.AGAIN, answers.get(0).code());
        assertEquals(SnapshotCode.STORED, putAll(1, 1, 500).code());
    }

    @Test
    void shouldTakeTheLaterAttemptOfAClientAndPassOverTheEarlierOne()
    {
        put(part(1, 1, 500, 0, DIGEST));
        put(part(1, 2, 600, 0, DIGEST));
        put(part(1, 1, 500, PART, DIGEST));
        assertEquals(1, intake.openCount());
        for (int at = PART; at < BYTES.length; at += PART)
        {
            put(part(1, 2, 600, at, DIGEST));
        }

        assertEquals(600, store.newest(MARKET_ID, 0).txid());
    }

    @Test
    void shouldForgetAClientThatIsSilentAndDeleteWhatItBegan()
    {
        put(part(1, 1, 500, 0, DIGEST));
        nowNs = 1_001;
        work();

        assertEquals(0, intake.openCount());
        assertEquals(0, directory.resolve("7123456789abcdef").toFile().list().length);
    }

    @Test
    void shouldAnswerWhenThereIsRoomAgain()
    {
        isFull = true;
        putAll(1, 1, 500);
        assertEquals(List.of(), answers);
        isFull = false;
        work();

        assertEquals(1, answers.size());
        assertEquals(SnapshotCode.STORED, answers.get(0).code());
    }

    @Test
    void shouldComeThroughADeskThatLosesPartsBySeed()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            final SnapshotDesk desk = new SnapshotDesk(128 << 10);
            intake = new SnapshotIntake(store, node, desk, IntakeConfig.DEFAULT);
            final Random random = new Random(seed);
            final SnapshotCode[] last = {null};
            final long[] next = {0};
            for (int step = 0; step < 10_000 && SnapshotCode.STORED != last[0]; step++)
            {
                final int at = (int)Math.min(next[0], BYTES.length - PART);
                for (int i = 0; i < 3 && at + i * PART < BYTES.length; i++)
                {
                    if (random.nextInt(4) > 0)
                    {
                        send(desk, seed, at + i * PART);
                    }
                }
                if (random.nextBoolean())
                {
                    desk.drain(intake, nowNs);
                    intake.doWork(nowNs);
                }

                desk.pollReplies((session, buffer, offset, length) ->
                {
                    final SnapshotPutAnswerDecoder answer = new SnapshotPutAnswerDecoder()
                        .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                    last[0] = answer.code();
                    next[0] = answer.nextOffset();

                    return random.nextInt(3) > 0;
                }, 10);
            }

            assertEquals(SnapshotCode.STORED, last[0], "seed " + seed);
            assertArrayEquals(BYTES, TestSnapshots.bytes(store, store.newest(MARKET_ID, 0)), "seed " + seed);
        }
    }

    @Test
    void shouldDropWhatIsTooLongForTheDeskAndTellOfClosedSessions()
    {
        final SnapshotDesk desk = new SnapshotDesk(64 << 10);
        intake = new SnapshotIntake(store, node, desk, IntakeConfig.DEFAULT);
        send(desk, 1, 0);
        assertEquals(0, desk.drain(intake, nowNs), "10,000 bytes are more than an eighth of it");
        assertTrue(desk.onSessionClosed(5));
        assertEquals(1, desk.drain(intake, nowNs));
    }

    private static void send(final SnapshotDesk desk, final long id, final int at)
    {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[PART + 200]);
        final SnapshotPutEncoder encoder = new SnapshotPutEncoder();
        encoder.wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
            .clientSession(5).correlationId(id).marketId(MARKET_ID).txid(500 + id).chunkOffset(at)
            .totalLength(BYTES.length)
            .putSha256(at + PART == BYTES.length ? DIGEST.bytes() : new byte[32], 0, 32)
            .putBytes(BYTES, at, PART);
        desk.onPut(message, 0, encoder.limit());
    }
}
