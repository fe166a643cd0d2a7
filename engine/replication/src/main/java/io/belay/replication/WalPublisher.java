package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.sbe.wal.Alone;
import io.belay.sbe.wal.BooleanType;
import io.belay.sbe.wal.Claim;
import io.belay.sbe.wal.EpochEstablishedEncoder;
import io.belay.sbe.wal.EpochStartEncoder;
import io.belay.sbe.wal.HeartbeatEncoder;
import io.belay.sbe.wal.MarketOpenEncoder;
import io.belay.sbe.wal.MatchEncoder;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.TailRequestEncoder;
import io.belay.sbe.wal.WalFrameEncoder;
import io.belay.transport.OutboundStream;
import io.belay.wire.Crc32c;
import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Encodes what an owner sends on one WAL stream. Each call answers false when there is no room now.
 */
final class WalPublisher
{
    private final OutboundStream stream;
    private final Crc32c crc = new Crc32c();
    private final ExpandableArrayBuffer staging = new ExpandableArrayBuffer(1024);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final WalFrameEncoder frame = new WalFrameEncoder();
    private final EpochStartEncoder epochStart = new EpochStartEncoder();
    private final EpochEstablishedEncoder established = new EpochEstablishedEncoder();
    private final MarketOpenEncoder marketOpen = new MarketOpenEncoder();
    private final MatchEncoder match = new MatchEncoder();
    private final TailRequestEncoder tailRequest = new TailRequestEncoder();
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();

    WalPublisher(final OutboundStream stream)
    {
        this.stream = stream;
    }

    /**
     * Longest bytes of a frame that the stream can carry.
     */
    int frameLengthMax()
    {
        return stream.messageLengthMax() - Entry.FRAME_BYTES_OFFSET;
    }

    boolean frame(
        final OwnerMarket market,
        final long hlc,
        final long clientId,
        final long clientSequence,
        final DirectBuffer source,
        final int sourceOffset,
        final int sourceLength)
    {
        final int length = Entry.FRAME_BYTES_OFFSET + sourceLength;
        if (length > stream.claimLengthMax())
        {
            encode(staging, 0, length, market, hlc, clientId, clientSequence, source, sourceOffset, sourceLength);

            return stream.offer(staging, 0, length);
        }

        if (!stream.claim(length))
        {
            return false;
        }

        encode(
            stream.buffer(),
            stream.offset(),
            length,
            market,
            hlc,
            clientId,
            clientSequence,
            source,
            sourceOffset,
            sourceLength);
        stream.commit();

        return true;
    }

    private void encode(
        final MutableDirectBuffer buffer,
        final int offset,
        final int length,
        final OwnerMarket market,
        final long hlc,
        final long clientId,
        final long clientSequence,
        final DirectBuffer source,
        final int sourceOffset,
        final int sourceLength)
    {
        buffer.checkLimit(offset + length);
        frame.wrapAndApplyHeader(buffer, offset, header)
            .marketId(market.marketId())
            .epoch(market.epoch())
            .position(market.history().lastPosition() + 1)
            .txid(market.history().lastTxid() + 1)
            .committedTxid(market.committedTxid())
            .hlc(hlc)
            .clientId(clientId)
            .clientSequence(clientSequence)
            .crc32c(0)
            .putBytes(source, sourceOffset, sourceLength);
        crc.seal(buffer, offset, length);
    }

    /**
     * Writes the entry that begins an epoch, and takes it into the market's history when it has left.
     */
    boolean epochStart(
        final OwnerMarket market, final long hlc, final long ownerJournalId, final long standbyJournalId)
    {
        final EpochChain chain = market.history().chain();
        epochStart.wrapAndApplyHeader(staging, 0, header)
            .marketId(market.marketId())
            .epoch(market.epoch())
            .position(market.history().lastPosition() + 1)
            .txid(market.history().lastTxid() + 1)
            .committedTxid(market.committedTxid())
            .hlc(hlc)
            .ownerJournalId(ownerJournalId)
            .standbyJournalId(standbyJournalId)
            .crc32c(0)
            .previousEpoch(market.history().lastEpoch())
            .ceiling(0)
            .ownerNodeId(market.ownerNodeId())
            .standbyNodeId(market.standbyNodeId())
            .w((short)market.w())
            .alone(1 == market.w() ? Alone.OWNER : Alone.STANDBY)
            .lossAccepted(BooleanType.F)
            .vouched(BooleanType.F);

        final int first = chain.firstStated();
        final EpochStartEncoder.ChainEncoder element = epochStart.chainCount(chain.size() - first);
        for (int i = first; i < chain.size(); i++)
        {
            element.next()
                .epoch(chain.epoch(i))
                .position(chain.position(i))
                .firstTxid(chain.firstTxid(i))
                .established(chain.isEstablished(i) ? BooleanType.T : BooleanType.F);
        }

        return offerEntry(market, epochStart.limit());
    }

