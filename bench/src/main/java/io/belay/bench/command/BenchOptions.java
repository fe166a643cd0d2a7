package io.belay.bench.command;

import java.util.ArrayList;
import java.util.List;

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

    @Option(names = "--profile", paramLabel = "NAME", defaultValue = "dev", converter = ProfileOption.class,
        description = "Of the media driver: dev, low-latency or throughput. Default: ${DEFAULT-VALUE}. " +
            "One for cores to spare is measured on few of them too.")
    String profile;

    @Option(names = "--client-idle", paramLabel = "NAME", defaultValue = "yield",
        description = "What the client does while it waits: yield, adaptive or spin. Default: ${DEFAULT-VALUE}.")
    String clientIdle;

    @Option(names = "--node-option", paramLabel = "KEY=VALUE",
        description = "A line of both nodes' configuration; may be repeated.")
    List<String> nodeOptions = new ArrayList<>();

    @Option(names = "--keep", description = "Keeps the journals.")
    boolean keep;

    BelaySettings settings()
    {
        return settings(markets);
    }

    BelaySettings settings(final int count)
    {
        return new BelaySettings(profile, clientIdle, count, nodeOptions);
    }
}
