package io.belay.driver;

import org.agrona.concurrent.ShutdownSignalBarrier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Runs a media driver until it is told to stop. */
@Command(
    name = "driver",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Run a media driver that trading processes and nodes on this machine share.",
    footerHeading = "%nWhat wins:%n",
    footer = {
        "  Aeron's default, then the profile, then each file in its order, then -D, then --dir.",
        "  (With Aeron's own launcher files win over -D.)",
        "",
        "When it is up it prints one line: READY driver dir=... pid=... profile=...",
        "SIGTERM and SIGINT end it and remove its directory.",
        "",
        "Exit codes: 0 ended, 2 usage, 6 cannot start here (the reason is said), 143 SIGTERM, 130 SIGINT."
    })
public final class DriverCommand implements Callable<Integer>
{
    private static final int EXIT_PRECONDITION = 6;

    @Parameters(
        arity = "0..*",
        paramLabel = "FILE",
        description = "Properties files with aeron.* keys, or names of bundled ones (dev.properties, " +
            "low-latency.properties, throughput.properties, and Aeron's own). A later one wins.")
    private List<String> files = new ArrayList<>();

    @Option(
        names = "--profile",
        defaultValue = "dev",
        paramLabel = "NAME",
        description = "dev for few cores, low-latency for a machine with cores to spare, throughput for bulk. " +
            "Default: ${DEFAULT-VALUE}")
    private String profile;

    @Option(names = "-D", paramLabel = "KEY=VALUE", mapFallbackValue = "", description = "Set one aeron.* key.")
    private Map<String, String> defines = new LinkedHashMap<>();

    @Option(
        names = "--dir",
        paramLabel = "DIR",
        description = "Where the driver and its clients meet (aeron.dir). Default: Aeron's, /dev/shm/aeron-USER")
    private Path directory;

    @Option(names = "--force", description = "Start although the checks of this machine advise against it.")
    private boolean isForced;

    @Option(
        names = "--print-config",
        description = "Print every aeron.* key with its value and where that came from, and end.")
    private boolean isPrintConfig;

    @Option(
        names = "--format", defaultValue = "text", paramLabel = "FORMAT",
        description = "text or json, for --print-config. Default: ${DEFAULT-VALUE}")
    private ConfigListing.Format format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call()
    {
        final PrintWriter err = spec.commandLine().getErr();
        try
        {
            final DriverConfig config = config();

            return isPrintConfig ? print(config) : run(config);
        }
        catch (final DriverRefusedException ex)
        {
            err.println("belay driver: " + ex.getMessage());
            err.flush();

            return EXIT_PRECONDITION;
        }
    }

    private DriverConfig config()
    {
        DriverConfig config = DriverConfig.of(chosenProfile()).withForce(isForced);
        for (final String file : files)
        {
            config = config.withFile(file);
        }

        config = config.withSystemProperties(System.getProperties());
        for (final Map.Entry<String, String> define : defines.entrySet())
        {
            config = config.with(define.getKey(), define.getValue(), "-D");
        }

        return directory == null ? config : config.withDirectory(directory.toString());
    }

    private DriverProfile chosenProfile()
    {
        try
        {
            return DriverProfile.of(profile);
        }
        catch (final IllegalArgumentException ex)
        {
            throw new ParameterException(spec.commandLine(), ex.getMessage(), ex);
        }
    }

    private int print(final DriverConfig config)
    {
        final Preflight preflight = BelayDriver.preflight(config, Machine.probe(Path.of(config.directory())));
        final PrintWriter out = spec.commandLine().getOut();
        new ConfigListing(preflight.fitted()).print(out, format);
        out.flush();
        warn(preflight.findings());

        return 0;
    }

    private int run(final DriverConfig config)
    {
        TimerSlack.setNs(1);
        try (ShutdownSignalBarrier barrier = new ShutdownSignalBarrier();
            BelayDriver driver = BelayDriver.launch(
                config, Machine.probe(Path.of(config.directory())), barrier::signalAll))
        {
            warn(driver.warnings());
            final PrintWriter out = spec.commandLine().getOut();
            out.println("READY driver dir=" + driver.aeronDirectoryName() +
                " pid=" + ProcessHandle.current().pid() + " profile=" + config.profile());
            out.flush();
            barrier.await();
        }

        return 0;
    }

    private void warn(final List<Finding> findings)
    {
        final PrintWriter err = spec.commandLine().getErr();
        for (final Finding finding : findings)
        {
            err.println((finding.refused() ? "refused: " : "warning: ") + finding);
        }

        err.flush();
    }
}
