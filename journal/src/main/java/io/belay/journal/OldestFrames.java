package io.belay.journal;

import java.util.Arrays;
import java.util.Collection;

/**
 * Finds the client whose oldest frame is the oldest of a market: a heap. It costs nothing before it is asked.
 * <p>
 * What a client stands at is looked at only when it comes to the top: it may have dropped frames meanwhile, and so
 * belong further down, but never further up. Whoever takes frames away at the other end forgets the heap.
 */
final class OldestFrames
{
    private ClientWindow[] heap = new ClientWindow[0];
    private int size;
    private boolean isBuilt;

    void forget()
    {
        Arrays.fill(heap, 0, size, null);
        size = 0;
        isBuilt = false;
    }

    /** A client has frames, though it may have had none before. */
    void onFrames(final ClientWindow client)
    {
        if (isBuilt && !client.isQueued)
        {
            add(client);
        }
    }

    /** The client with the oldest frame of all; at least one has a frame. */
    ClientWindow oldest(final Collection<ClientWindow> clients)
    {
        if (!isBuilt)
        {
            build(clients);
        }

        while (true)
        {
            final ClientWindow top = heap[0];
            if (0 == top.size())
            {
                top.isQueued = false;
                heap[0] = heap[--size];
                heap[size] = null;
            }
            else if (top.oldestTxidKey == top.oldestTxid())
            {
                return top;
            }
            else
            {
                top.oldestTxidKey = top.oldestTxid();
            }

            siftDown();
        }
    }

    private void build(final Collection<ClientWindow> clients)
    {
        for (final ClientWindow client : clients)
        {
            client.isQueued = false;
            if (client.size() > 0)
            {
                add(client);
            }
        }

        isBuilt = true;
    }

    private void add(final ClientWindow client)
    {
        if (size == heap.length)
        {
            heap = Arrays.copyOf(heap, Math.max(16, 2 * size));
        }

        client.isQueued = true;
        client.oldestTxidKey = client.oldestTxid();
        int at = size++;
        while (at > 0 && heap[(at - 1) / 2].oldestTxidKey > client.oldestTxidKey)
        {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        heap[at] = client;
    }

    private void siftDown()
    {
        final ClientWindow client = heap[0];
        int at = 0;
        int child = 1;
        while (child < size)
        {
            if (child + 1 < size && heap[child + 1].oldestTxidKey < heap[child].oldestTxidKey)
            {
                child++;
            }

            if (heap[child].oldestTxidKey >= client.oldestTxidKey)
            {
                break;
            }

            heap[at] = heap[child];
            at = child;
            child = 2 * at + 1;
        }

        heap[at] = client;
    }
}
