package io.belay.bench.process;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration files of a run's two nodes: one owns all markets, the other stands by for them.
 */
public final class NodeFile
{
    /** Name of the node that owns all markets. */
    public static final String OWNER = "alpha";
    /** Name of the node that stands by for them. */
    public static final String STANDBY = "beta";

    private final int ownerPort;
    private final int standbyPort;

    private NodeFile(final int ownerPort, final int standbyPort)
    {
        this.ownerPort = ownerPort;
        this.standbyPort = standbyPort;
    }

    /**
     * Chooses UDP ports that are free: both are bound at once, so they differ, and the kernel hands out no used one.
     *
     * @return files on these ports.
     * @throws IOException when there is no port.
     */
    public static NodeFile onFreePorts() throws IOException
    {
        final InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (DatagramSocket first = new DatagramSocket(any); DatagramSocket second = new DatagramSocket(any))
        {
            return new NodeFile(first.getLocalPort(), second.getLocalPort());
        }
    }

    /**
     * Writes the file of one node.
     *
     * @param node        its name.
     * @param directories of the run.
     * @param markets     names of all markets.
     * @param more        lines of the file beyond those that a run needs.
     * @return the file.
     * @throws IOException when it cannot be written.
     */
    public Path write(
        final String node, final RunDirectories directories, final List<String> markets, final List<String> more)
        throws IOException
    {
        final Path file = directories.out().resolve(node + ".properties");
        final List<String> lines = new ArrayList<>(List.of(
            "belay.node=" + node,
            "belay.dir=" + escaped(directories.node(node)),
            "aeron.dir=" + escaped(directories.aeron()),
            "belay.node." + OWNER + ".id=1",
            "belay.node." + OWNER + ".endpoint=127.0.0.1:" + ownerPort,
            "belay.node." + STANDBY + ".id=2",
            "belay.node." + STANDBY + ".endpoint=127.0.0.1:" + standbyPort,
            "belay.markets=" + String.join(",", markets),
            "belay.market.owner=" + OWNER,
            "belay.market.standby=" + STANDBY,
            "belay.market.w=2"));
        lines.addAll(more);
        Files.write(file, lines);

        return file;
    }

    /** A backslash is an escape in a properties file. */
    private static String escaped(final Path path)
    {
        return path.toString().replace("\\", "\\\\");
    }
}
