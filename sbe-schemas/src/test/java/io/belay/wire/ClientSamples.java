package io.belay.wire;

import io.belay.sbe.client.AppendEncoder;
import io.belay.sbe.client.BooleanType;
import io.belay.sbe.client.CloseSessionEncoder;
import io.belay.sbe.client.Command;
import io.belay.sbe.client.CommandAnswerEncoder;
import io.belay.sbe.client.CommandCode;
import io.belay.sbe.client.CommandRequestEncoder;
import io.belay.sbe.client.MarketOpenedEncoder;
import io.belay.sbe.client.MessageHeaderEncoder;
import io.belay.sbe.client.OpenMarketEncoder;
import io.belay.sbe.client.OpenSessionEncoder;
import io.belay.sbe.client.OutcomeEncoder;
import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.RefusalCode;
import io.belay.sbe.client.SessionClosedEncoder;
import io.belay.sbe.client.SessionOpenedEncoder;
import io.belay.sbe.client.SnapshotCode;
import io.belay.sbe.client.SnapshotPutAnswerEncoder;
import io.belay.sbe.client.SnapshotPutEncoder;
import org.agrona.MutableDirectBuffer;

/** Samples of the client's schema. */
final class ClientSamples
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SampleMessages samples;

    ClientSamples(final SampleMessages samples)
    {
        this.samples = samples;
    }

    void addAll()
    {
        samples.add("client/OpenSession", this::openSession);
        samples.add("client/SessionOpened", this::sessionOpened);
        samples.add("client/OpenMarket", this::openMarket);
        samples.add("client/MarketOpened", this::marketOpened);
        samples.add("client/Append", this::append);
        samples.add("client/Outcome", this::outcome);
        samples.add("client/CloseSession", this::closeSession);
        samples.add("client/SessionClosed", this::sessionClosed);
        samples.add("client/CommandRequest", this::commandRequest);
        samples.add("client/CommandAnswer", this::commandAnswer);
        samples.add("client/SnapshotPut", this::snapshotPut);
        samples.add("client/SnapshotPutAnswer", this::snapshotPutAnswer);
    }

    private int openSession(final MutableDirectBuffer buffer)
    {
        final byte[] name = SampleMessages.text("engine-1");
        final OpenSessionEncoder encoder = new OpenSessionEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .correlationId(samples.nextLong())
            .clientId(samples.nextLong())
            .responseStreamId(samples.nextInt())
            .putName(name, 0, name.length);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int sessionOpened(final MutableDirectBuffer buffer)
    {
        final byte[] name = SampleMessages.text("node-a");
        final SessionOpenedEncoder encoder = new SessionOpenedEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .code(RefusalCode.NONE)
            .correlationId(samples.nextLong())
            .clientSession(samples.nextLong())
            .clientId(samples.nextLong())
            .frameLengthMax(samples.nextInt())
            .windowMax(samples.nextInt())
            .nodeId(samples.nextShort())
            .putNodeName(name, 0, name.length);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int openMarket(final MutableDirectBuffer buffer)
    {
        final byte[] name = SampleMessages.text("BTC-USD");
        final OpenMarketEncoder encoder = new OpenMarketEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .correlationId(samples.nextLong())
            .clientSession(samples.nextLong())
            .marketId(samples.nextLong())
            .incarnation(samples.nextLong())
            .putName(name, 0, name.length);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int marketOpened(final MutableDirectBuffer buffer)
    {
        final byte[] name = SampleMessages.text("node-b");
        final MarketOpenedEncoder encoder = new MarketOpenedEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .code(RefusalCode.NOT_OWNER)
            .correlationId(samples.nextLong())
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .w((short)2)
            .ownerNodeId(samples.nextShort())
            .incarnation(samples.nextLong())
            .lastSequence(samples.nextLong())
            .putOwnerName(name, 0, name.length);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int append(final MutableDirectBuffer buffer)
    {
        final AppendEncoder encoder = new AppendEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .clientSession(samples.nextLong())
            .marketId(samples.nextLong())
            .clientSequence(samples.nextLong())
            .sendTimeNs(samples.nextLong())
            .putBytes(SampleMessages.bytes(13), 0, 13);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int outcome(final MutableDirectBuffer buffer)
    {
        final OutcomeEncoder encoder = new OutcomeEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .kind(OutcomeKind.REFUSED)
            .code(RefusalCode.WINDOW_FULL)
            .w((short)2)
            .marketId(samples.nextLong())
            .clientSequence(samples.nextLong())
            .epoch(samples.nextLong())
            .txid(samples.nextLong())
            .hlc(samples.nextLong())
            .ownerTimeNs(samples.nextLong())
            .walTimeNs(samples.nextLong())
            .journalTimeNs(samples.nextLong())
            .standbyTimeNs(samples.nextLong())
            .outcomeTimeNs(samples.nextLong())
            .repeated(BooleanType.T);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int closeSession(final MutableDirectBuffer buffer)
    {
        final CloseSessionEncoder encoder = new CloseSessionEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder.clientSession(samples.nextLong());

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int sessionClosed(final MutableDirectBuffer buffer)
    {
        final SessionClosedEncoder encoder = new SessionClosedEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .code(RefusalCode.CLOSING)
            .clientSession(samples.nextLong());

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int commandRequest(final MutableDirectBuffer buffer)
    {
        final CommandRequestEncoder encoder = new CommandRequestEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .clientSession(samples.nextLong())
            .correlationId(samples.nextLong())
            .marketId(samples.nextLong())
            .command(Command.ASSIGN)
            .lossAccepted(BooleanType.F)
            .vouched(BooleanType.T)
            .nodeName("beta");

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int commandAnswer(final MutableDirectBuffer buffer)
    {
        final byte[] text = SampleMessages.text("the owner answers");
        final CommandAnswerEncoder encoder = new CommandAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .code(CommandCode.REFUSED)
            .correlationId(samples.nextLong())
            .marketId(samples.nextLong())
            .epoch(samples.nextLong())
            .durationNs(samples.nextLong())
            .w((short)1)
            .putText(text, 0, text.length)
            .ownerName("alpha")
            .standbyName("beta");

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int snapshotPut(final MutableDirectBuffer buffer)
    {
        final SnapshotPutEncoder encoder = new SnapshotPutEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .clientSession(samples.nextLong())
            .correlationId(samples.nextLong())
            .marketId(samples.nextLong())
            .txid(samples.nextLong())
            .chunkOffset(samples.nextLong())
            .totalLength(samples.nextLong())
            .putSha256(SampleMessages.bytes(32), 0, 32)
            .putBytes(SampleMessages.bytes(7), 0, 7);

        return HEADER_LENGTH + encoder.encodedLength();
    }

    private int snapshotPutAnswer(final MutableDirectBuffer buffer)
    {
        final byte[] text = SampleMessages.text("not committed yet");
        final SnapshotPutAnswerEncoder encoder = new SnapshotPutAnswerEncoder().wrapAndApplyHeader(buffer, 0, header);
        encoder
            .code(SnapshotCode.NOT_COMMITTED)
            .correlationId(samples.nextLong())
            .marketId(samples.nextLong())
            .txid(samples.nextLong())
            .nextOffset(samples.nextLong())
            .putText(text, 0, text.length);

        return HEADER_LENGTH + encoder.encodedLength();
    }
}
