package io.belay.wire;

import io.belay.sbe.wal.Alone;
import io.belay.sbe.wal.BooleanType;
import io.belay.sbe.wal.CeilingLeaseEncoder;
import io.belay.sbe.wal.Claim;
import io.belay.sbe.wal.ClientSessionEncoder;
import io.belay.sbe.wal.EpochEstablishedEncoder;
import io.belay.sbe.wal.EpochStartEncoder;
import io.belay.sbe.wal.HandoverAnswerEncoder;
import io.belay.sbe.wal.HandoverCode;
import io.belay.sbe.wal.HandoverRequestEncoder;
import io.belay.sbe.wal.HeartbeatEncoder;
import io.belay.sbe.wal.MarketOpenEncoder;
import io.belay.sbe.wal.MatchEncoder;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.PassEncoder;
import io.belay.sbe.wal.ReplicaHeartbeatEncoder;
import io.belay.sbe.wal.ReplicaStateEncoder;
import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.SnapshotMarkEncoder;
import io.belay.sbe.wal.SnapshotRequestEncoder;
import io.belay.sbe.wal.SnapshotResponseEncoder;
import io.belay.sbe.wal.StateReason;
import io.belay.sbe.wal.SupersededEncoder;
import io.belay.sbe.wal.TailRequestEncoder;
import io.belay.sbe.wal.WalFrameAckEncoder;
import io.belay.sbe.wal.WalFrameEncoder;
import org.agrona.MutableDirectBuffer;

