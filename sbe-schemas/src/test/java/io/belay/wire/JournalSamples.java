package io.belay.wire;

import io.belay.sbe.journal.Alone;
import io.belay.sbe.journal.BooleanType;
import io.belay.sbe.journal.CycleHeaderEncoder;
import io.belay.sbe.journal.CycleSummaryEncoder;
import io.belay.sbe.journal.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;

/** Samples of the journal's schema. */
final class JournalSamples
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SampleMessages samples;

    JournalSamples(final SampleMessages samples)
    {
        this.samples = samples;
    }

    void addAll()
    {
        samples.add("journal/CycleHeader", this::cycleHeader);
        samples.add("journal/CycleSummary", this::cycleSummary);
    }

    private int cycleHeader(final MutableDirectBuffer buffer)
    {
        final CycleHeaderEncoder encoder = new CycleHeaderEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .journalId(samples.nextLong())
            .formatVersion(samples.nextInt())
            .cycle(samples.nextInt())
            .firstSequence(samples.nextLong())
            .createdMs(samples.nextLong())
            .putWalIr(SampleMessages.bytes(17), 0, 17);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int cycleSummary(final MutableDirectBuffer buffer)
    {
        final CycleSummaryEncoder encoder = new CycleSummaryEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .journalId(samples.nextLong())
            .formatVersion(samples.nextInt())
            .cycle(samples.nextInt())
            .firstSequence(samples.nextLong())
            .lastSequence(samples.nextLong())
            .bytesLength(samples.nextLong())
            .sealedMs(samples.nextLong())
            .putSha256(SampleMessages.bytes(32), 0, 32)
            .crc32c(samples.nextInt());
        addMarket(encoder.marketsCount(1).next());
        final CycleSummaryEncoder.ChainsEncoder chains = encoder.chainsCount(2);
        addEpoch(chains.next(), BooleanType.T);
        addEpoch(chains.next(), BooleanType.F);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private void addMarket(final CycleSummaryEncoder.MarketsEncoder market)
    {
        market
            .marketId(samples.nextLong())
            .firstPosition(samples.nextLong())
            .lastPosition(samples.nextLong())
            .firstTxid(samples.nextLong())
            .lastTxid(samples.nextLong())
            .lastEpoch(samples.nextLong())
            .committedTxid(samples.nextLong())
            .lastHlc(samples.nextLong())
            .entries(samples.nextLong())
            .highestEpoch(samples.nextLong())
            .ceiling(samples.nextLong());
    }

    private void addEpoch(final CycleSummaryEncoder.ChainsEncoder epoch, final BooleanType established)
    {
        epoch
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .position(samples.nextLong())
            .firstTxid(samples.nextLong())
            .established(established)
            .ownerJournalId(samples.nextLong())
            .standbyJournalId(samples.nextLong())
            .ownerNodeId(samples.nextShort())
            .standbyNodeId(samples.nextShort())
            .w((short)2)
            .alone(Alone.STANDBY);
    }
}
