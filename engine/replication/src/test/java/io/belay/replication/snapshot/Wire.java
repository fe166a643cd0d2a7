package io.belay.replication.snapshot;

import java.util.ArrayDeque;

import io.belay.transport.OutboundStream;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One way between two nodes: messages in order, as bytes, until something happens to them.
 */
final class Wire implements OutboundStream
{
    static final int MESSAGE_LENGTH_MAX = 8192;

    final ArrayDeque<byte[]> messages = new ArrayDeque<>();
    private final int capacity;
    long offeredBytes;

    Wire(final int capacity)
    {
        this.capacity = capacity;
    }

    @Override
    public boolean offer(final DirectBuffer buffer, final int offset, final int length)
    {
        if (messages.size() == capacity || length > MESSAGE_LENGTH_MAX)
        {
            return false;
        }

        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        messages.addLast(bytes);
        offeredBytes += length;

        return true;
    }

    /** Hands over the first message; false when there is none. */
    boolean deliver(final SnapshotAdapter adapter, final long nowNs)
    {
        final byte[] message = messages.pollFirst();
        if (null != message)
        {
            adapter.onMessage(new UnsafeBuffer(message), 0, message.length, nowNs);
        }

        return null != message;
    }

    @Override
    public boolean claim(final int length)
    {
        throw new UnsupportedOperationException();
    }

    @Override
    public MutableDirectBuffer buffer()
    {
        throw new UnsupportedOperationException();
    }

    @Override
    public int offset()
    {
        throw new UnsupportedOperationException();
    }

    @Override
    public void commit()
    {
        throw new UnsupportedOperationException();
    }

    @Override
    public void abort()
    {
        throw new UnsupportedOperationException();
    }

    @Override
    public int claimLengthMax()
    {
        return 0;
    }

    @Override
    public int messageLengthMax()
    {
        return MESSAGE_LENGTH_MAX;
    }

    @Override
    public boolean isConnected()
    {
        return true;
    }

    @Override
    public int sourceId()
    {
        return 1;
    }

    @Override
    public void close()
    {
        messages.clear();
    }
}