/** Samples of the WAL's schema. */
final class WalSamples
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SampleMessages samples;

    WalSamples(final SampleMessages samples)
    {
        this.samples = samples;
    }

    void addAll()
    {
        samples.addEntry("wal/WalFrame", this::walFrame);
        samples.addEntry("wal/EpochStart", this::epochStart);
        samples.addEntry("wal/EpochEstablished", this::epochEstablished);
        samples.addEntry("wal/Superseded", this::superseded);
        samples.addEntry("wal/SnapshotMark", this::snapshotMark);
        samples.addEntry("wal/CeilingLease", this::ceilingLease);
        samples.addEntry("wal/ClientSession", this::clientSession);
        samples.add("wal/Pass", this::pass);
        samples.add("wal/HandoverRequest", this::handoverRequest);
        samples.add("wal/HandoverAnswer", this::handoverAnswer);
        samples.add("wal/WalFrameAck", this::walFrameAck);
        samples.add("wal/SnapshotRequest", this::snapshotRequest);
        samples.add("wal/SnapshotResponse", this::snapshotResponse);
        samples.add("wal/MarketOpen", this::marketOpen);
        samples.add("wal/ReplicaState", this::replicaState);
        samples.add("wal/Match", this::match);
        samples.add("wal/TailRequest", this::tailRequest);
        samples.add("wal/Heartbeat", this::heartbeat);
        samples.add("wal/ReplicaHeartbeat", this::replicaHeartbeat);
    }

    private int walFrame(final MutableDirectBuffer buffer)
    {
        final WalFrameEncoder encoder = new WalFrameEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .txid(samples.nextLong())
            .committedTxid(samples.nextLong())
            .hlc(samples.nextLong())
            .clientId(samples.nextLong())
            .clientSequence(samples.nextLong())
            .crc32c(0)
            .putBytes(SampleMessages.bytes(29), 0, 29);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int epochStart(final MutableDirectBuffer buffer)
    {
        final EpochStartEncoder encoder = new EpochStartEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .txid(samples.nextLong())
            .committedTxid(samples.nextLong())
            .hlc(samples.nextLong())
            .ownerJournalId(samples.nextLong())
            .standbyJournalId(samples.nextLong())
            .crc32c(0)
            .previousEpoch(samples.nextLong())
            .ceiling(samples.nextLong())
            .ownerNodeId(samples.nextShort())
            .standbyNodeId(samples.nextShort())
            .w((short)2)
            .alone(Alone.STANDBY)
            .lossAccepted(BooleanType.T)
            .vouched(BooleanType.T);
        final EpochStartEncoder.ChainEncoder chain = encoder.chainCount(2);
        chain.next()
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .firstTxid(samples.nextLong())
            .established(BooleanType.T);
        chain.next()
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .firstTxid(samples.nextLong())
            .established(BooleanType.F);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int epochEstablished(final MutableDirectBuffer buffer)
    {
        final EpochEstablishedEncoder encoder = new EpochEstablishedEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .txid(samples.nextLong())
            .committedTxid(samples.nextLong())
            .hlc(samples.nextLong())
            .ownerJournalId(samples.nextLong())
            .standbyJournalId(samples.nextLong())
            .crc32c(0);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int superseded(final MutableDirectBuffer buffer)
    {
        final SupersededEncoder encoder = new SupersededEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .txid(samples.nextLong())
            .committedTxid(samples.nextLong())
            .hlc(samples.nextLong())
            .lastPosition(samples.nextLong())
            .lastTxid(samples.nextLong())
            .crc32c(0);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int snapshotMark(final MutableDirectBuffer buffer)
    {
        final SnapshotMarkEncoder encoder = new SnapshotMarkEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .txid(samples.nextLong())
            .committedTxid(samples.nextLong())
            .hlc(samples.nextLong())
            .snapshotTxid(samples.nextLong())
            .bytesLength(samples.nextLong())
            .crc32c(0)
            .snapshotPosition(samples.nextLong())
            .snapshotEpoch(samples.nextLong())
            .putSha256(SampleMessages.bytes(32), 0, 32);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int ceilingLease(final MutableDirectBuffer buffer)
    {
        final CeilingLeaseEncoder encoder = new CeilingLeaseEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .txid(samples.nextLong())
            .committedTxid(samples.nextLong())
            .hlc(samples.nextLong())
            .ceiling(samples.nextLong())
            .reserved(0)
            .crc32c(0);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int clientSession(final MutableDirectBuffer buffer)
    {
        final ClientSessionEncoder encoder = new ClientSessionEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .txid(samples.nextLong())
            .committedTxid(samples.nextLong())
            .hlc(samples.nextLong())
            .clientId(samples.nextLong())
            .incarnation(samples.nextLong())
            .crc32c(0);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int pass(final MutableDirectBuffer buffer)
    {
        final PassEncoder encoder = new PassEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .handover(samples.nextLong())
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .lastPosition(samples.nextLong())
            .lastTxid(samples.nextLong())
            .ceiling(samples.nextLong())
            .fromNodeId(samples.nextShort())
            .toNodeId(samples.nextShort());

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int handoverRequest(final MutableDirectBuffer buffer)
    {
        final HandoverRequestEncoder encoder = new HandoverRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .handover(samples.nextLong())
            .marketId(samples.nextLong())
            .fromNodeId(samples.nextShort())
            .toNodeId(samples.nextShort());

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int handoverAnswer(final MutableDirectBuffer buffer)
    {
        final HandoverAnswerEncoder encoder = new HandoverAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .code(HandoverCode.NOT_IN_SYNC)
            .handover(samples.nextLong())
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .fromNodeId(samples.nextShort())
            .toNodeId(samples.nextShort());

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int walFrameAck(final MutableDirectBuffer buffer)
    {
        final WalFrameAckEncoder encoder = new WalFrameAckEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .code(ResponseCode.BAD_FRAME)
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .txid(samples.nextLong())
            .journalId(samples.nextLong())
            .session(samples.nextLong());

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int snapshotRequest(final MutableDirectBuffer buffer)
    {
        final SnapshotRequestEncoder encoder = new SnapshotRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .fromTxid(samples.nextLong())
            .journalId(samples.nextLong())
            .session(samples.nextLong())
            .chunkOffset(samples.nextLong())
            .chunkLengthMax(samples.nextInt());

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int snapshotResponse(final MutableDirectBuffer buffer)
    {
        final SnapshotResponseEncoder encoder = new SnapshotResponseEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .code(ResponseCode.OK)
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .txid(samples.nextLong())
            .journalId(samples.nextLong())
            .session(samples.nextLong())
            .chunkOffset(samples.nextLong())
            .totalLength(samples.nextLong())
            .putSha256(SampleMessages.bytes(32), 0, 32)
            .crc32c(samples.nextInt())
            .putBytes(SampleMessages.bytes(11), 0, 11);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int marketOpen(final MutableDirectBuffer buffer)
    {
        final MarketOpenEncoder encoder = new MarketOpenEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .session(samples.nextLong())
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .lastPosition(samples.nextLong())
            .lastTxid(samples.nextLong())
            .committedTxid(samples.nextLong())
            .ownerJournalId(samples.nextLong())
            .ownerInstance(samples.nextLong())
            .ownerNodeId(samples.nextShort())
            .replicaNodeId(samples.nextShort())
            .entryLengthMax(samples.nextInt())
            .claim(Claim.HANDED);
        final MarketOpenEncoder.ChainEncoder chain = encoder.chainCount(2);
        chain.next()
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .firstTxid(samples.nextLong())
            .established(BooleanType.T);
        chain.next()
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .firstTxid(samples.nextLong())
            .established(BooleanType.F);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int replicaState(final MutableDirectBuffer buffer)
    {
        final ReplicaStateEncoder encoder = new ReplicaStateEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .code(ResponseCode.NOT_STANDBY)
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .txid(samples.nextLong())
            .journalId(samples.nextLong())
            .session(samples.nextLong())
            .fenceEpoch(samples.nextLong())
            .lastEpoch(samples.nextLong())
            .durablePosition(samples.nextLong())
            .durableTxid(samples.nextLong())
            .durableEpoch(samples.nextLong())
            .committedTxid(samples.nextLong())
            .lastHlc(samples.nextLong())
            .replicaInstance(samples.nextLong())
            .replicaNodeId(samples.nextShort())
            .reason(StateReason.FENCED)
            .entryLengthMax(samples.nextInt());
        final ReplicaStateEncoder.ChainEncoder chain = encoder.chainCount(1);
        chain.next()
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .firstTxid(samples.nextLong())
            .established(BooleanType.T);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int match(final MutableDirectBuffer buffer)
    {
        final MatchEncoder encoder = new MatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .session(samples.nextLong())
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .commonPosition(samples.nextLong())
            .commonTxid(samples.nextLong())
            .replicaNodeId(samples.nextShort());

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int tailRequest(final MutableDirectBuffer buffer)
    {
        final TailRequestEncoder encoder = new TailRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .session(samples.nextLong())
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .fromPosition(samples.nextLong())
            .replicaNodeId(samples.nextShort());

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int heartbeat(final MutableDirectBuffer buffer)
    {
        final HeartbeatEncoder encoder = new HeartbeatEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .ownerInstance(samples.nextLong())
            .ownerNodeId(samples.nextShort());
        final HeartbeatEncoder.MarketsEncoder markets = encoder.marketsCount(2);
        for (int i = 0; i < 2; i++)
        {
            markets.next()
                .marketId(samples.nextLong())
                .session(samples.nextLong())
                .epoch(samples.nextLong())
                .position(samples.nextLong())
                .txid(samples.nextLong())
                .committedTxid(samples.nextLong());
        }

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int replicaHeartbeat(final MutableDirectBuffer buffer)
    {
        final ReplicaHeartbeatEncoder encoder = new ReplicaHeartbeatEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .replicaInstance(samples.nextLong())
            .journalId(samples.nextLong())
            .ownerInstance(samples.nextLong())
            .replicaNodeId(samples.nextShort());

        return HEADER_LENGTH + encoder.encodedLength();
    }
}
