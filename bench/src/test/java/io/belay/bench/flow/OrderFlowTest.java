package io.belay.bench.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.belay.bench.book.LimitOrderBook;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderFlowTest
{
    private static final int COUNT = 200_000;

    @TempDir
    private Path directory;

    private final OrderEvent event = new OrderEvent().wrap(new UnsafeBuffer(new byte[OrderEvent.LENGTH]), 0);

    @Test
    void shouldRefuseWhenTheRateIsNotAboveZero()
    {
        assertThrows(IllegalArgumentException.class, () -> new GeneratedFlow(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new GeneratedFlow(1, Double.NaN));
    }

    @Test
    void shouldMakeTheSameEventsWhenTheSeedIsTheSame()
    {
        assertEquals(texts(new GeneratedFlow(7, 20_000)), texts(new GeneratedFlow(7, 20_000)));
        assertNotEquals(texts(new GeneratedFlow(7, 20_000)), texts(new GeneratedFlow(8, 20_000)));
    }

    @Test
    void shouldNeverContradictABookWhenItIsGenerated()
    {
        final GeneratedFlow flow = new GeneratedFlow(42, 20_000);
        final LimitOrderBook book = new LimitOrderBook();
        for (int i = 0; i < COUNT; i++)
        {
            flow.next(event);
            book.apply(event);
        }

        assertEquals(0, book.contradictionCount());
        assertEquals(0, book.unseenCount());
        assertTrue(book.orderCount() > 100, "orders " + book.orderCount());
    }

    @Test
    void shouldKeepTheRateAndComeInBurstsWhenItIsGenerated()
    {
        final GeneratedFlow flow = new GeneratedFlow(42, 20_000);
        flow.next(event);
        final long firstNs = event.timeNs();
        long previousNs = firstNs;
        int close = 0;
        for (int i = 1; i < COUNT; i++)
        {
            flow.next(event);
            assertTrue(event.timeNs() >= previousNs);
            close += event.timeNs() - previousNs < 4_000 ? 1 : 0;
            previousNs = event.timeNs();
        }

        final double rate = COUNT * 1e9 / (previousNs - firstNs);
        assertTrue(rate > 19_000 && rate < 21_000, "rate " + rate);
        assertTrue(close > COUNT * 0.9, "within 4 us of the one before: " + close);
    }

    @Test
    void shouldShiftOrderIdsAndTimesWhenAFileIsRepeated() throws IOException
    {
        final LobsterFlow flow = new LobsterFlow(LobsterFile.read(Files.writeString(directory.resolve("orders.csv"),
            "10.0,1,5,10,100,1\n12.0,5,0,7,101,-1\n14.0,3,5,10,100,1\n")));
        final List<String> seen = new ArrayList<>();
        for (int i = 0; i < 5; i++)
        {
            flow.next(event);
            seen.add(event.timeNs() / 1_000_000 + " " + event.type() + " " + event.orderId());
        }

        assertEquals(List.of("10000 1 5", "12000 5 0", "14000 3 5", "15333 1 11", "17333 5 0"), seen);
    }

    @Test
    void shouldInterleaveByTimeAndNumberWhenThereAreManyMarkets() throws IOException
    {
        final LobsterFile early = LobsterFile.read(Files.writeString(directory.resolve("a"),
            "10.0,1,5,10,100,1\n13.0,3,5,10,100,1\n"));
        final LobsterFile late = LobsterFile.read(Files.writeString(directory.resolve("b"),
            "10.0,1,5,10,100,1\n12.0,3,5,10,100,1\n"));
        final MarketFlows flows = new MarketFlows(List.of(new LobsterFlow(early), new LobsterFlow(late)));
        final List<String> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++)
        {
            flows.advance();
            seen.add(flows.event().number() + " of " + flows.market() + " at " + flows.timeNs() / 1_000_000_000);
        }

        assertEquals(List.of("0 of 0 at 0", "1 of 1 at 0", "2 of 1 at 2", "3 of 0 at 3"), seen);
    }

    @Test
    void shouldSayWhenEventsAreDueWhenThereIsAPace()
    {
        assertEquals(5_000_000, Pace.even(2_000).dueNs(10, 77));
        assertEquals(700, Pace.ownTimes(10).dueNs(3, 7_000));
        assertTrue(!Pace.asap().isOpenLoop() && Pace.even(1).isOpenLoop() && Pace.ownTimes(1).isOpenLoop());
    }

    private List<String> texts(final OrderFlow flow)
    {
        final List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++)
        {
            flow.next(event);
            texts.add(event.toString());
        }

        return texts;
    }
}
