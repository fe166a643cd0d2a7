package io.belay.wire;

import static io.belay.wire.MessageForm.BYTES_LENGTH_MAX;
import static io.belay.wire.MessageForm.TEXT_LENGTH_MAX;

import io.belay.sbe.client.AppendDecoder;
import io.belay.sbe.client.CloseSessionDecoder;
import io.belay.sbe.client.Command;
import io.belay.sbe.client.CommandAnswerDecoder;
import io.belay.sbe.client.CommandCode;
import io.belay.sbe.client.CommandRequestDecoder;
import io.belay.sbe.client.MarketOpenedDecoder;
import io.belay.sbe.client.OpenMarketDecoder;
import io.belay.sbe.client.OpenSessionDecoder;
import io.belay.sbe.client.OutcomeDecoder;
import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.RefusalCode;
import io.belay.sbe.client.SessionClosedDecoder;
import io.belay.sbe.client.SessionOpenedDecoder;
import io.belay.sbe.client.SnapshotCode;
import io.belay.sbe.client.SnapshotPutAnswerDecoder;
import io.belay.sbe.client.SnapshotPutDecoder;
import io.belay.sbe.journal.ClientWindowsDecoder;
import io.belay.sbe.journal.CycleHeaderDecoder;
import io.belay.sbe.journal.CycleSummaryDecoder;
import io.belay.sbe.journal.MarketClientsDecoder;
import io.belay.sbe.journal.SnapshotHeadDecoder;
import io.belay.sbe.wal.Alone;
import io.belay.sbe.wal.BooleanType;
import io.belay.sbe.wal.CeilingLeaseDecoder;
import io.belay.sbe.wal.Claim;
import io.belay.sbe.wal.ClientSessionDecoder;
import io.belay.sbe.wal.EpochEstablishedDecoder;
import io.belay.sbe.wal.EpochStartDecoder;
import io.belay.sbe.wal.HandoverAnswerDecoder;
import io.belay.sbe.wal.HandoverCode;
import io.belay.sbe.wal.HandoverRequestDecoder;
import io.belay.sbe.wal.HeartbeatDecoder;
import io.belay.sbe.wal.MarketOpenDecoder;
import io.belay.sbe.wal.MatchDecoder;
import io.belay.sbe.wal.OwnerHelloDecoder;
import io.belay.sbe.wal.PassDecoder;
import io.belay.sbe.wal.ReplicaHeartbeatDecoder;
import io.belay.sbe.wal.ReplicaStateDecoder;
import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.SnapshotMarkDecoder;
import io.belay.sbe.wal.SnapshotRequestDecoder;
import io.belay.sbe.wal.SnapshotResponseDecoder;
import io.belay.sbe.wal.StateReason;
import io.belay.sbe.wal.SupersededDecoder;
import io.belay.sbe.wal.TailRequestDecoder;
import io.belay.sbe.wal.WalFrameAckDecoder;
import io.belay.sbe.wal.WalFrameDecoder;
import io.belay.wire.MessageForm.Block;

/**
 * The catalogue of all templates of the three schemas. Never changed once it is built.
 */
final class MessageForms
{
    /** Instead of a version: there is no such schema. */
    static final int NO_SCHEMA = -1;

    private static final int WAL = WalFrameDecoder.SCHEMA_ID;
    private static final int JOURNAL = CycleHeaderDecoder.SCHEMA_ID;
    private static final int CLIENT = AppendDecoder.SCHEMA_ID;

    private static final int FIRST_TEMPLATE_ID = 0xA020;
    private static final int TEMPLATE_ID_COUNT = 0x60;
    private static final MessageForm[] FORMS = new MessageForm[TEMPLATE_ID_COUNT];

    static
    {
        defineEntries();
        defineReplication();
        defineHandover();
        defineSnapshots();
        defineJournal();
        defineClient();
    }

    private MessageForms()
    {
    }

    static int newestVersion(final int schemaId)
    {
        return switch (schemaId)
        {
            case WAL -> WalFrameDecoder.SCHEMA_VERSION;
            case JOURNAL -> CycleHeaderDecoder.SCHEMA_VERSION;
            case CLIENT -> AppendDecoder.SCHEMA_VERSION;
            default -> NO_SCHEMA;
        };
    }

    /** The form of a template, or null when the schema has no such template. */
    static MessageForm of(final int schemaId, final int templateId)
    {
        final int index = templateId - FIRST_TEMPLATE_ID;
        final MessageForm form = index < 0 || index >= TEMPLATE_ID_COUNT ? null : FORMS[index];

        return null == form || schemaId != form.schemaId() ? null : form;
    }

    private static MessageForm define(final int schemaId, final int templateId, final Block root)
    {
        final int index = templateId - FIRST_TEMPLATE_ID;
        if (null != FORMS[index])
        {
            throw new IllegalStateException("template id " + templateId + " is used twice");
        }

        FORMS[index] = new MessageForm(schemaId, root);

        return FORMS[index];
    }

    private static Block block(final int length)
    {
        return new Block(length);
    }

