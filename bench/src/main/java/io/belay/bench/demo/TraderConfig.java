package io.belay.bench.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import io.belay.bench.flow.GeneratedFlow;
import io.belay.bench.flow.LobsterFile;
import io.belay.bench.flow.LobsterFlow;
import io.belay.bench.flow.MarketFlows;
import io.belay.bench.flow.OrderFlow;
import io.belay.bench.flow.Pace;

/**
 * What the sample trading process is told, through a properties file.
 *
 * @param aeronDirectory where the media driver is.
 * @param node           to append to.
 * @param otherNode      that may own the markets when that one is lost; empty when what is lost stays lost.
 * @param clientId       of all connections of the process.
 * @param fault          that the demo has in store.
 * @param gate           file that is there once the fault has happened; the last events are not sent before.
 * @param markets        that the events belong to.
 * @param orders         file of events, or empty for made-up ones.
 * @param seed           of made-up events.
 * @param count          of events.
 * @param warmup         of them that are left out of the latencies.
 * @param rate           a second, for the even pace and as the average of made-up events.
 * @param speed          of the events' own times, or 0.
 * @param asap           whether each event is sent as soon as there is room.
 * @param window         of appends in flight, a power of two.
 * @param acked          file for what was acknowledged.
 * @param latencyLog     file for the interval log.
 * @param result         file for the result.
 */
record TraderConfig(
    String aeronDirectory,
    String node,
    String otherNode,
    long clientId,
    Fault fault,
    Path gate,
    List<String> markets,
    String orders,
    long seed,
    int count,
    int warmup,
    double rate,
    double speed,
    boolean asap,
    int window,
    Path acked,
    Path latencyLog,
    Path result)
{
    private static final long OUTCOME_TIMEOUT_NS = 10_000_000_000L;
    private static final long OWNER_TIMEOUT_NS = 500_000_000L;

    TraderConfig
    {
        markets = List.copyOf(markets);
    }

    void store(final Path path) throws IOException
    {
        final Properties properties = new Properties();
        properties.setProperty("aeron.dir", aeronDirectory);
        properties.setProperty("demo.node", node);
        properties.setProperty("demo.node.other", otherNode);
        properties.setProperty("demo.client.id", Long.toString(clientId));
        properties.setProperty("demo.fault", fault.name());
        properties.setProperty("demo.gate", gate.toString());
        properties.setProperty("demo.markets", String.join(",", markets));
        properties.setProperty("demo.orders", orders);
        properties.setProperty("demo.seed", Long.toString(seed));
        properties.setProperty("demo.count", Integer.toString(count));
        properties.setProperty("demo.warmup", Integer.toString(warmup));
        properties.setProperty("demo.rate", Double.toString(rate));
        properties.setProperty("demo.speed", Double.toString(speed));
        properties.setProperty("demo.asap", Boolean.toString(asap));
        properties.setProperty("demo.window", Integer.toString(window));
        properties.setProperty("demo.acked", acked.toString());
        properties.setProperty("demo.latency.log", latencyLog.toString());
        properties.setProperty("demo.result", result.toString());
        try (Writer writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8))
        {
            properties.store(writer, null);
        }
    }

    static TraderConfig load(final Path path) throws IOException
    {
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8))
        {
            properties.load(reader);
        }

        for (final String key : List.of("aeron.dir", "demo.node", "demo.markets", "demo.acked", "demo.result"))
        {
            if (!properties.containsKey(key))
            {
                throw new IOException(path + ": '" + key + "' is missing; this file is made by belay demo");
            }
        }

        return new TraderConfig(
            properties.getProperty("aeron.dir"),
            properties.getProperty("demo.node"),
            properties.getProperty("demo.node.other"),
            Long.parseLong(properties.getProperty("demo.client.id")),
            Fault.valueOf(properties.getProperty("demo.fault")),
            Path.of(properties.getProperty("demo.gate")),
            List.of(properties.getProperty("demo.markets").split(",")),
            properties.getProperty("demo.orders"),
            Long.parseLong(properties.getProperty("demo.seed")),
            Integer.parseInt(properties.getProperty("demo.count")),
            Integer.parseInt(properties.getProperty("demo.warmup")),
            Double.parseDouble(properties.getProperty("demo.rate")),
            Double.parseDouble(properties.getProperty("demo.speed")),
            Boolean.parseBoolean(properties.getProperty("demo.asap")),
            Integer.parseInt(properties.getProperty("demo.window")),
            Path.of(properties.getProperty("demo.acked")),
            Path.of(properties.getProperty("demo.latency.log")),
            Path.of(properties.getProperty("demo.result")));
    }

    /** So many events are sent before the fault, however slow whoever makes it is. */
    int countBeforeFault()
    {
        return Fault.NONE == fault ? count : count - count / 4;
    }

    /** Whether what became UNKNOWN is sent again, until it is acknowledged. */
    boolean isUnknownSentAgain()
    {
        return Fault.NONE != fault;
    }

    /** Whether the markets may get another owner while the process runs. */
    boolean isOwnerToChange()
    {
        return Fault.KILL_OWNER == fault;
    }

    /** After so long without an outcome one is UNKNOWN. Who has another node to turn to does not wait for long. */
    long outcomeTimeoutNs()
    {
        return isOwnerToChange() ? OWNER_TIMEOUT_NS : OUTCOME_TIMEOUT_NS;
    }

    Pace pace()
    {
        return asap ? Pace.asap() : speed > 0 ? Pace.ownTimes(speed) : Pace.even(rate);
    }

    /** Each market has a flow of its own: the same file, or a seed of its own. */
    MarketFlows flows() throws IOException
    {
        final LobsterFile file = orders.isEmpty() ? null : LobsterFile.read(Path.of(orders));
        final List<OrderFlow> flows = new ArrayList<>();
        for (int i = 0; i < markets.size(); i++)
        {
            flows.add(null == file ? new GeneratedFlow(seed + i, rate / markets.size()) : new LobsterFlow(file));
        }

        return new MarketFlows(flows);
    }
}
