package io.belay.node;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.exceptions.DriverTimeoutException;
import io.belay.driver.BelayDriver;
import io.belay.driver.DriverConfig;
import io.belay.transport.AeronStreams;
import io.belay.transport.DriverListener;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;

/**
 * The media driver that a node uses: one that runs already, or one inside the node.
 */
final class NodeDriver implements AutoCloseable
{
    private final NodeConfig config;
    private final BelayDriver embedded;
    private final String directory;

    private NodeDriver(final NodeConfig config, final BelayDriver embedded, final String directory)
    {
        this.config = config;
        this.embedded = embedded;
        this.directory = directory;
    }

    /** Starts the driver if it is to be inside the node. */
    static NodeDriver of(final NodeConfig config, final PrintStream err)
    {
        if (!config.driverEmbedded())
        {
            return new NodeDriver(
                config, null, config.aeron().getOrDefault("aeron.dir", CommonContext.getAeronDirectoryName()));
        }

        final BelayDriver driver = BelayDriver.launch(embeddedConfig(config));
        driver.warnings().forEach((finding) -> err.println("belay: " + finding));

        return new NodeDriver(config, driver, driver.aeronDirectoryName());
    }

    private static DriverConfig embeddedConfig(final NodeConfig config)
    {
        DriverConfig driver = DriverConfig.of(config.driverProfile());
        if (!config.aeron().containsKey("aeron.dir"))
        {
            driver = driver.withDirectory(embeddedDirectory(config));
        }

        for (final Map.Entry<String, String> setting : config.aeron().entrySet())
        {
            driver = driver.with(setting.getKey(), setting.getValue(), "configuration of the node");
        }

        return driver;
    }

    /** The same at every start, so that what a killed node has left there is replaced. */
    private static String embeddedDirectory(final NodeConfig config)
    {
        final String path = config.directory().toAbsolutePath().normalize().toString();

        return CommonContext.AERON_DIR_PROP_DEFAULT + "-" + config.self().name() + "-" +
            Integer.toHexString(path.hashCode());
    }

    String directory()
    {
        return directory;
    }

    AeronStreams connect(final ErrorHandler errors, final DriverListener listener)
    {
        try
        {
            return AeronStreams.connect(
                new Aeron.Context()
                    .aeronDirectoryName(directory)
                    .driverTimeoutMs(TimeUnit.NANOSECONDS.toMillis(config.driverTimeoutNs())),
                errors,
                listener);
        }
        catch (final DriverTimeoutException ex)
        {
            throw new NodeRefusedException(NodeFailure.Kind.DRIVER_MISSING, "no media driver runs in " +
                directory + "; start one with 'belay driver', set aeron.dir to the directory of one that runs, " +
                "or set belay.driver.embedded=true", ex);
        }
    }

    @Override
    public void close()
    {
        CloseHelper.quietClose(embedded);
    }
}
