package io.belay.transport;

import io.aeron.ControlledFragmentAssembler;
import io.aeron.Image;
import org.agrona.collections.ArrayUtil;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;

/**
 * What Aeron's conductor says about images, kept until the poller's thread hears it.
 * <p>
 * The queue grows only when a source comes or goes, on the conductor's thread; asking it costs the poller one volatile
 * read and no allocation.
 */
final class SourceEvents
{
    private static final Image[] NO_IMAGES = new Image[0];

    private final ManyToOneConcurrentLinkedQueue<Event> queue = new ManyToOneConcurrentLinkedQueue<>();
    private final SourceListener listener;
    private Event undelivered;
    private Image[] known = NO_IMAGES;

    private record Event(Image image, boolean isAvailable)
    {
    }

    SourceEvents(final SourceListener listener)
    {
        this.listener = listener;
    }

    /** Called by the conductor's thread. */
    void enqueue(final Image image, final boolean isAvailable)
    {
        queue.offer(new Event(image, isAvailable));
    }

    /** Whether the listener was told of exactly this image: a session id alone may come back as another one. */
    boolean isKnown(final Image image)
    {
        for (final Image candidate : known)
        {
            if (candidate == image)
            {
                return true;
            }
        }

        return false;
    }

    int sourceCount()
    {
        return known.length;
    }

    /** Tells what is queued; an event whose listener throws is told again. */
    void deliverAll(final ControlledFragmentAssembler assembler)
    {
        while (null != undelivered || null != (undelivered = queue.poll()))
        {
            final Image image = undelivered.image;
            if (undelivered.isAvailable)
            {
                listener.onSourceAvailable(image.sessionId());
                known = ArrayUtil.add(known, image);
            }
            else if (isKnown(image))
            {
                listener.onSourceUnavailable(image.sessionId());
                known = ArrayUtil.remove(known, image);
                assembler.freeSessionBuffer(image.sessionId());
            }
            undelivered = null;
        }
    }

    /** Nothing will be heard of any source any more: the subscription is closed, or the driver is lost. */
    void endAll()
    {
        while (known.length > 0)
        {
            final Image image = known[0];
            listener.onSourceUnavailable(image.sessionId());
            known = ArrayUtil.remove(known, image);
        }
    }
}
