package io.belay.transport;

import io.aeron.ControlledFragmentAssembler;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;

/**
 * A stream over an Aeron subscription.
 * <p>
 * Aeron reports an exception of a fragment handler and moves past the fragment. Here such a message stays where it is,
 * and the exception reaches the caller of the poll.
 */
final class AeronInboundStream implements InboundStream, ControlledFragmentHandler
{
    private record SourceEvent(int sourceId, boolean isAvailable)
    {
    }

    private final ManyToOneConcurrentLinkedQueue<SourceEvent> events = new ManyToOneConcurrentLinkedQueue<>();
    private final ControlledFragmentAssembler assembler = new ControlledFragmentAssembler(this);
    private final SourceListener listener;
    private Subscription subscription;
    private MessageHandler handler;
    private RuntimeException failure;

    AeronInboundStream(final SourceListener listener)
    {
        this.listener = listener;
    }

    void subscription(final Subscription value)
    {
        subscription = value;
    }

    void onAvailableImage(final Image image)
    {
        events.add(new SourceEvent(image.sessionId(), true));
    }

    void onUnavailableImage(final Image image)
    {
        events.add(new SourceEvent(image.sessionId(), false));
    }

    @Override
    public int poll(final MessageHandler messageHandler, final int countLimit)
    {
        handler = messageHandler;
        final int count = subscription.controlledPoll(assembler, countLimit);
        if (null != failure)
        {
            final RuntimeException ex = failure;
            failure = null;
            throw ex;
        }

        if (!events.isEmpty())
        {
            deliverEvents();
        }

        return count;
    }

    @Override
    public Action onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        try
        {
            return handler.onMessage(buffer, offset, length, header.sessionId()) ? Action.CONTINUE : Action.ABORT;
        }
        catch (final RuntimeException ex)
        {
            failure = ex;

            return Action.ABORT;
        }
    }

    private void deliverEvents()
    {
        SourceEvent event;
        while (null != (event = events.poll()))
        {
            if (!event.isAvailable)
            {
                assembler.freeSessionBuffer(event.sourceId);
            }

            if (null == listener)
            {
                continue;
            }

            if (event.isAvailable)
            {
                listener.onSourceAvailable(event.sourceId);
            }
            else
            {
                listener.onSourceUnavailable(event.sourceId);
            }
        }
    }

    @Override
    public int sourceCount()
    {
        return subscription.imageCount();
    }

    @Override
    public void close()
    {
        subscription.close();
    }
}
