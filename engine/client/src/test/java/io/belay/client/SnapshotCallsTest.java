package io.belay.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.belay.sbe.client.SnapshotCode;
import io.belay.transport.InboundStream;
import io.belay.transport.MemoryStreams;
import io.belay.transport.OutboundStream;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCallsTest
{
    private static final long SECOND_NS = 1_000_000_000L;
    private static final byte[] BYTES = new byte[1_500_000];

    static
    {
        new Random(9).nextBytes(BYTES);
    }

    private final MemoryStreams streams = new MemoryStreams();
    private final FakeIntake node = new FakeIntake(streams);
    private final OutboundStream requests = streams.outbound("aeron:ipc", 10);
    private final InboundStream responses = streams.inbound("aeron:ipc", 11, new ResponseSource());
    private final List<Boolean> answers = new ArrayList<>();
    private boolean isUsable = true;
    private long nowNs = 5;
    private Runnable onIdle = () -> { };
    @TempDir
    private Path directory;

    private final SnapshotCalls calls = new SnapshotCalls(
        () -> 42, requests, this::poll, this::requireUsable, () -> nowNs, new Idling());

    private int poll()
    {
        return responses.poll((buffer, offset, length, source) -> answers.add(calls.onAnswer(buffer, offset, length)), 10);
    }

    private void requireUsable()
    {
        if (!isUsable)
        {
            throw new BelayException(BelayException.Code.NODE_LOST, "the node is gone");
        }
    }

    private SnapshotOutcome store(final byte[] bytes, final long timeoutNs)
    {
        return calls.store(
            7, 1042, SnapshotBytes.of(new UnsafeBuffer(bytes), 0, bytes.length), timeoutNs, SnapshotProgress.NONE);
    }

    private static String hex(final byte[] bytes) throws NoSuchAlgorithmException
    {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void shouldSayWhyWhenTheNodeRefuses()
    {
        final SnapshotCode[] refusals = {
            SnapshotCode.NOT_COMMITTED, SnapshotCode.OLDER, SnapshotCode.RETIRED, SnapshotCode.NOT_OWNER,
            SnapshotCode.UNKNOWN_MARKET, SnapshotCode.DISK_FULL, SnapshotCode.WRONG_SHA256, SnapshotCode.BAD_REQUEST,
            SnapshotCode.BUSY, SnapshotCode.FAILED, SnapshotCode.CLOSING};
        for (final SnapshotCode refusal : refusals)
        {
            node.refusal = refusal;
            final SnapshotOutcome outcome = store(BYTES, 60 * SECOND_NS);

            assertEquals(refusal.name(), outcome.result().name());
            assertEquals("since I say so", outcome.text());
            assertFalse(outcome.isStored());
            assertEquals("", outcome.sha256());
        }

        assertEquals(SnapshotResult.UNRECOGNIZED, SnapshotResult.of(200));
    }

    @Test
    void shouldEndUnknownWhenTheNodeIsSilent()
    {
        node.isSilent = true;
        final SnapshotOutcome outcome = store(BYTES, 3 * SECOND_NS);

        assertEquals(SnapshotResult.UNKNOWN, outcome.result());
        assertTrue(outcome.text().contains("0 of 1500000"), outcome.text());
        assertTrue(nowNs < 4 * SECOND_NS);
    }

    @Test
    void shouldEndUnknownWhenTheNodeIsLost()
    {
        onIdle = () -> isUsable = node.taken.size() < 100_000;

        assertEquals(SnapshotResult.UNKNOWN, store(BYTES, 60 * SECOND_NS).result());
        assertThrows(BelayException.class, () -> store(BYTES, 60 * SECOND_NS));
    }

    @Test
    void shouldSayWhenTheFileCannotBeReadOrIsCut() throws IOException
    {
        assertThrows(UncheckedIOException.class, () -> SnapshotBytes.of(directory.resolve("none")));
        final Path file = Files.write(directory.resolve("state"), BYTES);
        onIdle = () ->
        {
            try
            {
                Files.write(file, new byte[10]);
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
        };
        try (SnapshotBytes bytes = SnapshotBytes.of(file))
        {
            assertThrows(
                UncheckedIOException.class, () -> calls.store(7, 1042, bytes, 60 * SECOND_NS, SnapshotProgress.NONE));
        }

        onIdle = () -> { };
        assertTrue(store(BYTES, 60 * SECOND_NS).isStored(), "the next one is not kept from being stored");
    }

    @Test
    void shouldStoreAFileAndTellHowFarItIs() throws Exception
    {
        final Path file = Files.write(directory.resolve("state"), BYTES);
        final List<Long> told = new ArrayList<>();
        try (SnapshotBytes bytes = SnapshotBytes.of(file))
        {
            final SnapshotOutcome outcome = calls.store(
                7, 1042, bytes, 60 * SECOND_NS, (takenLength, totalLength) -> told.add(takenLength));

            assertEquals(new SnapshotOutcome(SnapshotResult.STORED, 1042, BYTES.length, hex(BYTES), ""), outcome);
        }

        assertArrayEquals(BYTES, node.taken.toByteArray());
        assertEquals(hex(BYTES), HexFormat.of().formatHex(node.sha256));
        assertEquals(0, told.get(0));
        assertEquals(told.stream().sorted().toList(), told);
        assertTrue(told.size() > 10, "told: " + told);
        assertTrue(node.windowMax <= SnapshotUpload.WINDOW_LENGTH + SnapshotUpload.CHUNK_LENGTH_MAX);
    }

    @Test
    void shouldStoreNoBytesAtAll() throws Exception
    {
        assertTrue(store(new byte[0], SECOND_NS).isStored());
        assertEquals(hex(new byte[0]), HexFormat.of().formatHex(node.sha256));
    }

    @Test
    void shouldComeThroughLostPartsAndAnswersBySeed() throws Exception
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            node.loss = new Random(seed);
            node.lossPercent = 15;
            final SnapshotOutcome outcome = store(BYTES, 600 * SECOND_NS);

            assertTrue(outcome.isStored(), "seed " + seed + ": " + outcome);
            assertArrayEquals(BYTES, node.taken.toByteArray(), "seed " + seed);
            assertEquals(hex(BYTES), HexFormat.of().formatHex(node.sha256), "seed " + seed);
        }
    }

    @Test
    void shouldBeginAgainWhenTheNodeHasForgottenTheBeginning() throws Exception
    {
        onIdle = () ->
        {
            if (node.taken.size() > 500_000 && node.putCount < 1_000)
            {
                node.putCount = 1_000;
                node.taken.reset();
            }
        };

        assertTrue(store(BYTES, 60 * SECOND_NS).isStored());
        assertArrayEquals(BYTES, node.taken.toByteArray());
        assertEquals(hex(BYTES), HexFormat.of().formatHex(node.sha256));
    }

    @Test
    void shouldRefuseAnAnswerThatIsCutOrNotToAQuestion()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[100]);
        for (int length = 0; length < 45; length++)
        {
            assertFalse(calls.onAnswer(buffer, 0, length));
        }

        store(BYTES, 60 * SECOND_NS);
        assertFalse(answers.contains(false));
    }

    private final class Idling implements IdleStrategy
    {
        @Override
        public void idle(final int workCount)
        {
            idle();
        }

        @Override
        public void idle()
        {
            nowNs += 1_000_000;
            node.doWork();
            onIdle.run();
        }

        @Override
        public void reset()
        {
            // Nothing is kept.
        }
    }
}
