package io.belay.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.belay.node.ConfigException;
import io.belay.node.MarketField;
import io.belay.node.NodeCounters.NodeField;
import io.belay.node.NodeStatus;
import io.belay.replication.OwnerState;
import org.junit.jupiter.api.Test;

/**
 * What a watched node looks like, from figures that no real node would show so soon.
 */
class StatusScreenTest
{
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int INSTANCE = 7;

    private static NodeStatus node(final long instance, final long appends, final List<NodeStatus.Market> markets)
    {
        final List<NodeStatus.ObservedError> errors = new ArrayList<>();
        for (int i = 0; i < 5; i++)
        {
            errors.add(new NodeStatus.ObservedError(i, 1000, 1000L * i, "error " + i + " x".repeat(100)));
        }

        return new NodeStatus(
            "alpha", 1, true, false, 100, 0, "/aeron", 10, 10, false, 3, 0, 0, 10, instance,
            Map.of(NodeField.APPENDS, appends), markets, errors);
    }

    private static NodeStatus.Market market(final String name, final long txid, final long lagNs, final long ackNs)
    {
        final Map<MarketField, Long> values = new EnumMap<>(MarketField.class);
        values.put(MarketField.ROLE, 1L);
        values.put(MarketField.STATE, (long)OwnerState.LIVE.code());
        values.put(MarketField.W, 2L);
        values.put(MarketField.TXID, txid);
        values.put(MarketField.STANDBY_LAG_NS, lagNs);
        values.put(MarketField.ACK_P99_NS, ackNs);

        return new NodeStatus.Market(name, 1, values);
    }

    private static List<String> names(final List<NodeStatus.Market> markets)
    {
        return markets.stream().map(NodeStatus.Market::name).toList();
    }

    @Test
    void shouldTellNoRateWhenTheNodeWasStartedAgainBetween()
    {
        final NodeStatus before = node(INSTANCE, 1000, List.of(market("A", 100, 0, 0)));
        final NodeStatus after = node(INSTANCE + 1, 2000, List.of(market("A", 200, 0, 0)));
        final StatusRates rates = StatusRates.between(before, after, SECOND_NS);
        assertFalse(rates.isKnown());
        assertTrue(Double.isNaN(rates.perSecond(NodeField.APPENDS)));
        assertTrue(Double.isNaN(rates.framesPerSecond(after.markets().get(0))));
        assertTrue(StatusJson.of(after, after.markets(), rates).contains("\"framesPerSecond\":null"));
    }

    @Test
    void shouldTellNoRateWhenANumberWentBack()
    {
        final NodeStatus before = node(INSTANCE, 1000, List.of(market("A", 100, 0, 0)));
        final NodeStatus after = node(INSTANCE, 1000, List.of(market("A", 90, 0, 0), market("NEW", 5, 0, 0)));
        final StatusRates rates = StatusRates.between(before, after, SECOND_NS);
        assertEquals(0, rates.framesPerSecond(after.markets().get(0)));
        assertTrue(Double.isNaN(rates.framesPerSecond(after.markets().get(1))));
    }

    @Test
    void shouldDivideByTheTimeBetween()
    {
        final NodeStatus before = node(INSTANCE, 1000, List.of(market("A", 100, 0, 0)));
        final NodeStatus after = node(INSTANCE, 2000, List.of(market("A", 300, 0, 0)));
        final StatusRates rates = StatusRates.between(before, after, SECOND_NS / 2);
        assertEquals(2000, rates.perSecond(NodeField.APPENDS));
        assertEquals(400, rates.framesPerSecond(after.markets().get(0)));
    }

