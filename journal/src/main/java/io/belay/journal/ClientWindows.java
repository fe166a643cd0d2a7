package io.belay.journal;

import java.util.Arrays;
import java.util.Comparator;

import org.agrona.collections.Long2ObjectHashMap;

/**
 * What one market remembers of its clients, so that an append that is sent again is not applied again: of each client
 * its last frames, by their exact sequences, and its incarnation. Of one thread.
 * <p>
 * It is a function of the market's entries in order, and of nothing else: both replicas, a later life of a node and
 * whoever is promoted give the same answers. It never calls new what may be in the live history. Within these bounds,
 * which are the same on every node, it knows exactly:
 * <ul>
 * <li>of each client the last {@link #WINDOW} frames; what is older, and not above all that is older, is too old;</li>
 * <li>of each market the last {@link #CLIENTS_MAX} clients; once one was forgotten, no stranger is called new;</li>
 * <li>of each market {@link #FRAMES_MAX} frames in all, the oldest ones too old first, so that about 16 clients have
 * their whole windows; and at most {@link #WINDOW} frames of a client may be superseded at once. Where one of these two
 * bounds was passed, one replica may call too old what another still knows.</li>
 * </ul>
 * A frame takes 20 bytes, in arrays that double as a client's window grows, and twice the window is held: at most 82 kB
 * for a client and 1.4 MB for a market. Once a window has grown, a frame allocates nothing.
 */
public final class ClientWindows
{
    /** How many frames of one client are remembered: twice as many as it may have in flight unless configured. */
    public static final int WINDOW = 2_048;

    /** How many clients are remembered in one market; the one that has done nothing for longest is forgotten. */
    public static final int CLIENTS_MAX = 1_024;

    /** How many frames of one market are held in all. */
    public static final int FRAMES_MAX = 65_536;

    private final Long2ObjectHashMap<ClientWindow> clients = new Long2ObjectHashMap<>();
    private final OldestFrames oldestFrames = new OldestFrames();
    private final EpochRuns epochs;
    private ClientWindow newest;
    private int frames;
    private boolean isForgetful;
    private long forgottenIncarnation;
    private long foundTxid;
    private long foundEpoch;
    private int foundCrc;

    /** Of a market without clients. */
    public ClientWindows()
    {
        this(new EpochRuns());
    }

    private ClientWindows(final EpochRuns epochs)
    {
        this.epochs = epochs;
    }

    /** Of a market of which some entries are not known: a client that is not known may have appended. */
    static ClientWindows forgetful()
    {
        final ClientWindows windows = new ClientWindows();
        windows.isForgetful = true;

        return windows;
    }

    /**
     * Takes in the next frame.
     *
     * @param clientId       of the client that appended it.
     * @param clientSequence that the client gave it.
     * @param txid           above that of every frame before.
     * @param epoch          in which it was made.
     * @param payloadCrc     CRC32C of its bytes alone.
     */
    public void onFrame(
        final long clientId,
        final long clientSequence,
        final long txid,
        final long epoch,
        final int payloadCrc)
    {
        final ClientWindow client = clientOf(clientId, !isForgetful);
        if (client.isFull())
        {
            client.dropOldest();
        }
        else if (FRAMES_MAX == frames)
        {
            oldestFrames.oldest(clients.values()).dropOldest();
        }
        else
        {
            frames++;
        }

        epochs.note(txid, epoch);
        client.add(clientSequence, txid, payloadCrc);
        oldestFrames.onFrames(client);
    }

    /**
     * A client began an incarnation. A client that is not known here is taken to be new: whoever makes such an entry
     * has made sure of that.
     *
     * @param clientId    of the client.
     * @param incarnation its number.
     * @param position    of the entry.
     * @param txid        of the last frame before it.
     */
    public void onSession(final long clientId, final long incarnation, final long position, final long txid)
    {
        clientOf(clientId, true).begin(incarnation, position, txid);
    }

    private ClientWindow clientOf(final long clientId, final boolean isWholeWhenNew)
    {
        if (null != newest && newest.clientId() == clientId)
        {
            return newest;
        }

        newest = clients.get(clientId);
        if (null == newest)
        {
            if (CLIENTS_MAX == clients.size())
            {
                forgetIdlest();
            }

            newest = new ClientWindow(clientId, isWholeWhenNew);
            clients.put(clientId, newest);
        }

        return newest;
    }

    private void forgetIdlest()
    {
        ClientWindow idlest = null;
        for (final ClientWindow client : clients.values())
        {
            if (null == idlest || client.lastTxid() < idlest.lastTxid() ||
                (client.lastTxid() == idlest.lastTxid() && client.clientId() < idlest.clientId()))
            {
                idlest = client;
            }
        }

        if (null != idlest)
        {
            clients.remove(idlest.clientId());
            frames -= idlest.size();
            forgottenIncarnation = Math.max(forgottenIncarnation, idlest.incarnation());
            oldestFrames.forget();
            isForgetful = true;
        }
    }

    /** Of clients that were forgotten elsewhere, and are unknown here. */
    void forgotten(final long highestIncarnation)
    {
        forgottenIncarnation = Math.max(forgottenIncarnation, highestIncarnation);
    }

