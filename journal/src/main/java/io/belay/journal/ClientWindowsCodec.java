package io.belay.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Packs what a market remembers of its clients into bytes, and back; the page of the protocol has the layout. The same
 * windows always become the same bytes: a frame whose numbers follow those of the one before takes 6. Of one thread.
 */
final class ClientWindowsCodec
{
    private static final int VARINT_BITS = 7;
    private static final int VARINT_MORE = 1 << VARINT_BITS;
    private static final int VARINT_LENGTH_MAX = 10;

    private MutableDirectBuffer target;
    private DirectBuffer source;
    private int at;
    private int end;

    /**
     * Packs.
     *
     * @param windows to pack.
     * @param buffer  that grows when it must.
     * @param offset  where to begin.
     * @return how many bytes it took.
     */
    int encode(final ClientWindows windows, final MutableDirectBuffer buffer, final int offset)
    {
        target = buffer;
        at = offset;
        encode(windows.epochs(), windows.oldestTxid());
        final ClientWindow[] clients = windows.clientsInOrder();
        putVarint(clients.length);
        for (final ClientWindow client : clients)
        {
            encode(client);
        }

        return at - offset;
    }

    private void encode(final EpochRuns epochs, final long oldestTxid)
    {
        final int first = 0 == oldestTxid ? epochs.size() : Math.max(0, epochs.runOf(oldestTxid));
        putVarint(epochs.size() - first);
        long previous = 0;
        for (int i = first; i < epochs.size(); i++)
        {
            putVarint(epochs.firstTxid(i) - previous);
            putLong(epochs.epoch(i));
            previous = epochs.firstTxid(i);
        }
    }

    private void encode(final ClientWindow client)
    {
        putLong(client.clientId());
        target.putByte(at++, (byte)(client.isWhole() ? 1 : 0));
        putLong(client.droppedSequence());
        putVarint(client.droppedTxid());
        encode(client.incarnations());
        putVarint(client.size());
        long previousSequence = client.droppedSequence();
        long previousTxid = client.droppedTxid();
        for (int i = 0; i < client.size(); i++)
        {
            final long step = client.sequence(i) - previousSequence;
            putVarint((step << 1) ^ (step >> 63));
            putVarint(client.txid(i) - previousTxid);
            target.putInt(at, client.crc(i), LITTLE_ENDIAN);
            at += Integer.BYTES;
            previousSequence = client.sequence(i);
            previousTxid = client.txid(i);
        }
    }

    private void encode(final Incarnations incarnations)
    {
        final int size = null == incarnations ? 0 : incarnations.size();
        putLong(null == incarnations ? 0 : incarnations.droppedNumber());
        putVarint(null == incarnations ? 0 : incarnations.droppedTxid());
        putVarint(size);
        for (int i = 0; i < size; i++)
        {
            putLong(incarnations.number(i));
            putVarint(incarnations.position(i));
            putVarint(incarnations.txid(i));
        }
    }

    private void putLong(final long value)
    {
        target.putLong(at, value, LITTLE_ENDIAN);
        at += Long.BYTES;
    }

    private void putVarint(final long value)
    {
        long rest = value;
        while (0 != (rest & -VARINT_MORE))
        {
            target.putByte(at++, (byte)(rest | VARINT_MORE));
            rest >>>= VARINT_BITS;
        }

        target.putByte(at++, (byte)rest);
    }

    /**
     * Unpacks into windows of which nothing is known yet.
     *
     * @param windows to fill.
     * @param buffer  that holds the bytes, their checksum already checked.
     * @param offset  where they begin.
     * @param length  how many there are.
     * @return false when the bytes are none that {@link #encode} makes; then the windows are of no use.
     */
    boolean decode(final ClientWindows windows, final DirectBuffer buffer, final int offset, final int length)
    {
        source = buffer;
        at = offset;
        end = offset + length;
        try
        {
            decodeEpochs(windows.epochs());
            final int clients = count(ClientWindows.CLIENTS_MAX);
            for (int i = 0; i < clients; i++)
            {
                windows.restore(decodeClient());
            }

            return at == end && windows.frameCount() <= ClientWindows.FRAMES_MAX;
        }
        catch (final IndexOutOfBoundsException ex)
        {
            return false;
        }
    }

    private void decodeEpochs(final EpochRuns epochs)
    {
        final int count = count(end - at);
        long txid = 0;
        for (int i = 0; i < count; i++)
        {
            txid += varint();
            epochs.note(txid, nextLong());
        }
    }

    private ClientWindow decodeClient()
    {
        final long clientId = nextLong();
        final ClientWindow client = new ClientWindow(clientId, 0 != nextByte());
        long sequence = nextLong();
        long txid = varint();
        client.dropped(sequence, txid);
        decodeIncarnations(client);
        final int frames = count(ClientWindow.HELD_MAX);
        for (int i = 0; i < frames; i++)
        {
            final long step = varint();
            sequence += (step >>> 1) ^ -(step & 1);
            txid += varint();
            need(Integer.BYTES);
            client.add(sequence, txid, source.getInt(at, LITTLE_ENDIAN));
            at += Integer.BYTES;
        }

        return client;
    }

    private void decodeIncarnations(final ClientWindow client)
    {
        final long droppedNumber = nextLong();
        final long droppedTxid = varint();
        final int count = count(Incarnations.HELD_MAX);
        if (0 != count || 0 != droppedNumber)
        {
            client.writableIncarnations().drop(droppedNumber, droppedTxid);
        }

        for (int i = 0; i < count; i++)
        {
            client.begin(nextLong(), varint(), varint());
        }
    }

    private int count(final int max)
    {
        final long count = varint();
        if (count < 0 || count > max)
        {
            throw new IndexOutOfBoundsException("a count of " + count);
        }

        return (int)count;
    }

    private long nextLong()
    {
        need(Long.BYTES);
        at += Long.BYTES;

        return source.getLong(at - Long.BYTES, LITTLE_ENDIAN);
    }

    private byte nextByte()
    {
        need(1);

        return source.getByte(at++);
    }

    private long varint()
    {
        long value = 0;
        for (int i = 0; i < VARINT_LENGTH_MAX; i++)
        {
            final byte group = nextByte();
            value |= (group & (VARINT_MORE - 1L)) << (VARINT_BITS * i);
            if (group >= 0)
            {
                return value;
            }
        }

        throw new IndexOutOfBoundsException("a number without an end");
    }

    private void need(final int length)
    {
        if (length > end - at)
        {
            throw new IndexOutOfBoundsException("the bytes end at " + end);
        }
    }
}
