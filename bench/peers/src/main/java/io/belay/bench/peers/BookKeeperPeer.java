package io.belay.bench.peers;

import java.nio.file.Path;
import java.util.Map;

import io.belay.bench.floor.Options;
import io.belay.bench.floor.ScratchDirectory;
import io.belay.bench.load.AnswerListener;
import io.belay.bench.load.LoadException;
import io.belay.bench.load.LoadProcess;
import io.belay.bench.load.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.agrona.CloseHelper;
import org.apache.bookkeeper.client.AsyncCallback;
import org.apache.bookkeeper.client.BKException;
import org.apache.bookkeeper.client.BookKeeper;
import org.apache.bookkeeper.client.LedgerHandle;
import org.apache.bookkeeper.conf.ClientConfiguration;

/**
 * Apache BookKeeper with two bookies and a ledger on both of them: an answer comes when both have the entry in their
 * synced journals.
 * <p>
 * Answers come on a thread of BookKeeper's own, for one ledger always the same one and in the order of the entries. So
 * what passes to the load's thread is a number: how many have ended.
 */
public final class BookKeeperPeer
    implements Target, LoadProcess.Described, AsyncCallback.AddCallback
{
    private static final String VERSION = "4.17.2";
    private static final int ENTRY_BYTES_MAX = 1 << 20;
    private static final long ROOM_BYTES = 4L << 30;
    private static final int ADD_TIMEOUT_S = 30;
    private static final int NO_THROTTLE = 0;
    private static final byte[] PASSWORD = {};

    private final Map<String, String> settings;
    private final int entryBytes;
    private final AnswerListener listener;
    private final ScratchDirectory directory;
    private LocalBookies bookies;
    private BookKeeper client;
    private LedgerHandle ledger;
    private long told;

    private String failure;
    private long failedFrom = Long.MAX_VALUE;
    /** Written last, and read first: what is above holds for all that have ended. */
    private volatile long ended;

    private BookKeeperPeer(final Options options, final int entryBytes, final AnswerListener listener)
    {
        this.entryBytes = entryBytes;
        this.listener = listener;
        final Path parent = options.path("dir");
        final long roomBytes = options.number("room.bytes", ROOM_BYTES, 0, Long.MAX_VALUE);
        options.requireAllKnown();
        if (entryBytes < Long.BYTES || entryBytes > ENTRY_BYTES_MAX)
        {
            throw new LoadException("an entry of " + entryBytes + " bytes is not from 8 to " + ENTRY_BYTES_MAX);
        }

        settings = settings(entryBytes);
        directory = ScratchDirectory.create(parent, "bookkeeper-", roomBytes);
        try
        {
            start();
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            close();
            throw new LoadException("interrupted while BookKeeper came up", ex);
        }
        catch (final Exception ex)
        {
            close();
            throw new LoadException("BookKeeper did not come up: " + ex, ex);
        }
    }

    /**
     * Starts the bookies, connects, and makes the ledger.
     *
     * @param options    {@code dir} on the disk under test, {@code room.bytes} that must be free there.
     * @param entryBytes of each entry.
     * @param listener   of the answers.
     * @return BookKeeper with a client, ready.
     * @throws LoadException if it does not come up, with the reason.
     */
    public static BookKeeperPeer open(final Options options, final int entryBytes, final AnswerListener listener)
    {
        return new BookKeeperPeer(options, entryBytes, listener);
    }

    private static Map<String, String> settings(final int entryBytes)
    {
        final Map<String, String> settings = PeersMain.commonSettings("Apache BookKeeper " + VERSION);
        settings.put("bookies", LocalBookies.COUNT + ", in one JVM with ZooKeeper and the client");
        settings.put("ledger", "ensemble 2, write quorum 2, ack quorum 2, digest CRC32C, entries of " + entryBytes + " bytes");
        settings.put("journal", "journalSyncData=true, journalAdaptiveGroupWrites=true, journalMaxGroupWaitMSec=" +
            LocalBookies.GROUP_WAIT_MS + ", journalFlushWhenQueueEmpty=true");
        settings.put("storage", "SortedLedgerStorage");
        settings.put("client", "asyncAddEntry of pooled buffers, throttle off, v2 wire protocol, addEntryTimeout " +
            ADD_TIMEOUT_S + " s");

        return settings;
    }

    private void start() throws Exception
    {
        bookies = LocalBookies.start(directory.path());
        final ClientConfiguration configuration = new ClientConfiguration();
        configuration.setMetadataServiceUri(bookies.metadataServiceUri());
        configuration.setAddEntryTimeout(ADD_TIMEOUT_S);
        configuration.setThrottleValue(NO_THROTTLE);
        configuration.setUseV2WireProtocol(true);
        client = new BookKeeper(configuration);
        ledger = client.createLedger(
            LocalBookies.COUNT, LocalBookies.COUNT, LocalBookies.COUNT, BookKeeper.DigestType.CRC32C, PASSWORD);
    }

    @Override
    public Map<String, String> settings()
    {
        return settings;
    }

    @Override
    public boolean send(final long id)
    {
        final ByteBuf entry = PooledByteBufAllocator.DEFAULT.directBuffer(entryBytes);
        entry.writeLong(id);
        entry.writerIndex(entryBytes);
        ledger.asyncAddEntry(entry, this, null);

        return true;
    }

    /** The ledger numbers its entries as the load does: from 0, in the order of sending. */
    @Override
    public void addComplete(final int code, final LedgerHandle handle, final long entryId, final Object context)
    {
        final long due = ended;
        if (Long.MAX_VALUE == failedFrom && (BKException.Code.OK != code || entryId != due))
        {
            failure = BKException.Code.OK != code ? BKException.getMessage(code) :
                "entry " + entryId + " was answered where " + due + " was due";
            failedFrom = due;
        }

        ended = due + 1;
    }

    @Override
    public int poll()
    {
        final long until = ended;
        final int count = (int)(until - told);
        while (told < until)
        {
            if (told < failedFrom)
            {
                listener.onAnswered(told);
            }
            else
            {
                listener.onFailed(told, "BookKeeper: " + failure);
            }

            told++;
        }

        return count;
    }

    @Override
    public void close()
    {
        CloseHelper.quietCloseAll(ledger, client, bookies, directory);
    }
}
