package io.belay.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.belay.sbe.wal.ReplicaHeartbeatDecoder;
import io.belay.transport.InboundStream;
import io.belay.transport.MessageHandler;
import io.belay.transport.OutboundStream;
import io.belay.transport.SourceListener;
import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One stream in memory: ordered, with a source that can die and listeners that come and go.
 */
final class Pipe implements OutboundStream
{
    private static int nextSourceId = 1;

    private final List<Ear> ears = new ArrayList<>();
    private final ExpandableArrayBuffer claim = new ExpandableArrayBuffer();
    private int sourceId = nextSourceId++;
    private int claimLength;
    private boolean blocked;
    private boolean closed;

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Message(int sourceId, byte[] bytes)
    {
    }

    /** One listener's end. */
    static final class Ear implements InboundStream
    {
        private final Deque<Message> messages = new ArrayDeque<>();
        private final SourceListener listener;
        private final UnsafeBuffer buffer = new UnsafeBuffer();
        private int sourceId;
        private Integer lostSourceId;

        Ear(final SourceListener listener)
        {
            this.listener = listener;
        }

        @Override
        public int poll(final MessageHandler handler, final int countLimit)
        {
            int count = 0;
            while (count < countLimit && !messages.isEmpty())
            {
                final Message message = messages.peekFirst();
                buffer.wrap(message.bytes);
                if (!handler.onMessage(buffer, 0, buffer.capacity(), message.sourceId))
                {
                    return count;
                }

                messages.pollFirst();
                count++;
            }

            if (messages.isEmpty() && null != lostSourceId)
            {
                final int lost = lostSourceId;
                lostSourceId = null;
                if (null != listener)
                {
                    listener.onSourceUnavailable(lost);
                }
            }

            return count;
        }

        /** The next messages that wait to be polled are lost, without a sign. */
        void drop(final int count)
        {
            for (int i = 0; i < count; i++)
            {
                messages.pollFirst();
            }
        }

        /** Takes away all that waits to be polled. */
        List<byte[]> takeAll()
        {
            final List<byte[]> taken = new ArrayList<>();
            messages.forEach((message) -> taken.add(message.bytes));
            messages.clear();

            return taken;
        }

        void dropHeartbeats()
        {
            messages.removeIf((message) ->
                ReplicaHeartbeatDecoder.TEMPLATE_ID == Entry.templateId(new UnsafeBuffer(message.bytes), 0));
        }

        void dropAllButHeartbeats()
        {
            messages.removeIf((message) ->
                ReplicaHeartbeatDecoder.TEMPLATE_ID != Entry.templateId(new UnsafeBuffer(message.bytes), 0));
        }

        /** Flips one bit of the last message that waits to be polled. */
        void flipLast(final int index)
        {
            final byte[] bytes = messages.peekLast().bytes;
            bytes[index % bytes.length] ^= 1;
        }

        /** Hands the last message that waits over twice. */
        void repeatLast()
        {
            messages.addLast(messages.peekLast());
        }

        void inject(final byte[] message)
        {
            messages.addLast(new Message(sourceId, message));
        }

        int waiting()
        {
            return messages.size();
        }

        /** How many messages of one kind wait to be polled. */
        int waiting(final int templateId)
        {
            return (int)messages.stream()
                .filter((message) -> templateId == Entry.templateId(new UnsafeBuffer(message.bytes), 0)).count();
        }

        @Override
        public int sourceCount()
        {
            return 1;
        }

        @Override
        public void close()
        {
            messages.clear();
        }
    }

    Ear listen(final SourceListener listener)
    {
        final Ear ear = new Ear(listener);
        ear.sourceId = sourceId;
        ears.add(ear);

        return ear;
    }

    void deafen(final Ear ear)
    {
        ears.remove(ear);
    }

    /** The sender died: what the listeners did not poll of its last messages is lost. */
    void restart(final int lostSuffix)
    {
        for (final Ear ear : ears)
        {
            for (int i = 0; i < lostSuffix; i++)
            {
                ear.messages.pollLast();
            }

            ear.lostSourceId = sourceId;
        }

        sourceId = nextSourceId++;
        ears.forEach((ear) -> ear.sourceId = sourceId);
    }

    Pipe reopen()
    {
        closed = false;

        return this;
    }

    void block(final boolean isBlocked)
    {
        blocked = isBlocked;
    }

    @Override
    public boolean claim(final int length)
    {
        claimLength = length;

        return !blocked;
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
        if (blocked)
        {
            return false;
        }

        send(buffer, offset, length);

        return true;
    }

    private void send(final DirectBuffer buffer, final int offset, final int length)
    {
        for (final Ear ear : ears)
        {
            final byte[] message = new byte[length];
            buffer.getBytes(offset, message);
            ear.messages.addLast(new Message(sourceId, message));
        }
    }

    @Override
    public int claimLengthMax()
    {
        return 1024;
    }

    @Override
    public int messageLengthMax()
    {
        return 1 << 20;
    }

    @Override
    public boolean isConnected()
    {
        return !closed;
    }

    @Override
    public int sourceId()
    {
        return sourceId;
    }

    @Override
    public void close()
    {
        closed = true;
    }
}
