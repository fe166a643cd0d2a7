package io.belay.journal.tools;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.belay.sbe.wal.Alone;
import io.belay.sbe.wal.BooleanType;
import io.belay.sbe.wal.CeilingLeaseEncoder;
import io.belay.sbe.wal.ClientSessionEncoder;
import io.belay.sbe.wal.EpochEstablishedEncoder;
import io.belay.sbe.wal.EpochStartEncoder;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.SnapshotMarkEncoder;
import io.belay.sbe.wal.SupersededEncoder;
import io.belay.sbe.wal.WalFrameEncoder;
import io.belay.wire.Crc32c;
import io.belay.wire.Epoch;
import io.belay.wire.MarketId;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Makes the entries that a node would append for one market, in the order of its history.
 */
final class WalEntries
{
    /** 2026-11-21T09:30:00.000Z. */
    static final long START_MS = 1_795_253_400_000L;
    static final long OWNER_JOURNAL_ID = 0x1111_2222_3333_4444L;
    static final long STANDBY_JOURNAL_ID = 0x5555_6666_7777_8888L;

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final WalFrameEncoder frame = new WalFrameEncoder();
    private final EpochStartEncoder epochStart = new EpochStartEncoder();
    private final EpochEstablishedEncoder epochEstablished = new EpochEstablishedEncoder();
    private final SupersededEncoder superseded = new SupersededEncoder();
    private final Crc32c crc = new Crc32c();
    private final long marketId;
    private long position;
    private long txid;
    private long epoch = Epoch.NONE;
    private long hlc = START_MS << 16;
    private int length;
    private long ceilingMs = Long.MAX_VALUE >>> 16;

    WalEntries(final String market)
    {
        this.marketId = MarketId.of(market);
    }

    WalEntries at(final long newPosition, final long newTxid, final long newEpoch, final long newHlc)
    {
        position = newPosition;
        txid = newTxid;
        epoch = newEpoch;
        hlc = newHlc;

        return this;
    }

    WalEntries tick(final long ms)
    {
        hlc += ms << 16;

        return this;
    }

    WalEntries frame(final String text)
    {
        return frame(text.getBytes(StandardCharsets.UTF_8));
    }

    WalEntries frame(final byte[] bytes)
    {
        position++;
        txid++;
        hlc++;
        frame.wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId)
            .epoch(epoch)
            .position(position)
            .txid(txid)
            .committedTxid(txid - 1)
            .hlc(hlc)
            .clientId(7)
            .clientSequence(txid)
            .crc32c(0)
            .putBytes(bytes, 0, bytes.length);

        return seal(frame.encodedLength());
    }

    WalEntries epochStart(final int nodeId)
    {
        final long previous = epoch;
        epoch = Epoch.next(previous, nodeId);
        position++;
        hlc++;
        epochStart.wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId)
            .epoch(epoch)
            .position(position)
            .txid(txid + 1)
            .committedTxid(txid)
            .hlc(hlc)
            .ownerJournalId(OWNER_JOURNAL_ID)
            .standbyJournalId(STANDBY_JOURNAL_ID)
            .crc32c(0)
            .previousEpoch(previous)
            .ceiling(ceilingMs)
            .ownerNodeId(nodeId)
            .standbyNodeId(2)
            .w((short)2)
            .alone(Alone.STANDBY)
            .lossAccepted(BooleanType.F)
            .vouched(BooleanType.F);

        epochStart.chainCount(1).next()
            .epoch(epoch)
            .position(position)
            .firstTxid(txid + 1)
            .established(BooleanType.F);

        return seal(epochStart.encodedLength());
    }

    /** Of the epochs that begin from here on. */
    WalEntries ceiling(final long ms)
    {
        ceilingMs = ms;

        return this;
    }

    WalEntries ceilingLease(final long ms)
    {
        position++;
        new CeilingLeaseEncoder().wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId)
            .epoch(epoch)
            .position(position)
            .txid(txid)
            .committedTxid(txid)
            .hlc(hlc)
            .ceiling(ms)
            .reserved(0)
            .crc32c(0);

        return seal(CeilingLeaseEncoder.BLOCK_LENGTH);
    }

    WalEntries clientSession(final long clientId, final long incarnation)
    {
        position++;
        new ClientSessionEncoder().wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId)
            .epoch(epoch)
            .position(position)
            .txid(txid)
            .committedTxid(txid)
            .hlc(hlc)
            .clientId(clientId)
            .incarnation(incarnation)
            .crc32c(0);

        return seal(ClientSessionEncoder.BLOCK_LENGTH);
    }

    WalEntries snapshotMark(final long bytesLength)
    {
        position++;
        final byte[] sha256 = new byte[32];
        Arrays.fill(sha256, (byte)0xAB);
        new SnapshotMarkEncoder().wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId)
            .epoch(epoch)
            .position(position)
            .txid(txid)
            .committedTxid(txid)
            .hlc(hlc)
            .snapshotTxid(txid)
            .bytesLength(bytesLength)
            .crc32c(0)
            .snapshotPosition(position - 1)
            .snapshotEpoch(epoch)
            .putSha256(sha256, 0, sha256.length);

        return seal(SnapshotMarkEncoder.BLOCK_LENGTH);
    }

    WalEntries epochEstablished()
    {
        position++;
        hlc++;
        epochEstablished.wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId)
            .epoch(epoch)
            .position(position)
            .txid(txid)
            .committedTxid(txid)
            .hlc(hlc)
            .ownerJournalId(OWNER_JOURNAL_ID)
            .standbyJournalId(STANDBY_JOURNAL_ID)
            .crc32c(0);

        return seal(EpochEstablishedEncoder.BLOCK_LENGTH);
    }

    /** Ends the life of the last entries, so many of them frames, and goes back to the epoch before. */
    WalEntries supersede(final int entries, final int frames, final long liveEpoch)
    {
        superseded.wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId)
            .epoch(epoch)
            .position(position - entries + 1)
            .txid(txid - frames + 1)
            .committedTxid(0)
            .hlc(hlc)
            .lastPosition(position)
            .lastTxid(txid)
            .crc32c(0);
        position -= entries;
        txid -= frames;
        epoch = liveEpoch;

        return seal(SupersededEncoder.BLOCK_LENGTH);
    }

    private WalEntries seal(final int bodyLength)
    {
        length = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        crc.seal(buffer, 0, length);

        return this;
    }

    MutableDirectBuffer buffer()
    {
        return buffer;
    }

    int length()
    {
        return length;
    }

    long marketId()
    {
        return marketId;
    }

    long epoch()
    {
        return epoch;
    }

    long hlc()
    {
        return hlc;
    }

    long position()
    {
        return position;
    }
}
