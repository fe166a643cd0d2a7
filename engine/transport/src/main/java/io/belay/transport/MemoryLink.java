package io.belay.transport;

/**
 * How far one reader has come in one source.
 */
final class MemoryLink
{
    final MemoryOutboundStream source;
    final MemoryInboundStream reader;

    private long head;
    private long end = Long.MAX_VALUE;
    private boolean announced;

    MemoryLink(final MemoryOutboundStream source, final MemoryInboundStream reader, final long head)
    {
        this.source = source;
        this.reader = reader;
        this.head = head;
    }

    long head()
    {
        return head;
    }

    void head(final long position)
    {
        head = position;
    }

    boolean hasMessage()
    {
        return head < Math.min(end, source.tail());
    }

    boolean isEnding()
    {
        return Long.MAX_VALUE != end;
    }

    boolean isDrained()
    {
        return head >= end;
    }

    void endAt(final long position)
    {
        end = Math.min(end, Math.max(head, position));
    }

    boolean isAnnounced()
    {
        return announced;
    }

    void announced()
    {
        announced = true;
    }
}
