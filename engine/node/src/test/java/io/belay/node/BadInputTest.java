package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static io.belay.node.Cluster.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.belay.client.BelayClient;
import io.belay.client.Market;
import io.belay.client.Outcome;
import io.belay.sbe.client.AppendDecoder;
import io.belay.sbe.client.OpenMarketDecoder;
import io.belay.sbe.client.OutcomeDecoder;
import io.belay.sbe.wal.WalFrameAckDecoder;
import io.belay.sbe.wal.WalFrameDecoder;
import io.belay.wire.MarketId;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages that no peer and no client should send, thrown at the streams of a live pair by a stranger.
 */
@Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadInputTest
{
    private static final String BTC = "BTC-USD";
    private static final long SEED = Long.getLong("belay.test.seed", System.nanoTime());
    private static final int[] TEMPLATES = templates();

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);
    private final Random random = new Random(SEED);
    @TempDir
    private Path directory;
    private Cluster cluster;
    private RunningNode alpha;
    private RunningNode beta;
    private Aeron stranger;
    private Market market;
    private int appended;

    /** All that are known, and some that are not. */
    private static int[] templates()
    {
        final int[] templates = new int[0x60];
        for (int i = 0; i < templates.length; i++)
        {
            templates[i] = 0xA020 + i;
        }

        return templates;
    }

    @BeforeEach
    void start()
    {
        // Only what this test does is counted as an error.
        cluster = Cluster.withDriver(directory).with("belay.replica.timeout", "30s");
        alpha = cluster.start(ALPHA);
        beta = cluster.start(BETA);
        alpha.awaitLive(BTC);
        stranger = Aeron.connect(new Aeron.Context().aeronDirectoryName(cluster.aeronDirectory()));
        final BelayClient client = cluster.connect(ALPHA);
        market = client.market(BTC);
    }

    @AfterEach
    void stop()
    {
        CloseHelper.close(stranger);
        cluster.close();
    }

    private Publication wal(final String node)
    {
        return stranger.addPublication(
            "aeron:udp?endpoint=" + cluster.get("belay.node." + node + ".endpoint"), NodeStreams.WAL_STREAM_ID);
    }

    private Publication acks(final String node)
    {
        return stranger.addPublication(
            "aeron:udp?endpoint=" + cluster.get("belay.node." + node + ".endpoint"), NodeStreams.ACK_STREAM_ID);
    }

    private Publication appends()
    {
        return stranger.addPublication("aeron:ipc", NodeStreams.APPEND_STREAM_BASE + 1);
    }

    private void send(final Publication publication, final int length)
    {
        Await.until("a message leaves for " + publication.channel(), () -> publication.offer(buffer, 0, length) > 0);
    }

    private void header(final int blockLength, final int templateId, final int schemaId, final int version)
    {
        buffer.putShort(0, (short)blockLength, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(2, (short)templateId, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(4, (short)schemaId, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(6, (short)version, ByteOrder.LITTLE_ENDIAN);
    }

    private void appendDurably()
    {
        final Outcome outcome = market.appendAndAwait(new UnsafeBuffer(new byte[100]), 0, 100);
        assertTrue(outcome.isDurable(), outcome::toString);
        appended++;
    }

    private void checkNothingLost()
    {
        appendDurably();
        assertNull(alpha.failure());
        assertNull(beta.failure());
        alpha.close();
        beta.close();
        assertEquals(appended, JournalContent.of(alpha.directory()).frames(BTC).size());
        assertEquals(
            JournalContent.of(alpha.directory()).frames(BTC), JournalContent.of(beta.directory()).frames(BTC));
    }

    /** Each kind of defect once: nine of them. */
    private void throwDefects(
        final Publication publication,
        final int schemaId,
        final int templateId,
        final int blockLength,
        final int foreignTemplateId,
        final int foreignSchemaId,
        final int foreignBlockLength)
    {
        send(publication, 0);
        send(publication, 1);
        header(blockLength, templateId, schemaId, 0);
        send(publication, 7);
        send(publication, 8);
        send(publication, 8 + blockLength - 1);
        header(blockLength, templateId, schemaId, 1);
        send(publication, 500);
        header(blockLength, 0xA0FF, schemaId, 0);
        send(publication, 500);
        header(blockLength, templateId, 99, 0);
        send(publication, 500);
        // Well formed, but nothing that is said on this stream.
        buffer.setMemory(0, buffer.capacity(), (byte)0);
        header(foreignBlockLength, foreignTemplateId, foreignSchemaId, 0);
        send(publication, 8 + foreignBlockLength);
    }

    @Test
    void shouldCountAndReportWhatCannotBeRead()
    {
        appendDurably();
        throwDefects(wal(ALPHA), WalFrameDecoder.SCHEMA_ID, WalFrameDecoder.TEMPLATE_ID, WalFrameDecoder.BLOCK_LENGTH,
            WalFrameAckDecoder.TEMPLATE_ID, WalFrameAckDecoder.SCHEMA_ID, WalFrameAckDecoder.BLOCK_LENGTH);
        Await.until("9 on the WAL", () -> 9 == alpha.status().defects(), () -> alpha.status());
        throwDefects(acks(ALPHA), WalFrameAckDecoder.SCHEMA_ID, WalFrameAckDecoder.TEMPLATE_ID,
            WalFrameAckDecoder.BLOCK_LENGTH,
            OutcomeDecoder.TEMPLATE_ID, OutcomeDecoder.SCHEMA_ID, OutcomeDecoder.BLOCK_LENGTH);
        Await.until("9 acks", () -> 18 == alpha.status().defects(), () -> alpha.status());
        throwDefects(appends(), AppendDecoder.SCHEMA_ID, AppendDecoder.TEMPLATE_ID, AppendDecoder.BLOCK_LENGTH,
            OutcomeDecoder.TEMPLATE_ID, OutcomeDecoder.SCHEMA_ID, OutcomeDecoder.BLOCK_LENGTH);
        Await.until("9 requests", () -> 27 == alpha.status().defects(), () -> alpha.status());
        assertEquals(27, alpha.status().errorCount());

        for (final String sender : new String[]{"an owner", "a replica", "a client"})
        {
            for (final String defect : new String[]{"TRUNCATED", "NEWER_VERSION", "UNKNOWN_TEMPLATE", "WRONG_SCHEMA"})
            {
                final String text = sender + " sent a message that cannot be read: " + defect;
                assertEquals(1, alpha.err().lines().filter(("belay: " + text)::equals).count(), alpha.err());
                assertTrue(alpha.status().errors().stream().anyMatch((error) -> error.firstLine().endsWith(text)),
                    () -> text + " in " + alpha.status());
            }
        }

        checkNothingLost();
    }

    @Test
    void shouldRefuseRequestsOfASessionThatDoesNotExist()
    {
        final Publication publication = appends();
        buffer.setMemory(0, buffer.capacity(), (byte)0);
        header(OpenMarketDecoder.BLOCK_LENGTH, OpenMarketDecoder.TEMPLATE_ID, OpenMarketDecoder.SCHEMA_ID, 0);
        send(publication, 8 + OpenMarketDecoder.BLOCK_LENGTH + 4);
        header(AppendDecoder.BLOCK_LENGTH, AppendDecoder.TEMPLATE_ID, AppendDecoder.SCHEMA_ID, 0);
        buffer.putLong(16, MarketId.of(BTC), ByteOrder.LITTLE_ENDIAN);
        send(publication, 8 + AppendDecoder.BLOCK_LENGTH + 4);
        Await.until("both are counted", () -> 2 == alpha.status().defects(), () -> alpha.status());
        assertTrue(alpha.err().contains("a client uses a session that this node does not know"), alpha.err());
        checkNothingLost();
    }

    @Test
    void shouldLiveOnWhenAnythingAtAllIsSent()
    {
        System.out.println("seed " + SEED);
        final Publication[] publications = {wal(ALPHA), acks(ALPHA), wal(BETA), acks(BETA), appends()};
        final byte[] bytes = new byte[300];
        for (int i = 0; i < 20_000; i++)
        {
            random.nextBytes(bytes);
            buffer.putBytes(0, bytes);
            final int templateId = TEMPLATES[random.nextInt(TEMPLATES.length)];
            header(bytes[8] & 0x7F, templateId, templateId >= 0xA050 ? 3 : 1, 0);
            if (random.nextBoolean())
            {
                // About a market that is kept here, wherever a message may name one.
                buffer.putLong(8 + 8 * random.nextInt(4), MarketId.of(BTC), ByteOrder.LITTLE_ENDIAN);
            }

            if (random.nextBoolean())
            {
                // The rest is empty groups and texts, so that more of it is well formed.
                buffer.setMemory(8 + (bytes[8] & 0x7F), 64, (byte)0);
            }

            send(publications[random.nextInt(publications.length)], random.nextInt(bytes.length));
            if (0 == i % 1000)
            {
                appendDurably();
            }
        }

        assertTrue(alpha.status().defects() > 0);
        checkNothingLost();
    }
}
