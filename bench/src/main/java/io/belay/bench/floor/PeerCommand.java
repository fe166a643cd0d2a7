package io.belay.bench.floor;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.belay.bench.load.LoadException;

/**
 * How to start one of the systems that Belay is compared with. They are assembled apart from the product, and nothing
 * of them is on its class path.
 */
public final class PeerCommand
{
    /** Property that names the assembled jar, where it is not in its usual place. */
    public static final String JAR_PROPERTY = "belay.peers.jar";

    private static final String JAR_FROM_PRODUCT = "../../peers/target/peers/belay-peers.jar";

    /** What Aeron's own benchmarks run with, at a size for small machines. */
    private static final List<String> CLUSTER_FLAGS = List.of(
        "-Xms2g",
        "-Xmx2g",
        "-XX:+AlwaysPreTouch",
        "-XX:+UseParallelGC",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:GuaranteedSafepointInterval=300000",
        "-Djava.net.preferIPv4Stack=true",
        "-Dagrona.disable.bounds.checks=true");

    /** What BookKeeper's own start script sets. */
    private static final List<String> BOOKKEEPER_FLAGS = List.of(
        "-Xms2g",
        "-Xmx2g",
        "-XX:MaxDirectMemorySize=2g",
        "-XX:+UseG1GC",
        "-XX:MaxGCPauseMillis=10",
        "-XX:+ParallelRefProcEnabled",
        "-Djava.net.preferIPv4Stack=true",
        "-Dio.netty.leakDetectionLevel=disabled");

    private PeerCommand()
    {
    }

    /**
     * @return where the assembled jar is, beside this product in its tree of sources.
     * @throws LoadException if it is not there, with what to do.
     */
    public static Path jar()
    {
        final String named = System.getProperty(JAR_PROPERTY);
        final Path jar = null == named ? product().resolveSibling(JAR_FROM_PRODUCT).normalize() : Path.of(named);
        if (!Files.exists(jar))
        {
            throw new LoadException("the systems to compare with are not built: " + jar +
                " is missing; scripts/belay bench compare builds it, and so does mvn package");
        }

        return jar;
    }

    private static Path product()
    {
        try
        {
            return Path.of(PeerCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        }
        catch (final URISyntaxException ex)
        {
            throw new LoadException("cannot tell where this program is", ex);
        }
    }

    /**
     * @param jar    that was assembled.
     * @param system to run, as the {@link io.belay.bench.load.ChildSpec} names it.
     * @param spec   file with that.
     * @return the command, with the flags that the system's own experts use.
     */
    public static List<String> of(final Path jar, final String system, final Path spec)
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(system.startsWith("aeron-cluster") ? CLUSTER_FLAGS : BOOKKEEPER_FLAGS);
        command.add("-jar");
        command.add(jar.toString());
        command.add(spec.toString());

        return command;
    }
}
