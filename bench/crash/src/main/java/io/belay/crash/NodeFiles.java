package io.belay.crash;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration files of a pair's nodes. All timeouts are short, so that a fault outlives them, and all memory small.
 */
final class NodeFiles
{
    private static final int WIRED_PORT = 21000;
    private static final String DEGRADE_AFTER = "300ms";
    private static final List<String> COMMON = List.of(
        "belay.market.w=2",
        "belay.frame.length.max=64k",
        "belay.wal.term.length=1m",
        "belay.market.window=1024",
        "belay.heartbeat.interval=50ms",
        "belay.replica.timeout=500ms",
        "belay.retry.interval=200ms",
        "belay.driver.timeout=4s",
        "belay.journal.cycle.length=4m");

    private final Pair pair;
    private final String[] endpoints = new String[2];

    NodeFiles(final Pair pair) throws IOException
    {
        this.pair = pair;
        if (pair.layout().isWired())
        {
            for (int i = 0; i < endpoints.length; i++)
            {
                endpoints[i] = pair.bench().namespaces().address(i) + ":" + WIRED_PORT;
            }
        }
        else
        {
            final InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            try (DatagramSocket one = new DatagramSocket(any); DatagramSocket other = new DatagramSocket(any))
            {
                endpoints[0] = "127.0.0.1:" + one.getLocalPort();
                endpoints[1] = "127.0.0.1:" + other.getLocalPort();
            }
        }
    }

    /** As the pair is meant to be. */
    Path write(final Machine machine) throws IOException
    {
        return store(machine.name() + ".properties", lines(machine, false));
    }

    /** With owner and standby of all markets exchanged. */
    Path writeExchanged(final Machine machine) throws IOException
    {
        return store(machine.name() + "-exchanged.properties", lines(machine, true));
    }

    /** On another driver and port, and in the same directory. */
    Path writeTwin(final Machine machine) throws IOException
    {
        final String endpoint = endpoints[machine.index()];
        final int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
        final Map<String, String> lines = lines(machine, false);
        embedDriver(lines);
        lines.put("aeron.dir", machine.aeronDirectory() + "-twin");
        lines.put("belay.node." + machine.name() + ".endpoint", endpoint.replace(":" + port, ":" + (port ^ 1)));

        return store(machine.name() + "-twin.properties", lines);
    }

    private Map<String, String> lines(final Machine machine, final boolean isExchanged)
    {
        final Map<String, String> lines = new TreeMap<>();
        COMMON.forEach((setting) -> put(lines, setting));
        lines.put("belay.node", machine.name());
        lines.put("belay.dir", machine.directory().toString());
        lines.put("belay.journal.write.mode", pair.layout().writeMode());
        if (pair.layout().degrade())
        {
            lines.put("belay.market.standby.lost", "DEGRADE");
            lines.put("belay.market.degrade.after", DEGRADE_AFTER);
        }

        lines.put("belay.markets", String.join(",", Layout.MARKETS));
        for (int market = 0; market < Layout.MARKETS.size(); market++)
        {
            final int owner = pair.layout().firstOwner(market) ^ (isExchanged ? 1 : 0);
            final String prefix = "belay.market." + Layout.MARKETS.get(market);
            lines.put(prefix + ".owner", pair.machine(owner).name());
            lines.put(prefix + ".standby", pair.machine(1 - owner).name());
        }

        for (int i = 0; i < endpoints.length; i++)
        {
            lines.put("belay.node." + pair.machine(i).name() + ".id", String.valueOf(i + 1));
            lines.put("belay.node." + pair.machine(i).name() + ".endpoint", endpoints[i]);
        }

        lines.put("aeron.dir", machine.aeronDirectory().toString());
        if (Layout.Driver.EMBEDDED == pair.layout().driver())
        {
            embedDriver(lines);
        }

        return lines;
    }

    private static void embedDriver(final Map<String, String> lines)
    {
        lines.put("belay.driver.embedded", "true");
        Pair.DRIVER_SETTINGS.forEach((setting) -> put(lines, setting));
    }

    private static void put(final Map<String, String> lines, final String setting)
    {
        final int equals = setting.indexOf('=');
        lines.put(setting.substring(0, equals), setting.substring(equals + 1));
    }

    private Path store(final String name, final Map<String, String> lines) throws IOException
    {
        final Path file = pair.folder().resolve(name);
        Files.write(file, lines.entrySet().stream().map((line) -> line.getKey() + "=" + line.getValue()).toList());

        return file;
    }
}