    private static void defineEntries()
    {
        define(WAL, WalFrameDecoder.TEMPLATE_ID, block(WalFrameDecoder.BLOCK_LENGTH)).data(BYTES_LENGTH_MAX);
        define(WAL, EpochEstablishedDecoder.TEMPLATE_ID, block(EpochEstablishedDecoder.BLOCK_LENGTH));
        define(WAL, SupersededDecoder.TEMPLATE_ID, block(SupersededDecoder.BLOCK_LENGTH));
        define(WAL, SnapshotMarkDecoder.TEMPLATE_ID, block(SnapshotMarkDecoder.BLOCK_LENGTH));
        define(WAL, CeilingLeaseDecoder.TEMPLATE_ID, block(CeilingLeaseDecoder.BLOCK_LENGTH));
        define(WAL, ClientSessionDecoder.TEMPLATE_ID, block(ClientSessionDecoder.BLOCK_LENGTH));
        define(WAL, EpochStartDecoder.TEMPLATE_ID, block(EpochStartDecoder.BLOCK_LENGTH)
            .enumerated(EpochStartDecoder.aloneEncodingOffset(), Alone.values())
            .enumerated(EpochStartDecoder.lossAcceptedEncodingOffset(), BooleanType.values())
            .enumerated(EpochStartDecoder.vouchedEncodingOffset(), BooleanType.values()))
            .group(block(EpochStartDecoder.ChainDecoder.sbeBlockLength())
                .enumerated(EpochStartDecoder.ChainDecoder.establishedEncodingOffset(), BooleanType.values()));
    }

    private static void defineReplication()
    {
        define(WAL, WalFrameAckDecoder.TEMPLATE_ID, block(WalFrameAckDecoder.BLOCK_LENGTH)
            .enumerated(WalFrameAckDecoder.codeEncodingOffset(), ResponseCode.values()));
        define(WAL, MarketOpenDecoder.TEMPLATE_ID, block(MarketOpenDecoder.BLOCK_LENGTH)
            .enumerated(MarketOpenDecoder.claimEncodingOffset(), Claim.values()))
            .group(block(MarketOpenDecoder.ChainDecoder.sbeBlockLength())
                .enumerated(MarketOpenDecoder.ChainDecoder.establishedEncodingOffset(), BooleanType.values()));
        define(WAL, ReplicaStateDecoder.TEMPLATE_ID, block(ReplicaStateDecoder.BLOCK_LENGTH)
            .enumerated(ReplicaStateDecoder.codeEncodingOffset(), ResponseCode.values())
            .enumerated(ReplicaStateDecoder.reasonEncodingOffset(), StateReason.values()))
            .group(block(ReplicaStateDecoder.ChainDecoder.sbeBlockLength())
                .enumerated(ReplicaStateDecoder.ChainDecoder.establishedEncodingOffset(), BooleanType.values()));
        define(WAL, MatchDecoder.TEMPLATE_ID, block(MatchDecoder.BLOCK_LENGTH));
        define(WAL, TailRequestDecoder.TEMPLATE_ID, block(TailRequestDecoder.BLOCK_LENGTH));
        define(WAL, HeartbeatDecoder.TEMPLATE_ID, block(HeartbeatDecoder.BLOCK_LENGTH))
            .group(block(HeartbeatDecoder.MarketsDecoder.sbeBlockLength()));
        define(WAL, ReplicaHeartbeatDecoder.TEMPLATE_ID, block(ReplicaHeartbeatDecoder.BLOCK_LENGTH));
    }

    private static void defineHandover()
    {
        define(WAL, PassDecoder.TEMPLATE_ID, block(PassDecoder.BLOCK_LENGTH));
        define(WAL, HandoverRequestDecoder.TEMPLATE_ID, block(HandoverRequestDecoder.BLOCK_LENGTH));
        define(WAL, OwnerHelloDecoder.TEMPLATE_ID, block(OwnerHelloDecoder.BLOCK_LENGTH));
        define(WAL, HandoverAnswerDecoder.TEMPLATE_ID, block(HandoverAnswerDecoder.BLOCK_LENGTH)
            .enumerated(HandoverAnswerDecoder.codeEncodingOffset(), HandoverCode.values()));
    }

    private static void defineSnapshots()
    {
        define(WAL, SnapshotRequestDecoder.TEMPLATE_ID, block(SnapshotRequestDecoder.BLOCK_LENGTH));
        define(WAL, SnapshotResponseDecoder.TEMPLATE_ID, block(SnapshotResponseDecoder.BLOCK_LENGTH)
            .enumerated(SnapshotResponseDecoder.codeEncodingOffset(), ResponseCode.values()))
            .data(BYTES_LENGTH_MAX);
    }

