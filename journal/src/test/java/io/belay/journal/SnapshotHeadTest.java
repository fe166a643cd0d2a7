package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.belay.sbe.wal.Alone;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.WalFrameEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class SnapshotHeadTest
{
    private static final long MARKET_ID = SnapshotRig.MARKET_ID;
    private static final long FIRST_EPOCH = 1L << 16 | 1;
    private static final long SECOND_EPOCH = 2L << 16 | 2;
    private static final long THIRD_EPOCH = 3L << 16 | 1;

    private final MarketHistory history = new MarketHistory(MARKET_ID);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[200]);

    SnapshotHeadTest()
    {
        history.restore(60, 50, THIRD_EPOCH, 4L << 16 | 2, 7_777, 48, 5_000);
        add(FIRST_EPOCH, 1, 1);
        add(SECOND_EPOCH, 30, 25);
        add(THIRD_EPOCH, 50, 43);
    }

    private void add(final long epoch, final long position, final long firstTxid)
    {
        history.chain().add(epoch, position, firstTxid, 70 + epoch, 80 + epoch);
        history.chain().keptBy(1, 2, 2, Alone.STANDBY);
        history.chain().establish(epoch);
    }

    private void frame(final long marketId, final long epoch, final long position, final long txid)
    {
        new WalFrameEncoder().wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
            .marketId(marketId).epoch(epoch).position(position).txid(txid).committedTxid(txid - 3).hlc(6_000)
            .clientId(1).clientSequence(1).crc32c(0).putBytes(new byte[10], 0, 10);
    }

    private SnapshotHead asOf()
    {
        return SnapshotHead.asOf(history, frame, 0, 99, 1234, new byte[]{1, 2, 3});
    }

    @Test
    void shouldRefuseAFrameOfAnotherMarketOrHistory()
    {
        frame(MARKET_ID + 1, SECOND_EPOCH, 40, 33);
        assertThrows(IllegalArgumentException.class, this::asOf);
        frame(MARKET_ID, FIRST_EPOCH, 40, 33);
        assertThrows(IllegalArgumentException.class, this::asOf);
        frame(MARKET_ID, FIRST_EPOCH, 0, 33);
        assertThrows(IllegalArgumentException.class, this::asOf);
    }

    @Test
    void shouldLeaveOutWhatCameBehindTheFrame()
    {
        frame(MARKET_ID, SECOND_EPOCH, 40, 33);
        final SnapshotHead head = asOf();
        final MarketHistory bootstrapped = new MarketHistory(MARKET_ID);
        head.restore(bootstrapped);

        assertEquals(40, bootstrapped.lastPosition());
        assertEquals(33, bootstrapped.lastTxid());
        assertEquals(33, bootstrapped.committedTxid());
        assertEquals(SECOND_EPOCH, bootstrapped.lastEpoch());
        assertEquals(4L << 16 | 2, bootstrapped.highestEpoch());
        assertEquals(6_000, bootstrapped.lastHlc());
        assertEquals(5_000, bootstrapped.ceilingMs());
        assertEquals(2, bootstrapped.chain().size());
        assertThrows(IllegalArgumentException.class, () -> head.restore(new MarketHistory(MARKET_ID + 1)));
    }

    @Test
    void shouldBeTheSameWhenItIsReadBack()
    {
        frame(MARKET_ID, THIRD_EPOCH, 55, 46);
        final SnapshotHead head = asOf().with(1_000_000_000_000L, SnapshotRig.digest(new byte[0]));
        final SnapshotHead read = SnapshotHeadCodec.decode(SnapshotHeadCodec.encode(head).array());

        assertEquals(head.numbers(), read.numbers());
        assertEquals(head.sha256(), read.sha256());
        assertEquals(head.bytesLength(), read.bytesLength());
        assertArrayEquals(head.clients(), read.clients());
        assertEquals(3, read.chain().size());
        for (int i = 0; i < 3; i++)
        {
            assertEquals(history.chain().epoch(i), read.chain().epoch(i));
            assertEquals(history.chain().position(i), read.chain().position(i));
            assertEquals(history.chain().firstTxid(i), read.chain().firstTxid(i));
            assertEquals(history.chain().ownerJournalId(i), read.chain().ownerJournalId(i));
            assertEquals(history.chain().standbyJournalId(i), read.chain().standbyJournalId(i));
            assertEquals(history.chain().ownerNodeId(i), read.chain().ownerNodeId(i));
            assertEquals(history.chain().standbyNodeId(i), read.chain().standbyNodeId(i));
            assertEquals(history.chain().w(i), read.chain().w(i));
            assertEquals(history.chain().alone(i), read.chain().alone(i));
            assertEquals(history.chain().isEstablished(i), read.chain().isEstablished(i));
        }
    }

    @Test
    void shouldBeNoneWhenAnyBitOfItIsFlippedOrItIsCut()
    {
        frame(MARKET_ID, THIRD_EPOCH, 55, 46);
        final byte[] bytes = SnapshotHeadCodec.encode(asOf().with(5, SnapshotRig.digest(new byte[0]))).array();

        for (int bit = 0; bit < bytes.length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit & 7));
            assertNull(SnapshotHeadCodec.decode(bytes), "bit " + bit);
            bytes[bit / 8] ^= (byte)(1 << (bit & 7));
            assertNull(SnapshotHeadCodec.decode(java.util.Arrays.copyOf(bytes, bit / 8)), "cut");
        }
    }
}
