package io.belay.transport;

import io.aeron.ControlledFragmentAssembler;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import org.agrona.DirectBuffer;

/**
 * A stream over an Aeron subscription.
 * <p>
 * Aeron reports an exception of a fragment handler to the client's error handler and moves past the fragment: the
 * message would be lost while the agent goes on. So no exception ever reaches Aeron from here. It is latched, every
 * further fragment of the poll is declined, and the caller of {@link #poll} gets it.
 */
final class AeronInboundStream implements InboundStream
{
    private final SourceEvents events;
    private final ControlledFragmentAssembler assembler = new ControlledFragmentAssembler(this::onMessage);
    private final ControlledFragmentHandler fragments = this::onFragment;

    private Subscription subscription;
    private MessageHandler handler;
    private Throwable failure;
    private boolean isDeclined;
    private int remaining;

    AeronInboundStream(final SourceListener listener)
    {
        this.events = new SourceEvents(listener);
    }

    /** Completes the construction: the driver may report images before it hands out the subscription. */
    void subscription(final Subscription value)
    {
        subscription = value;
    }

    void onImageAvailable(final Image image)
    {
        events.enqueue(image, true);
    }

    void onImageUnavailable(final Image image)
    {
        events.enqueue(image, false);
    }

    /**
     * Handles as many messages as wanted, or fewer; when all that was there were parts of one message, polls on until
     * the message is whole or nothing more is there, so that work done is never reported as none.
     */
    @Override
    public int poll(final MessageHandler messageHandler, final int countLimit)
    {
        if (subscription.isClosed())
        {
            events.deliverAll(assembler);
            events.endAll();
            return 0;
        }

        events.deliverAll(assembler);
        handler = messageHandler;
        remaining = countLimit;
        isDeclined = false;

        int fragmentCount;
        do
        {
            fragmentCount = subscription.controlledPoll(fragments, countLimit);
        }
        while (fragmentCount > 0 && remaining == countLimit && !isDeclined && null == failure);

        handler = null;
        throwFailure();

        return countLimit - remaining;
    }

    /** Counts those that the listener was told of. */
    @Override
    public int sourceCount()
    {
        return events.sourceCount();
    }

    @Override
    public void close()
    {
        subscription.close();
    }

    private ControlledFragmentHandler.Action onFragment(
        final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        if (null != failure)
        {
            return ControlledFragmentHandler.Action.ABORT;
        }

        try
        {
            // An image can be polled before its event is queued. Then the fragment waits, so that a listener hears of
            // a source before its first message, also when the source came back under the same id.
            if (!events.isKnown((Image)header.context()))
            {
                events.deliverAll(assembler);
                if (!events.isKnown((Image)header.context()))
                {
                    isDeclined = true;
                    return ControlledFragmentHandler.Action.ABORT;
                }
            }
        }
        catch (final RuntimeException | Error ex)
        {
            failure = ex;
            return ControlledFragmentHandler.Action.ABORT;
        }

        return assembler.onFragment(buffer, offset, length, header);
    }

    private ControlledFragmentHandler.Action onMessage(
        final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        try
        {
            if (handler.onMessage(buffer, offset, length, header.sessionId()))
            {
                remaining--;
                return ControlledFragmentHandler.Action.CONTINUE;
            }
            isDeclined = true;
        }
        catch (final RuntimeException | Error ex)
        {
            failure = ex;
        }

        return ControlledFragmentHandler.Action.ABORT;
    }

    private void throwFailure()
    {
        final Throwable thrown = failure;
        failure = null;
        if (thrown instanceof RuntimeException exception)
        {
            throw exception;
        }
        if (thrown instanceof Error error)
        {
            throw error;
        }
    }
}
