package io.belay.transport;

import org.agrona.collections.ArrayUtil;

/**
 * The receiving end of a stream in memory.
 */
final class MemoryInboundStream implements InboundStream
{
    private static final MemoryLink[] NO_LINKS = new MemoryLink[0];

    private final MemoryStreams streams;
    private final MemoryAddress address;
    private final SourceListener listener;

    private MemoryLink[] links = NO_LINKS;
    private int sourceCount;
    private int nextFirst;
    private boolean isClosed;

    MemoryInboundStream(final MemoryStreams streams, final MemoryAddress address, final SourceListener listener)
    {
        this.streams = streams;
        this.address = address;
        this.listener = listener;
    }

    @Override
    public int poll(final MessageHandler handler, final int countLimit)
    {
        final MemoryLink[] snapshot = links;
        if (0 == snapshot.length)
        {
            return 0;
        }

        nextFirst = nextFirst + 1 < snapshot.length ? nextFirst + 1 : 0;
        int count = 0;
        for (int i = 0; i < snapshot.length && !isClosed; i++)
        {
            final int index = nextFirst + i;
            final MemoryLink link = snapshot[index < snapshot.length ? index : index - snapshot.length];
            count += poll(link, handler, countLimit - count);
        }

        return count;
    }

    @Override
    public int sourceCount()
    {
        return sourceCount;
    }

    @Override
    public void close()
    {
        if (!isClosed)
        {
            isClosed = true;
            sourceCount = 0;
            streams.remove(this);
            for (final MemoryLink link : links)
            {
                link.source.unlink(link);
            }
            links = NO_LINKS;
        }
    }

    MemoryAddress address()
    {
        return address;
    }

    void link(final MemoryLink link)
    {
        links = ArrayUtil.add(links, link);
    }

    MemoryLink linkTo(final int sourceId)
    {
        for (final MemoryLink link : links)
        {
            if (link.source.sourceId() == sourceId && !link.isEnding())
            {
                return link;
            }
        }

        throw new IllegalArgumentException("no live source " + sourceId + " at " + address);
    }

    private int poll(final MemoryLink link, final MessageHandler handler, final int countLimit)
    {
        if (!link.isAnnounced())
        {
            listener.onSourceAvailable(link.source.sourceId());
            link.announced();
            sourceCount++;
        }

        int count = 0;
        while (count < countLimit && link.hasMessage() && !isClosed)
        {
            if (!link.source.deliver(link, handler))
            {
                return count;
            }
            count++;
        }

        if (link.isDrained() && !isClosed)
        {
            listener.onSourceUnavailable(link.source.sourceId());
            sourceCount--;
            links = ArrayUtil.remove(links, link);
            link.source.unlink(link);
        }

        return count;
    }
}