    /** A client as it was kept elsewhere. */
    void restore(final ClientWindow client)
    {
        final ClientWindow former = clients.put(client.clientId(), client);
        frames += client.size() - (null == former ? 0 : former.size());
    }

    /**
     * Ends the life of everything from a position on.
     *
     * @param position first one that is dead.
     * @param txid     first one that is dead.
     */
    public void supersedeFrom(final long position, final long txid)
    {
        frames = 0;
        newest = null;
        oldestFrames.forget();
        epochs.truncateFrom(txid);
        for (final ClientWindow client : clients.values())
        {
            client.supersedeFrom(position, txid);
            frames += client.size();
        }

        clients.values().removeIf(ClientWindow::isBlank);
    }

    /**
     * Looks an append up. Allocates nothing.
     *
     * @param clientId       of its client.
     * @param clientSequence that its client gave it.
     * @return what is known of it; when it is {@link Remembered#KNOWN}, the numbers that were found tell which frame it
     *     became.
     */
    public Remembered find(final long clientId, final long clientSequence)
    {
        final ClientWindow client = null != newest && newest.clientId() == clientId ? newest : clients.get(clientId);
        if (null == client)
        {
            return isForgetful ? Remembered.FORGOTTEN : strange(clientSequence);
        }

        final int index = client.indexOf(clientSequence);
        if (index < 0)
        {
            return client.absent(clientSequence);
        }

        foundTxid = client.txid(index);
        foundEpoch = epochs.epochOf(foundTxid);
        foundCrc = client.crc(index);

        return Remembered.KNOWN;
    }

    /** Sequences begin with 1. */
    private static Remembered strange(final long clientSequence)
    {
        return clientSequence > 0 ? Remembered.NEW : Remembered.TOO_OLD;
    }

    /**
     * @return txid of the frame that was found last.
     */
    public long foundTxid()
    {
        return foundTxid;
    }

    /**
     * @return epoch in which the frame that was found last was made.
     */
    public long foundEpoch()
    {
        return foundEpoch;
    }

    /**
     * @return CRC32C of the bytes alone of the frame that was found last.
     */
    public int foundCrc()
    {
        return foundCrc;
    }

    /**
     * @param clientId of a client.
     * @return whether anything is remembered of it.
     */
    public boolean isKnown(final long clientId)
    {
        return clients.containsKey(clientId);
    }

    /**
     * @param clientId of a client.
     * @return highest sequence that the live history holds of it, as far as is known; 0 when there is none.
     */
    public long lastSequence(final long clientId)
    {
        final ClientWindow client = clients.get(clientId);

        return null == client ? 0 : client.highestSequence();
    }

    /**
     * @param clientId of a client.
     * @return its newest incarnation, 0 when none is known.
     */
    public long incarnation(final long clientId)
    {
        final ClientWindow client = clients.get(clientId);

        return null == client ? 0 : client.incarnation();
    }

    /**
     * The incarnation that a client begins next. It is above those of all clients that were forgotten, too: the client
     * may be one of them, and what is left of its earlier lives must be told from it.
     *
     * @param clientId of the client.
     * @return its number, 1 or more.
     */
    public long nextIncarnation(final long clientId)
    {
        return Math.max(incarnation(clientId), forgottenIncarnation) + 1;
    }

    /**
     * @return whether a client that is not known here may have appended nevertheless.
     */
    public boolean isForgetful()
    {
        return isForgetful;
    }

    /**
     * @return how many clients are remembered.
     */
    public int clientCount()
    {
        return clients.size();
    }

    /**
     * @return how many frames are held.
     */
    public int frameCount()
    {
        return frames;
    }

    long forgottenIncarnation()
    {
        return forgottenIncarnation;
    }

    /** Whether there is nothing to remember. */
    boolean isBlank()
    {
        return clients.isEmpty() && !isForgetful && 0 == forgottenIncarnation;
    }

    EpochRuns epochs()
    {
        return epochs;
    }

    /** Null when nothing is remembered of it. */
    ClientWindow client(final long clientId)
    {
        return clients.get(clientId);
    }

    /** By their ids. */
    ClientWindow[] clientsInOrder()
    {
        final ClientWindow[] all = clients.values().toArray(new ClientWindow[0]);
        Arrays.sort(all, Comparator.comparingLong(ClientWindow::clientId));

        return all;
    }

    /** Of the oldest frame that is held, 0 when none is. */
    long oldestTxid()
    {
        long oldest = 0;
        for (final ClientWindow client : clients.values())
        {
            if (client.size() > 0 && (0 == oldest || client.oldestTxid() < oldest))
            {
                oldest = client.oldestTxid();
            }
        }

        return oldest;
    }

    /**
     * A copy that goes its own way.
     *
     * @return windows with the same answers, now and after the same entries.
     */
    public ClientWindows copy()
    {
        final ClientWindows copy = new ClientWindows(epochs.copy());
        copy.frames = frames;
        copy.isForgetful = isForgetful;
        copy.forgottenIncarnation = forgottenIncarnation;
        for (final ClientWindow client : clients.values())
        {
            copy.clients.put(client.clientId(), client.copy());
        }

        return copy;
    }
}
