package io.belay.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;

import io.belay.client.BelayClient;
import io.belay.client.OutcomeHandler;
import io.belay.driver.BelayDriver;
import io.belay.driver.DriverConfig;
import org.agrona.CloseHelper;

/**
 * The nodes alpha and beta on one media driver, with real journals below a folder, small and on free ports.
 */
final class Cluster implements AutoCloseable
{
    static final String ALPHA = "alpha";
    static final String BETA = "beta";
    static final int FRAME_LENGTH_MAX = 1 << 20;

    private final Path directory;
    private final Properties common = new Properties();
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private BelayDriver driver;

    Cluster(final Path directory)
    {
        this.directory = directory;
        final int[] ports = Ports.free(2);
        with("belay.node.alpha.id", "1");
        with("belay.node.alpha.endpoint", "127.0.0.1:" + ports[0]);
        with("belay.node.beta.id", "2");
        with("belay.node.beta.endpoint", "127.0.0.1:" + ports[1]);
        with("belay.markets", "BTC-USD");
        with("belay.market.owner", ALPHA);
        with("belay.market.standby", BETA);
        with("belay.journal.cycle.length", "4m");
        with("belay.heartbeat.interval", "20ms");
        with("belay.replica.timeout", "1s");
        with("belay.retry.interval", "100ms");
    }

    /** A cluster with a driver. */
    static Cluster withDriver(final Path directory)
    {
        final Cluster cluster = new Cluster(directory);
        cluster.startDriver();

        return cluster;
    }

    Cluster with(final String key, final String value)
    {
        common.setProperty(key, value);

        return this;
    }

    /** As they are, without those that make it a node's. */
    Properties common()
    {
        return common;
    }

    String get(final String key)
    {
        return common.getProperty(key);
    }

    /** Dead clients are noticed soon, and positions move on under a loaded machine. */
    void startDriver()
    {
        driver = BelayDriver.launch(DriverConfig.embedded()
            .with("aeron.client.liveness.timeout", "3s", "test")
            .with("aeron.publication.linger.timeout", "1s", "test")
            .with("aeron.timer.interval", "50ms", "test"));
    }

    void stopDriver()
    {
        CloseHelper.close(driver);
        driver = null;
    }

    String aeronDirectory()
    {
        return driver.aeronDirectoryName();
    }

    Path directoryOf(final String node)
    {
        return directory.resolve(node);
    }

    Properties properties(final String node)
    {
        final Properties properties = new Properties();
        properties.putAll(common);
        properties.setProperty("belay.node", node);
        properties.setProperty("belay.dir", directoryOf(node).toString());
        if (null != driver)
        {
            properties.setProperty("aeron.dir", aeronDirectory());
        }

        return properties;
    }

    /** The properties of a node in a file, for its command. */
    Path file(final String node)
    {
        final Path file = directory.resolve(node + ".properties");
        try (var writer = Files.newBufferedWriter(file))
        {
            properties(node).store(writer, null);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }

        return file;
    }

    RunningNode start(final String node)
    {
        final RunningNode running = RunningNode.launch(NodeConfig.from(Settings.of(properties(node))));
        closeables.push(running);

        return running;
    }

    BelayClient connect(final String node)
    {
        return connect(node, (outcome) -> {});
    }

    BelayClient connect(final String node, final OutcomeHandler handler)
    {
        final BelayClient client = BelayClient.connect(context(node).outcomeHandler(handler));
        closeables.push(client);

        return client;
    }

    /** Timeouts that a loaded machine does not reach. */
    BelayClient.Context context(final String node)
    {
        return new BelayClient.Context()
            .aeronDirectoryName(aeronDirectory())
            .node(node)
            .connectTimeoutNs(20_000_000_000L)
            .outcomeTimeoutNs(20_000_000_000L);
    }

    @Override
    public void close()
    {
        while (!closeables.isEmpty())
        {
            CloseHelper.close(closeables.pop());
        }

        stopDriver();
    }
}
