package io.belay.client;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.belay.sbe.client.CommandAnswerDecoder;
import io.belay.sbe.client.MarketOpenedDecoder;
import io.belay.sbe.client.MessageHeaderDecoder;
import io.belay.sbe.client.OutcomeDecoder;
import io.belay.sbe.client.SessionClosedDecoder;
import io.belay.sbe.client.SessionOpenedDecoder;
import io.belay.transport.MessageHandler;
import io.belay.wire.Defect;
import io.belay.wire.MessageGuard;
import org.agrona.DirectBuffer;

/**
 * Decodes what a node sends to its client. What cannot be read is counted and passed over: an append that it was about
 * ends UNKNOWN. A newer node's longer messages are read as far as they are known.
 */
final class ResponseAdapter implements MessageHandler
{
    private static final int TEXT_HEADER_LENGTH = 4;

    private final Listener listener;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OutcomeDecoder outcome = new OutcomeDecoder();
    private final SessionOpenedDecoder sessionOpened = new SessionOpenedDecoder();
    private final MarketOpenedDecoder marketOpened = new MarketOpenedDecoder();
    private final CommandAnswerDecoder commandAnswer = new CommandAnswerDecoder();
    private final SessionClosedDecoder sessionClosed = new SessionClosedDecoder();
    private long invalidCount;

    /** Is told what the node says; false when it makes no sense. */
    interface Listener
    {
        boolean onSessionOpened(
            RefusalCode code, long correlationId, long sessionId, long clientId, long frameLengthMax, long windowMax);

        boolean onMarketOpened(
            RefusalCode code, long correlationId, long marketId, String ownerName, long lastSequence);

        boolean onOutcome(OutcomeDecoder decoder);

        boolean onCommandAnswer(CommandAnswerDecoder decoder);

        boolean onSessionClosed(RefusalCode code, long sessionId);
    }

    ResponseAdapter(final Listener listener)
    {
        this.listener = listener;
    }

    long invalidCount()
    {
        return invalidCount;
    }

    @Override
    public boolean onMessage(final DirectBuffer buffer, final int offset, final int length, final int sourceId)
    {
        if (!isOfSchema(buffer, offset, length) || !dispatch(buffer, offset, length))
        {
            invalidCount++;
        }

        return true;
    }

    private boolean isOfSchema(final DirectBuffer buffer, final int offset, final int length)
    {
        return length >= MessageHeaderDecoder.ENCODED_LENGTH &&
            MessageHeaderDecoder.SCHEMA_ID == header.wrap(buffer, offset).schemaId();
    }

    private boolean dispatch(final DirectBuffer buffer, final int offset, final int length)
    {
        return switch (header.templateId())
        {
            case OutcomeDecoder.TEMPLATE_ID -> onOutcome(buffer, offset, length);
            case SessionOpenedDecoder.TEMPLATE_ID -> onSessionOpened(buffer, offset, length);
            case MarketOpenedDecoder.TEMPLATE_ID -> onMarketOpened(buffer, offset, length);
            case CommandAnswerDecoder.TEMPLATE_ID -> onCommandAnswer(buffer, offset, length);
            case SessionClosedDecoder.TEMPLATE_ID -> onSessionClosed(buffer, offset, length);
            default -> false;
        };
    }

    private boolean onOutcome(final DirectBuffer buffer, final int offset, final int length)
    {
        if (!isWhole(length, OutcomeDecoder.BLOCK_LENGTH))
        {
            return false;
        }
        outcome.wrapAndApplyHeader(buffer, offset, header);

        return listener.onOutcome(outcome);
    }

    private boolean onSessionOpened(final DirectBuffer buffer, final int offset, final int length)
    {
        if (!isWhole(length, SessionOpenedDecoder.BLOCK_LENGTH))
        {
            return false;
        }
        sessionOpened.wrapAndApplyHeader(buffer, offset, header);

        return listener.onSessionOpened(
            RefusalCode.of(sessionOpened.codeRaw()),
            sessionOpened.correlationId(),
            sessionOpened.clientSession(),
            sessionOpened.clientId(),
            sessionOpened.frameLengthMax(),
            sessionOpened.windowMax());
    }

    private boolean onMarketOpened(final DirectBuffer buffer, final int offset, final int length)
    {
        if (!isWhole(length, MarketOpenedDecoder.BLOCK_LENGTH) || !hasText(buffer, offset, length))
        {
            return false;
        }
        marketOpened.wrapAndApplyHeader(buffer, offset, header);

        final long lastSequence = Math.max(0, marketOpened.lastSequence());

        return listener.onMarketOpened(
            RefusalCode.of(marketOpened.codeRaw()),
            marketOpened.correlationId(),
            marketOpened.marketId(),
            marketOpened.ownerName(),
            lastSequence);
    }

    /** Rare, so that its form is looked at as a whole. */
    private boolean onCommandAnswer(final DirectBuffer buffer, final int offset, final int length)
    {
        if (Defect.NONE != MessageGuard.check(buffer, offset, length))
        {
            return false;
        }
        commandAnswer.wrapAndApplyHeader(buffer, offset, header);

        return listener.onCommandAnswer(commandAnswer);
    }

    private boolean onSessionClosed(final DirectBuffer buffer, final int offset, final int length)
    {
        if (!isWhole(length, SessionClosedDecoder.BLOCK_LENGTH))
        {
            return false;
        }
        sessionClosed.wrapAndApplyHeader(buffer, offset, header);

        return listener.onSessionClosed(RefusalCode.of(sessionClosed.codeRaw()), sessionClosed.clientSession());
    }

    /** The stream's buffer holds more than the message, so a decoder would read on behind a truncated one. */
    private boolean isWhole(final int length, final int blockLengthMin)
    {
        final int blockLength = header.blockLength();

        return blockLength >= blockLengthMin && length >= MessageHeaderDecoder.ENCODED_LENGTH + blockLength;
    }

    private boolean hasText(final DirectBuffer buffer, final int offset, final int length)
    {
        final int textOffset = MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength();
        final int available = length - textOffset - TEXT_HEADER_LENGTH;
        if (available < 0)
        {
            return false;
        }
        final int textLength = buffer.getInt(offset + textOffset, LITTLE_ENDIAN);

        return textLength >= 0 && textLength <= available;
    }
}
