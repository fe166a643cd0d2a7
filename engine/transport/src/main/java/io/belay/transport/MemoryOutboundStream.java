package io.belay.transport;

import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.ArrayUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The sending end of a stream in memory: one ring which all its readers share, each at its own place.
 * <pre>
 *   record, aligned to 8 bytes:
 *   0        4        8              8 + length
 *   +--------+--------+-------------+
 *   | length | unused | message     |    length -1: padding up to the end of the ring
 *   +--------+--------+-------------+
 * </pre>
 */
final class MemoryOutboundStream implements OutboundStream
{
    private static final int HEADER_LENGTH = 8;
    private static final int PADDING = -1;
    private static final MemoryLink[] NO_LINKS = new MemoryLink[0];

    private final MemoryStreams streams;
    private final MemoryAddress address;
    private final int sourceId;
    private final UnsafeBuffer ring;
    private final int capacity;
    private final int claimLengthMax;

    private MemoryLink[] links = NO_LINKS;
    private long tail;
    private long claimPosition;
    private int claimedLength = -1;
    private boolean isClosed;

    MemoryOutboundStream(
        final MemoryStreams streams,
        final MemoryAddress address,
        final int sourceId,
        final int capacity,
        final int claimLengthMax)
    {
        this.streams = streams;
        this.address = address;
        this.sourceId = sourceId;
        this.ring = new UnsafeBuffer(new byte[capacity]);
        this.capacity = capacity;
        this.claimLengthMax = claimLengthMax;
    }

    @Override
    public boolean claim(final int length)
    {
        if (length > claimLengthMax)
        {
            throw new IllegalArgumentException("claim of " + length + " bytes exceeds " + claimLengthMax);
        }

        return reserve(length);
    }

    @Override
    public MutableDirectBuffer buffer()
    {
        return ring;
    }

    @Override
    public int offset()
    {
        return index(claimPosition) + HEADER_LENGTH;
    }

    @Override
    public void commit()
    {
        final int length = takeClaim();
        if (claimPosition != tail)
        {
            ring.putInt(index(tail), PADDING);
        }
        ring.putInt(index(claimPosition), length);
        tail = claimPosition + recordLength(length);
    }

    @Override
    public void abort()
    {
        takeClaim();
    }

    @Override
    public boolean offer(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length > messageLengthMax())
        {
            throw new IllegalArgumentException("message of " + length + " bytes exceeds " + messageLengthMax());
        }

        if (!reserve(length))
        {
            return false;
        }

        ring.putBytes(offset(), buffer, offset, length);
        commit();

        return true;
    }

    @Override
    public int claimLengthMax()
    {
        return claimLengthMax;
    }

    @Override
    public int messageLengthMax()
    {
        return capacity / 8;
    }

    @Override
    public boolean isConnected()
    {
        for (final MemoryLink link : links)
        {
            if (!link.isEnding() && (!link.reader.address().isSpy() || address.spiesSimulateConnection()))
            {
                return !isClosed;
            }
        }

        return false;
    }

    @Override
    public int sourceId()
    {
        return sourceId;
    }

    /** An orderly end: what was sent before can still be polled. */
    @Override
    public void close()
    {
        end(Integer.MAX_VALUE);
    }

    MemoryAddress address()
    {
        return address;
    }

    long tail()
    {
        return tail;
    }

    void link(final MemoryLink link)
    {
        links = ArrayUtil.add(links, link);
    }

    void unlink(final MemoryLink link)
    {
        links = ArrayUtil.remove(links, link);
    }

    boolean hasLiveLinkTo(final MemoryInboundStream reader)
    {
        for (final MemoryLink link : links)
        {
            if (link.reader == reader && !link.isEnding())
            {
                return true;
            }
        }

        return false;
    }

    /** Ends the stream; each reader still gets at most so many of the messages it has not polled. */
    void end(final int survivorCount)
    {
        if (!isClosed)
        {
            isClosed = true;
            claimedLength = -1;
            streams.remove(this);
            for (final MemoryLink link : links)
            {
                end(link, survivorCount);
            }
        }
    }

    /** Ends the stream for one reader, who still gets at most so many of the messages it has not polled. */
    void end(final MemoryLink link, final int survivorCount)
    {
        long position = link.head();
        for (int count = 0; position < tail && count < survivorCount;)
        {
            if (isPadding(position))
            {
                position = afterPadding(position);
            }
            else
            {
                position = after(position);
                count++;
            }
        }

        link.endAt(position);
    }

    /** Hands over the reader's next message; true when it was taken. */
    boolean deliver(final MemoryLink link, final MessageHandler handler)
    {
        if (isPadding(link.head()))
        {
            link.head(afterPadding(link.head()));
        }

        final long position = link.head();
        final int index = index(position);
        if (handler.onMessage(ring, index + HEADER_LENGTH, ring.getInt(index), sourceId))
        {
            link.head(after(position));
            return true;
        }

        return false;
    }

    private boolean reserve(final int length)
    {
        requireOpen();
        if (length < 0)
        {
            throw new IllegalArgumentException("negative length " + length);
        }
        if (claimedLength >= 0)
        {
            throw new IllegalStateException("a claim of " + claimedLength + " bytes is open: commit or abort it");
        }

        final int recordLength = recordLength(length);
        final int toEnd = capacity - index(tail);
        final int padding = toEnd < recordLength ? toEnd : 0;
        if (!isConnected() || padding + recordLength > free())
        {
            return false;
        }

        claimPosition = tail + padding;
        claimedLength = length;

        return true;
    }

    private void requireOpen()
    {
        if (isClosed)
        {
            throw new TransportException("stream " + address + " of source " + sourceId + " is closed");
        }
    }

    private int takeClaim()
    {
        requireOpen();
        final int length = claimedLength;
        if (length < 0)
        {
            throw new IllegalStateException("nothing is claimed");
        }
        claimedLength = -1;

        return length;
    }

    private long free()
    {
        long slowest = tail;
        for (final MemoryLink link : links)
        {
            slowest = Math.min(slowest, link.head());
        }

        return capacity - (tail - slowest);
    }

    private int index(final long position)
    {
        return (int)position & (capacity - 1);
    }

    private boolean isPadding(final long position)
    {
        return PADDING == ring.getInt(index(position));
    }

    private long after(final long position)
    {
        return position + recordLength(ring.getInt(index(position)));
    }

    private long afterPadding(final long position)
    {
        return position + capacity - index(position);
    }

    private static int recordLength(final int length)
    {
        return BitUtil.align(HEADER_LENGTH + length, HEADER_LENGTH);
    }
}