    private static void defineJournal()
    {
        define(JOURNAL, CycleHeaderDecoder.TEMPLATE_ID, block(CycleHeaderDecoder.BLOCK_LENGTH)).data(BYTES_LENGTH_MAX);
        define(JOURNAL, ClientWindowsDecoder.TEMPLATE_ID, block(ClientWindowsDecoder.BLOCK_LENGTH));
        define(JOURNAL, MarketClientsDecoder.TEMPLATE_ID, block(MarketClientsDecoder.BLOCK_LENGTH)
            .enumerated(
                MarketClientsDecoder.forgetfulEncodingOffset(), io.belay.sbe.journal.BooleanType.values()))
            .data(BYTES_LENGTH_MAX);
        define(JOURNAL, CycleSummaryDecoder.TEMPLATE_ID, block(CycleSummaryDecoder.BLOCK_LENGTH))
            .group(block(CycleSummaryDecoder.MarketsDecoder.sbeBlockLength()))
            .group(block(CycleSummaryDecoder.ChainsDecoder.sbeBlockLength())
                .enumerated(
                    CycleSummaryDecoder.ChainsDecoder.establishedEncodingOffset(),
                    io.belay.sbe.journal.BooleanType.values())
                .enumerated(
                    CycleSummaryDecoder.ChainsDecoder.aloneEncodingOffset(), io.belay.sbe.journal.Alone.values()));
        define(JOURNAL, SnapshotHeadDecoder.TEMPLATE_ID, block(SnapshotHeadDecoder.BLOCK_LENGTH))
            .group(block(SnapshotHeadDecoder.ChainDecoder.sbeBlockLength())
                .enumerated(
                    SnapshotHeadDecoder.ChainDecoder.establishedEncodingOffset(),
                    io.belay.sbe.journal.BooleanType.values())
                .enumerated(
                    SnapshotHeadDecoder.ChainDecoder.aloneEncodingOffset(), io.belay.sbe.journal.Alone.values()))
            .data(BYTES_LENGTH_MAX);
    }

    private static void defineClient()
    {
        define(CLIENT, OpenSessionDecoder.TEMPLATE_ID, block(OpenSessionDecoder.BLOCK_LENGTH)).data(TEXT_LENGTH_MAX);
        define(CLIENT, SessionOpenedDecoder.TEMPLATE_ID, block(SessionOpenedDecoder.BLOCK_LENGTH)
            .enumerated(SessionOpenedDecoder.codeEncodingOffset(), RefusalCode.values()))
            .data(TEXT_LENGTH_MAX);
        define(CLIENT, OpenMarketDecoder.TEMPLATE_ID, block(OpenMarketDecoder.BLOCK_LENGTH)).data(TEXT_LENGTH_MAX);
        define(CLIENT, MarketOpenedDecoder.TEMPLATE_ID, block(MarketOpenedDecoder.BLOCK_LENGTH)
            .enumerated(MarketOpenedDecoder.codeEncodingOffset(), RefusalCode.values()))
            .data(TEXT_LENGTH_MAX);
        define(CLIENT, AppendDecoder.TEMPLATE_ID, block(AppendDecoder.BLOCK_LENGTH)).data(BYTES_LENGTH_MAX);
        define(CLIENT, OutcomeDecoder.TEMPLATE_ID, block(OutcomeDecoder.BLOCK_LENGTH)
            .enumerated(OutcomeDecoder.kindEncodingOffset(), OutcomeKind.values())
            .enumerated(OutcomeDecoder.codeEncodingOffset(), RefusalCode.values())
            .enumerated(OutcomeDecoder.repeatedEncodingOffset(), io.belay.sbe.client.BooleanType.values()));
        define(CLIENT, CloseSessionDecoder.TEMPLATE_ID, block(CloseSessionDecoder.BLOCK_LENGTH));
        define(CLIENT, SessionClosedDecoder.TEMPLATE_ID, block(SessionClosedDecoder.BLOCK_LENGTH)
            .enumerated(SessionClosedDecoder.codeEncodingOffset(), RefusalCode.values()));
        define(CLIENT, CommandRequestDecoder.TEMPLATE_ID, block(CommandRequestDecoder.BLOCK_LENGTH)
            .enumerated(CommandRequestDecoder.commandEncodingOffset(), Command.values())
            .enumerated(CommandRequestDecoder.lossAcceptedEncodingOffset(), io.belay.sbe.client.BooleanType.values())
            .enumerated(CommandRequestDecoder.vouchedEncodingOffset(), io.belay.sbe.client.BooleanType.values()))
            .data(TEXT_LENGTH_MAX);
        define(CLIENT, CommandAnswerDecoder.TEMPLATE_ID, block(CommandAnswerDecoder.BLOCK_LENGTH)
            .enumerated(CommandAnswerDecoder.codeEncodingOffset(), CommandCode.values()))
            .data(TEXT_LENGTH_MAX).data(TEXT_LENGTH_MAX).data(TEXT_LENGTH_MAX);
        define(CLIENT, SnapshotPutDecoder.TEMPLATE_ID, block(SnapshotPutDecoder.BLOCK_LENGTH)).data(BYTES_LENGTH_MAX);
        define(CLIENT, SnapshotPutAnswerDecoder.TEMPLATE_ID, block(SnapshotPutAnswerDecoder.BLOCK_LENGTH)
            .enumerated(SnapshotPutAnswerDecoder.codeEncodingOffset(), SnapshotCode.values()))
            .data(TEXT_LENGTH_MAX);
    }
}