    @Test
    void shouldSortByEachFigureAndThenByName()
    {
        final List<NodeStatus.Market> earlier = List.of(
            market("B", 0, 0, 0), market("A", 0, 0, 0), market("C", 0, 0, 0), market("D", 0, 0, 0));
        final List<NodeStatus.Market> later = List.of(
            market("B", 10, 0, 5), market("A", 10, 70, 0), market("C", 99, 3, 9), market("D", 0, 0, 0));
        final StatusRates rates = StatusRates.between(
            node(INSTANCE, 0, earlier), node(INSTANCE, 0, later), SECOND_NS);
        assertEquals(List.of("A", "B", "C", "D"), names(MarketOrder.NAME.of(later, rates)));
        assertEquals(List.of("C", "A", "B", "D"), names(MarketOrder.RATE.of(later, rates)));
        assertEquals(List.of("A", "C", "B", "D"), names(MarketOrder.LAG.of(later, rates)));
        assertEquals(List.of("C", "B", "A", "D"), names(MarketOrder.LATENCY.of(later, rates)));
        assertEquals(List.of("A", "B", "C", "D"), names(MarketOrder.RATE.of(later, StatusRates.UNKNOWN)));
    }

    @Test
    void shouldFitTheTerminalAndSayHowManyMarketsItLeavesOut()
    {
        final List<NodeStatus.Market> markets = new ArrayList<>();
        for (int i = 0; i < 5000; i++)
        {
            markets.add(market("MARKET-WITH-A-LONG-NAME-" + i, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
        }

        final NodeStatus status = node(INSTANCE, Long.MAX_VALUE, markets);
        for (final int columns : new int[]{79, 80, 120, 400})
        {
            final List<String> lines =
                StatusScreen.of(status, markets, StatusRates.UNKNOWN, MarketOrder.LAG, columns, 24);
            assertEquals(23, lines.size(), () -> String.join("\n", lines));
            lines.forEach((line) -> assertTrue(line.length() <= columns, line));
            final long shown = lines.stream().filter((line) -> line.startsWith("MARKET-WITH")).count();
            assertTrue(lines.contains(String.format(Locale.ROOT,
                "and %,d more of 5,000, sorted by lag (--sort, --market, --rows)", 5000 - shown)),
                () -> String.join("\n", lines));
            assertTrue(lines.get(22).contains("error 2"), "the three latest errors, the latest first");
            assertEquals(columns >= 100, lines.stream().anyMatch((line) -> line.contains("LONG-NAME-0 ")));
        }
    }

    @Test
    void shouldEndWhenNobodyReadsItAnyMore()
    {
        final Writer closed = new Writer()
        {
            @Override
            public void write(final char[] chars, final int offset, final int length) throws IOException
            {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush()
            {
                // Nothing is kept back.
            }

            @Override
            public void close()
            {
                // Nothing is open.
            }
        };
        final StatusWatch watch = new StatusWatch(
            () -> node(INSTANCE, 0, List.of()), new MarketSelection(Set.of(), MarketOrder.NAME), () -> Terminal.NONE,
            true, 0, new PrintWriter(closed));
        watch.run(1000, 0);
        assertTrue(watch.isOutClosed());
    }

    @Test
    void shouldWaitWhileTheNodeCannotBeReadAndDrawOverThePictureBefore()
    {
        final Deque<NodeStatus> looks = new ArrayDeque<>(List.of(
            node(INSTANCE, 0, List.of()), node(INSTANCE, 0, List.of(market("A", 1, 0, 0)))));
        final StringWriter written = new StringWriter();
        final StatusWatch watch = new StatusWatch(
            () ->
            {
                if (looks.isEmpty())
                {
                    throw new ConfigException("it is being replaced");
                }

                return looks.poll();
            },
            new MarketSelection(Set.of(), MarketOrder.NAME),
            () -> new Terminal(true, 80, 24),
            false,
            0,
            new PrintWriter(written));
        assertEquals(null, watch.run(1000, 2));
        final String[] pictures = written.toString().split("\033\\[H", -1);
        assertEquals(4, pictures.length, "the first at once, two more, and the clearing before them");
        assertEquals("\033[2J", pictures[0]);
        assertTrue(pictures[1].contains("node alpha  pid 1  alive"), pictures[1]);
        assertTrue(pictures[2].contains("\nA "), pictures[2]);
        assertEquals("waiting for the node: it is being replaced\033[K\r\n\033[J", pictures[3]);
    }
}
