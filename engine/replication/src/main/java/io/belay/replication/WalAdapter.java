package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.sbe.wal.BooleanType;
import io.belay.sbe.wal.HeartbeatDecoder;
import io.belay.sbe.wal.MarketOpenDecoder;
import io.belay.sbe.wal.MatchDecoder;
import io.belay.sbe.wal.MessageHeaderDecoder;
import io.belay.sbe.wal.TailRequestDecoder;
import io.belay.wire.Defect;
import io.belay.wire.Entry;
import io.belay.wire.MessageGuard;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;

/**
 * Decodes what owners send to a replica and hands it to the handler of its kind.
 */
final class WalAdapter
{
    private final ReplicaCore core;
    private final ErrorHandler errorHandler;
    private final MessageRegistry registry;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MarketOpenDecoder marketOpen = new MarketOpenDecoder();
    private final MatchDecoder match = new MatchDecoder();
    private final TailRequestDecoder tailRequest = new TailRequestDecoder();
    private final HeartbeatDecoder heartbeat = new HeartbeatDecoder();
    private final EpochChain chain = new EpochChain();

    WalAdapter(final ReplicaCore core, final MessageRegistry registry, final ErrorHandler errorHandler)
    {
        this.core = core;
        this.registry = registry;
        this.errorHandler = errorHandler;
        registry.register(Entry.WAL_FRAME, core::onEntry);
        registry.register(Entry.EPOCH_START, core::onEntry);
        registry.register(Entry.EPOCH_ESTABLISHED, core::onEntry);
        registry.register(Entry.SNAPSHOT_MARK, core::onEntry);
        registry.register(Entry.CEILING_LEASE, core::onEntry);
        registry.register(Entry.CLIENT_SESSION, core::onEntry);
        registry.register(MarketOpenDecoder.TEMPLATE_ID, this::onMarketOpen);
        registry.register(MatchDecoder.TEMPLATE_ID, this::onMatch);
        registry.register(TailRequestDecoder.TEMPLATE_ID, this::onTailRequest);
        registry.register(HeartbeatDecoder.TEMPLATE_ID, this::onHeartbeat);
    }

    /**
     * Takes one message, whatever it is. What cannot be read, and a handler that throws, are answered to the owner; the
     * poll goes on.
     */
    void onMessage(final long source, final DirectBuffer buffer, final int offset, final int length)
    {
        final Defect defect = MessageGuard.check(buffer, offset, length);
        if (Defect.NONE != defect)
        {
            core.onDefect(source, marketIdOf(buffer, offset, length), defect.name());

            return;
        }

        try
        {
            if (!registry.dispatch(source, buffer, offset, length))
            {
                core.onDefect(source, 0, Defect.UNKNOWN_TEMPLATE.name());
            }
        }
        catch (final RuntimeException ex)
        {
            errorHandler.onError(ex);
            core.onHandlerFailed(source, marketIdOf(buffer, offset, length));
        }
    }

    /** The market that an entry names, even one that is damaged; 0 when it cannot be told. */
    private static long marketIdOf(final DirectBuffer buffer, final int offset, final int length)
    {
        return length >= Entry.HEADER_LENGTH + Long.BYTES ? Entry.marketId(buffer, offset) : 0;
    }

    private void onMarketOpen(final long source, final DirectBuffer buffer, final int offset, final int length)
    {
        marketOpen.wrapAndApplyHeader(buffer, offset, header);
        if (marketOpen.replicaNodeId() != core.nodeId())
        {
            return;
        }

        chain.clear();
        for (final MarketOpenDecoder.ChainDecoder element : marketOpen.chain())
        {
            final long epoch = element.epoch();
            chain.add(epoch, element.position(), element.firstTxid(), 0, 0);
            if (BooleanType.T == element.established())
            {
                chain.establish(epoch);
            }
        }

        core.onMarketOpen(
            source,
            marketOpen.session(),
            marketOpen.marketId(),
            marketOpen.epoch(),
            marketOpen.ownerInstance(),
            marketOpen.ownerNodeId(),
            marketOpen.entryLengthMax(),
            chain);
    }

    private void onMatch(final long source, final DirectBuffer buffer, final int offset, final int length)
    {
        match.wrapAndApplyHeader(buffer, offset, header);
        if (match.replicaNodeId() == core.nodeId())
        {
            core.onMatch(source, match.session(), match.marketId(), match.commonPosition(), match.commonTxid());
        }
    }

    private void onTailRequest(final long source, final DirectBuffer buffer, final int offset, final int length)
    {
        tailRequest.wrapAndApplyHeader(buffer, offset, header);
        if (tailRequest.replicaNodeId() == core.nodeId())
        {
            core.onTailRequest(source, tailRequest.session(), tailRequest.marketId(), tailRequest.fromPosition());
        }
    }

    private void onHeartbeat(final long source, final DirectBuffer buffer, final int offset, final int length)
    {
        heartbeat.wrapAndApplyHeader(buffer, offset, header);
        if (heartbeat.ownerNodeId() == core.nodeId())
        {
            return; // For the standby: the own journal listens to the same stream.
        }

        core.onHeartbeat(heartbeat.ownerInstance(), heartbeat.ownerNodeId());
        for (final HeartbeatDecoder.MarketsDecoder market : heartbeat.markets())
        {
            core.onHeartbeatMarket(
                source, market.marketId(), market.session(), market.position(), market.committedTxid());
        }
    }
}
