package io.belay.replication;

import java.util.function.Consumer;

import io.belay.transport.OutboundStream;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * One source of a simulated channel. An observer sees each message at the moment at which it leaves.
 */
final class SimStream implements OutboundStream
{
    private final SimChannel channel;
    private final int sourceId;
    private final Consumer<byte[]> observer;
    private final ExpandableArrayBuffer claim = new ExpandableArrayBuffer(256);
    private int claimLength;
    private boolean isBlocked;
    private boolean isConnected = true;
    private boolean isClosed;

    SimStream(final SimChannel channel, final int sourceId, final Consumer<byte[]> observer)
    {
        this.channel = channel;
        this.sourceId = sourceId;
        this.observer = observer;
    }

    void block(final boolean value)
    {
        isBlocked = value;
    }

    /** The receiver is gone for good. */
    void disconnect()
    {
        isConnected = false;
    }

    boolean isClosed()
    {
        return isClosed;
    }

    @Override
    public boolean claim(final int length)
    {
        claimLength = length;

        return canSend();
    }

    private boolean canSend()
    {
        return !isBlocked && !isClosed && isConnected;
    }

    @Override
    public MutableDirectBuffer buffer()
    {
        return claim;
    }

    @Override
    public int offset()
    {
        return 0;
    }

    @Override
    public void commit()
    {
        send(claim, 0, claimLength);
    }

    @Override
    public void abort()
    {
        claimLength = 0;
    }

    @Override
    public boolean offer(final DirectBuffer buffer, final int offset, final int length)
    {
        if (canSend())
        {
            send(buffer, offset, length);

            return true;
        }

        return false;
    }

    private void send(final DirectBuffer buffer, final int offset, final int length)
    {
        final byte[] message = new byte[length];
        buffer.getBytes(offset, message);
        observer.accept(message);
        channel.carry(sourceId, message);
    }

    @Override
    public int claimLengthMax()
    {
        return 256;
    }

    @Override
    public int messageLengthMax()
    {
        return 1 << 20;
    }

    @Override
    public boolean isConnected()
    {
        return isConnected && !isClosed;
    }

    @Override
    public int sourceId()
    {
        return sourceId;
    }

    @Override
    public void close()
    {
        isClosed = true;
    }
}
