package io.belay.client;

import io.belay.sbe.client.MarketOpenedDecoder;
import io.belay.sbe.client.MessageHeaderDecoder;
import io.belay.sbe.client.OutcomeDecoder;
import io.belay.sbe.client.SessionClosedDecoder;
import io.belay.sbe.client.SessionOpenedDecoder;
import io.belay.transport.MessageHandler;
import io.belay.wire.Defect;
import io.belay.wire.Entry;
import io.belay.wire.MessageGuard;
import org.agrona.DirectBuffer;

/**
 * Decodes what a node sends to its client. What cannot be read is counted and passed over: the append that it was about
 * ends UNKNOWN.
 */
final class ResponseAdapter implements MessageHandler
{
    private final Listener listener;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OutcomeDecoder outcome = new OutcomeDecoder();
    private long defectCount;

    /** Is told what the node says. */
    interface Listener
    {
        void onSessionOpened(SessionOpenedDecoder opened);

        void onMarketOpened(MarketOpenedDecoder opened);

        void onOutcome(OutcomeDecoder outcome);

        void onSessionClosed(SessionClosedDecoder closed);
    }

    ResponseAdapter(final Listener listener)
    {
        this.listener = listener;
    }

    long defectCount()
    {
        return defectCount;
    }

    @Override
    public boolean onMessage(final DirectBuffer buffer, final int offset, final int length, final int sourceId)
    {
        if (Defect.NONE != MessageGuard.check(buffer, offset, length))
        {
            defectCount++;

            return true;
        }

        switch (Entry.templateId(buffer, offset))
        {
            case OutcomeDecoder.TEMPLATE_ID ->
            {
                outcome.wrapAndApplyHeader(buffer, offset, header);
                listener.onOutcome(outcome);
            }
            case SessionOpenedDecoder.TEMPLATE_ID ->
                listener.onSessionOpened(new SessionOpenedDecoder().wrapAndApplyHeader(buffer, offset, header));
            case MarketOpenedDecoder.TEMPLATE_ID ->
                listener.onMarketOpened(new MarketOpenedDecoder().wrapAndApplyHeader(buffer, offset, header));
            case SessionClosedDecoder.TEMPLATE_ID ->
                listener.onSessionClosed(new SessionClosedDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> defectCount++;
        }

        return true;
    }
}
