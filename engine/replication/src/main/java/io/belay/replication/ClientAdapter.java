package io.belay.replication;

import io.belay.sbe.client.AppendDecoder;
import io.belay.sbe.client.BooleanType;
import io.belay.sbe.client.CloseSessionDecoder;
import io.belay.sbe.client.CommandRequestDecoder;
import io.belay.sbe.client.MessageHeaderDecoder;
import io.belay.sbe.client.OpenMarketDecoder;
import io.belay.sbe.client.OpenSessionDecoder;
import io.belay.transport.MessageHandler;
import io.belay.wire.Defect;
import io.belay.wire.Entry;
import io.belay.wire.MessageGuard;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;

/**
 * Decodes what clients send to their node.
 */
final class ClientAdapter implements MessageHandler
{
    private static final int APPEND_BYTES_OFFSET =
        MessageHeaderDecoder.ENCODED_LENGTH + AppendDecoder.BLOCK_LENGTH + AppendDecoder.bytesHeaderLength();

    private final OwnerCore core;
    private final NanoClock clock;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OpenSessionDecoder openSession = new OpenSessionDecoder();
    private final OpenMarketDecoder openMarket = new OpenMarketDecoder();
    private final AppendDecoder append = new AppendDecoder();
    private final CommandRequestDecoder command = new CommandRequestDecoder();
    private final CloseSessionDecoder closeSession = new CloseSessionDecoder();

    ClientAdapter(final OwnerCore core, final NanoClock clock)
    {
        this.core = core;
        this.clock = clock;
    }

    @Override
    public boolean onMessage(final DirectBuffer buffer, final int offset, final int length, final int sourceId)
    {
        final Defect defect = MessageGuard.check(buffer, offset, length);
        if (Defect.NONE != defect)
        {
            core.onClientDefect(defect.name());
            if (Defect.NEWER_VERSION == defect)
            {
                onNewerVersion(buffer, offset, length, sourceId);
            }

            return true;
        }

        return switch (Entry.templateId(buffer, offset))
        {
            case AppendDecoder.TEMPLATE_ID -> onAppend(buffer, offset, length);
            case OpenSessionDecoder.TEMPLATE_ID -> onOpenSession(buffer, offset, sourceId);
            case OpenMarketDecoder.TEMPLATE_ID -> onOpenMarket(buffer, offset);
            case CommandRequestDecoder.TEMPLATE_ID -> onCommand(buffer, offset);
            case CloseSessionDecoder.TEMPLATE_ID -> onCloseSession(buffer, offset);
            default ->
            {
                core.onClientDefect("a message that no client sends");
                yield true;
            }
        };
    }

    private boolean onAppend(final DirectBuffer buffer, final int offset, final int length)
    {
        append.wrapAndApplyHeader(buffer, offset, header);

        return core.onAppend(
            append.clientSession(),
            append.marketId(),
            append.clientSequence(),
            buffer,
            offset + APPEND_BYTES_OFFSET,
            length - APPEND_BYTES_OFFSET);
    }

    /** The leading fields of a newer OpenSession stand where they always did: enough to tell its sender. */
    private void onNewerVersion(final DirectBuffer buffer, final int offset, final int length, final int sourceId)
    {
        header.wrap(buffer, offset);
        if (OpenSessionDecoder.TEMPLATE_ID == header.templateId() &&
            OpenSessionDecoder.SCHEMA_ID == header.schemaId() &&
            length >= MessageHeaderDecoder.ENCODED_LENGTH + OpenSessionDecoder.BLOCK_LENGTH)
        {
            openSession.wrap(
                buffer,
                offset + MessageHeaderDecoder.ENCODED_LENGTH,
                OpenSessionDecoder.BLOCK_LENGTH,
                OpenSessionDecoder.SCHEMA_VERSION);
            core.onUnsupportedSession(
                openSession.correlationId(), openSession.responseStreamId(), sourceId, clock.nanoTime());
        }
    }

    private boolean onOpenSession(final DirectBuffer buffer, final int offset, final int sourceId)
    {
        openSession.wrapAndApplyHeader(buffer, offset, header);
        core.onOpenSession(
            openSession.correlationId(),
            openSession.clientId(),
            openSession.responseStreamId(),
            openSession.name(),
            sourceId,
            clock.nanoTime());

        return true;
    }

    private boolean onOpenMarket(final DirectBuffer buffer, final int offset)
    {
        openMarket.wrapAndApplyHeader(buffer, offset, header);
        final long correlationId = openMarket.correlationId();

        return core.onOpenMarket(
            openMarket.clientSession(), correlationId, openMarket.marketId(), openMarket.name());
    }

    private boolean onCommand(final DirectBuffer buffer, final int offset)
    {
        command.wrapAndApplyHeader(buffer, offset, header);
        core.onCommand(
            command.clientSession(),
            command.correlationId(),
            command.command(),
            command.marketId(),
            BooleanType.T == command.lossAccepted(),
            BooleanType.T == command.vouched(),
            command.nodeName());

        return true;
    }

    private boolean onCloseSession(final DirectBuffer buffer, final int offset)
    {
        closeSession.wrapAndApplyHeader(buffer, offset, header);
        core.onCloseSession(closeSession.clientSession());

        return true;
    }
}
