package io.belay.replication;

import io.belay.sbe.wal.Alone;
import io.belay.sbe.wal.BooleanType;
import io.belay.sbe.wal.EpochEstablishedEncoder;
import io.belay.sbe.wal.EpochStartEncoder;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.SupersededEncoder;
import io.belay.sbe.wal.WalFrameEncoder;
import io.belay.wire.Crc32c;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes sealed entries of one market, as an owner would, right or wrong. The timestamp is the position.
 */
final class TestEntries
{
    private final long marketId;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    TestEntries(final long marketId)
    {
        this.marketId = marketId;
    }

    UnsafeBuffer start(final long epoch, final long position, final long firstTxid)
    {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final EpochStartEncoder start = new EpochStartEncoder();
        start.wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId)
            .epoch(epoch)
            .position(position)
            .txid(firstTxid)
            .committedTxid(0)
            .hlc(position)
            .ownerJournalId(101)
            .standbyJournalId(202)
            .crc32c(0)
            .previousEpoch(0)
            .ceiling(0)
            .ownerNodeId(TestCluster.ALPHA)
            .standbyNodeId(TestCluster.BETA)
            .w((short)2)
            .alone(Alone.STANDBY)
            .lossAccepted(BooleanType.F)
            .vouched(BooleanType.F);
        start.chainCount(0);

        return seal(buffer, start.limit());
    }

    UnsafeBuffer established(final long epoch, final long position, final long txid)
    {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final EpochEstablishedEncoder established = new EpochEstablishedEncoder();
        established.wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId)
            .epoch(epoch)
            .position(position)
            .txid(txid)
            .committedTxid(0)
            .hlc(position)
            .ownerJournalId(101)
            .standbyJournalId(202)
            .crc32c(0);

        return seal(buffer, established.limit());
    }

    UnsafeBuffer frame(final long epoch, final long position, final long txid)
    {
        return frame(epoch, position, txid, 0);
    }

    UnsafeBuffer frame(final long epoch, final long position, final long txid, final long committedTxid)
    {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final WalFrameEncoder frame = new WalFrameEncoder();
        frame.wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId)
            .epoch(epoch)
            .position(position)
            .txid(txid)
            .committedTxid(committedTxid)
            .hlc(position)
            .clientId(1)
            .clientSequence(txid)
            .crc32c(0)
            .putBytes(new byte[] {1, 2, 3}, 0, 3);

        return seal(buffer, frame.limit());
    }

    UnsafeBuffer superseded(final long epoch, final long position, final long txid)
    {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final SupersededEncoder superseded = new SupersededEncoder();
        superseded.wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId)
            .epoch(epoch)
            .position(position)
            .txid(txid)
            .committedTxid(0)
            .hlc(position)
            .lastPosition(position)
            .lastTxid(txid)
            .crc32c(0);

        return seal(buffer, superseded.limit());
    }

    private static UnsafeBuffer seal(final ExpandableArrayBuffer buffer, final int length)
    {
        new Crc32c().seal(buffer, 0, length);
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);

        return new UnsafeBuffer(bytes);
    }
}
