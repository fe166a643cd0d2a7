package io.belay.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.belay.bench.load.LoadException;
import org.apache.bookkeeper.bookie.SortedLedgerStorage;
import org.apache.bookkeeper.conf.ServerConfiguration;
import org.apache.bookkeeper.shims.zk.ZooKeeperServerShim;
import org.apache.bookkeeper.util.LocalBookKeeper;

/**
 * Two bookies and the ZooKeeper that knows them, in this process, with their files in one directory.
 */
final class LocalBookies implements AutoCloseable
{
    static final int COUNT = 2;
    static final int GROUP_WAIT_MS = 1;

    /** Held, or its level would be forgotten with it. */
    private static final Logger LOGGER = Logger.getLogger("org.apache");
    private static final String HOST = "127.0.0.1";
    private static final int CONNECTIONS_MAX = 1000;
    private static final float DISK_USAGE_MAX = 0.99f;

    private final String metadataServiceUri;
    private final ZooKeeperServerShim zooKeeper;
    private final LocalBookKeeper bookies;

    private LocalBookies(
        final String metadataServiceUri, final ZooKeeperServerShim zooKeeper, final LocalBookKeeper bookies)
    {
        this.metadataServiceUri = metadataServiceUri;
        this.zooKeeper = zooKeeper;
        this.bookies = bookies;
    }

    /** To be called before any class of ZooKeeper is loaded. */
    private static void setProperties()
    {
        System.setProperty("zookeeper.4lw.commands.whitelist", "stat"); // How its start is waited for.
        System.setProperty("zookeeper.admin.enableServer", "false");
        LOGGER.setLevel(Level.SEVERE);
    }

    /**
     * @param directory that is empty.
     * @return the bookies, in service.
     */
    static LocalBookies start(final Path directory) throws Exception
    {
        setProperties();
        final int port = FreePorts.tcp();
        final String uri = "zk+hierarchical://" + HOST + ":" + port + "/ledgers";
        final ZooKeeperServerShim zooKeeper =
            LocalBookKeeper.runZookeeper(CONNECTIONS_MAX, port, directory(directory, "zookeeper").toFile());
        final LocalBookKeeper bookies = new LocalBookKeeper(
            COUNT, configuration(directory, uri), directory(directory, "conf").toString(), true, "", HOST, port);
        final LocalBookies local = new LocalBookies(uri, zooKeeper, bookies);
        try
        {
            bookies.start();

            return local;
        }
        catch (final Exception ex)
        {
            local.close();
            throw ex;
        }
    }

    private static Path directory(final Path parent, final String name) throws IOException
    {
        return Files.createDirectory(parent.resolve(name));
    }

    /** As for low latency: a journal that is synced at once when nothing waits, and does not wait for company. */
    private static ServerConfiguration configuration(final Path directory, final String metadataServiceUri)
        throws IOException
    {
        final ServerConfiguration configuration = new ServerConfiguration();
        configuration.setMetadataServiceUri(metadataServiceUri);
        configuration.setAllowLoopback(true);
        configuration.setListeningInterface("lo");
        configuration.setJournalDirName(directory(directory, "journal").toString());
        configuration.setLedgerDirNames(new String[]{directory(directory, "ledgers").toString()});
        configuration.setJournalSyncData(true);
        configuration.setJournalAdaptiveGroupWrites(true);
        configuration.setJournalMaxGroupWaitMSec(GROUP_WAIT_MS);
        configuration.setJournalFlushWhenQueueEmpty(true);
        configuration.setLedgerStorageClass(SortedLedgerStorage.class.getName());
        configuration.setDiskUsageThreshold(DISK_USAGE_MAX);
        configuration.setDiskUsageWarnThreshold(DISK_USAGE_MAX);

        return configuration;
    }

    String metadataServiceUri()
    {
        return metadataServiceUri;
    }

    @Override
    public void close()
    {
        try
        {
            bookies.close();
        }
        catch (final Exception ex)
        {
            throw new LoadException("the bookies did not stop in order: " + ex, ex);
        }
        finally
        {
            zooKeeper.stop();
        }
    }
}