    boolean established(
        final OwnerMarket market, final long hlc, final long ownerJournalId, final long standbyJournalId)
    {
        established.wrapAndApplyHeader(staging, 0, header)
            .marketId(market.marketId())
            .epoch(market.epoch())
            .position(market.history().lastPosition() + 1)
            .txid(market.history().lastTxid())
            .committedTxid(market.committedTxid())
            .hlc(hlc)
            .ownerJournalId(ownerJournalId)
            .standbyJournalId(standbyJournalId)
            .crc32c(0);

        return offerEntry(market, established.limit());
    }

    private boolean offerEntry(final OwnerMarket market, final int length)
    {
        crc.seal(staging, 0, length);
        if (!stream.offer(staging, 0, length))
        {
            return false;
        }

        market.history().onEntry(Entry.templateId(staging, 0), staging, 0);

        return true;
    }

    /**
     * Sends an entry of the journal again, byte for byte.
     */
    boolean resend(final DirectBuffer buffer, final int offset, final int length)
    {
        return stream.offer(buffer, offset, length);
    }

    boolean marketOpen(
        final OwnerMarket market, final int replicaNodeId, final long session, final long ownerInstance)
    {
        final EpochChain chain = market.history().chain();
        marketOpen.wrapAndApplyHeader(staging, 0, header)
            .session(session)
            .marketId(market.marketId())
            .epoch(market.epoch())
            .lastPosition(market.history().lastPosition())
            .lastTxid(market.history().lastTxid())
            .committedTxid(market.committedTxid())
            .ownerJournalId(market.ownJournalId())
            .ownerInstance(ownerInstance)
            .ownerNodeId(market.ownerNodeId())
            .replicaNodeId(replicaNodeId)
            .entryLengthMax(market.entryLengthMax())
            .claim(Claim.OWNS);

        final int first = chain.firstStated();
        final MarketOpenEncoder.ChainEncoder element = marketOpen.chainCount(chain.size() - first);
        for (int i = first; i < chain.size(); i++)
        {
            element.next()
                .epoch(chain.epoch(i))
                .position(chain.position(i))
                .firstTxid(chain.firstTxid(i))
                .established(chain.isEstablished(i) ? BooleanType.T : BooleanType.F);
        }

        return stream.offer(staging, 0, marketOpen.limit());
    }

    boolean match(final OwnerMarket market, final ReplicaSlot slot, final long commonPosition, final long commonTxid)
    {
        match.wrapAndApplyHeader(staging, 0, header)
            .session(slot.session)
            .marketId(market.marketId())
            .epoch(market.epoch())
            .commonPosition(commonPosition)
            .commonTxid(commonTxid)
            .replicaNodeId(slot.nodeId);

        return stream.offer(staging, 0, match.limit());
    }

    boolean tailRequest(final OwnerMarket market, final ReplicaSlot slot, final long fromPosition)
    {
        tailRequest.wrapAndApplyHeader(staging, 0, header)
            .session(slot.session)
            .marketId(market.marketId())
            .epoch(market.epoch())
            .fromPosition(fromPosition)
            .replicaNodeId(slot.nodeId);

        return stream.offer(staging, 0, tailRequest.limit());
    }

    /**
     * Begins a heartbeat about a number of markets, each of which is then given by {@link #heartbeatMarket}.
     */
    void beginHeartbeat(final int ownerNodeId, final long ownerInstance, final int marketCount)
    {
        heartbeat.wrapAndApplyHeader(staging, 0, header)
            .ownerInstance(ownerInstance)
            .ownerNodeId(ownerNodeId);
        heartbeatMarkets = heartbeat.marketsCount(marketCount);
    }

    private HeartbeatEncoder.MarketsEncoder heartbeatMarkets;

    void heartbeatMarket(final OwnerMarket market, final long session)
    {
        heartbeatMarkets.next()
            .marketId(market.marketId())
            .session(session)
            .epoch(market.epoch())
            .position(market.promisedPosition())
            .txid(market.history().lastTxid())
            .committedTxid(market.committedTxid());
    }

    boolean endHeartbeat()
    {
        return stream.offer(staging, 0, heartbeat.limit());
    }
}
