package io.belay.bench.command;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.belay.bench.system.BelaySettings;
import picocli.CommandLine.Option;

/**
 * What all benchmarks of Belay have in common.
 */
final class BenchOptions
{
    @Option(names = "--bytes", paramLabel = "N", defaultValue = "256",
        description = "Length of each frame's payload. Default: ${DEFAULT-VALUE}.")
    int bytes;

    @Option(names = "--markets", paramLabel = "N", defaultValue = "1",
        description = "Markets, which the frames go to in turn. Default: ${DEFAULT-VALUE}.")
    int markets;

    @Option(names = "--warmup", paramLabel = "TIME", defaultValue = "6s", converter = Duration.class,
        description = "Load before each run's measurements, so that the JVMs have compiled. Default: ${DEFAULT-VALUE}.")
    Duration warmup;

    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "5s", converter = Duration.class,
        description = "Of each measurement. Default: ${DEFAULT-VALUE}.")
    Duration duration;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "1",
        description = "How often all is done again, with new processes. Default: ${DEFAULT-VALUE}.")
    int rounds;

    @Option(names = "--profile", paramLabel = "NAME", defaultValue = "dev",
        description = "Of the media driver: dev, low-latency or throughput. Default: ${DEFAULT-VALUE}.")
    String profile;

    @Option(names = "--client-idle", paramLabel = "NAME", defaultValue = "yield",
        description = "What the client does while it waits: yield, adaptive or spin. Default: ${DEFAULT-VALUE}.")
    String clientIdle;

    @Option(names = "--node-option", paramLabel = "KEY=VALUE",
        description = "A line of both nodes' configuration; may be repeated.")
    List<String> nodeOptions = new ArrayList<>();

    @Option(names = "--dir", paramLabel = "DIR",
        description = "Directory for the journals, on the disk to measure. Default: a new one in ./belay-out.")
    Path directory;

    @Option(names = "--keep", description = "Keeps that directory.")
    boolean keep;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all that was found as JSON.")
    Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes the report: one page that needs no network.")
    Path html;

    @Option(names = "--hgrm", paramLabel = "DIR",
        description = "Writes .hgrm and .hlog files for plotters of HdrHistogram.")
    Path hgrm;

    BelaySettings settings()
    {
        return settings(markets);
    }

    BelaySettings settings(final int count)
    {
        return new BelaySettings(profile, clientIdle, count, nodeOptions);
    }

    Path directory(final String command)
    {
        if (null != directory)
        {
            return directory;
        }

        final String time = LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));

        return Path.of("belay-out", "bench-" + command + "-" + time + "-" + ProcessHandle.current().pid());
    }
}
