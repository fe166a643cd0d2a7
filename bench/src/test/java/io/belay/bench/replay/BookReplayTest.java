package io.belay.bench.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HexFormat;

import io.belay.bench.book.LimitOrderBook;
import io.belay.bench.demo.AuditedJournal;
import io.belay.bench.flow.GeneratedFlow;
import io.belay.bench.flow.OrderEvent;
import io.belay.node.cli.Belay;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replay into the sample books, from a real journal, as a shell sees it.
 */
class BookReplayTest
{
    private static final long SEED = 20261121;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int replay(final String... options)
    {
        final String[] arguments = new String[options.length + 4];
        arguments[0] = "replay";
        arguments[1] = directory.resolve("journal").toString();
        arguments[2] = "--target";
        arguments[3] = "book";
        System.arraycopy(options, 0, arguments, 4, options.length);

        return Belay.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    private AuditedJournal journal() throws IOException
    {
        return new AuditedJournal(directory.resolve("journal"));
    }

    @Test
    void shouldExitWith6WhenAFrameIsNoOrderEvent() throws IOException
    {
        try (AuditedJournal journal = journal())
        {
            journal.frame(1, 1, AuditedJournal.event(1)).frame(2, 2, new UnsafeBuffer(new byte[47]));
        }

        assertEquals(6, replay("--market", AuditedJournal.MARKET));
        assertTrue(err.toString().contains(
            "replay: the frame with txid 2 of market DEMO-01 is no order event: it has 47 bytes"), err.toString());
        assertTrue(out.toString().startsWith("failed frames=1 "), out.toString());
    }

    @Test
    void shouldExitWith6WhenAnEventIsOfAnUnknownVersionOrType() throws IOException
    {
        final UnsafeBuffer zeros = new UnsafeBuffer(new byte[OrderEvent.LENGTH]);
        final UnsafeBuffer wild = AuditedJournal.event(1);
        new OrderEvent().wrap(wild, 0).set(1, 99, 1, 1, 1, OrderEvent.BUY);
        try (AuditedJournal journal = journal())
        {
            journal.frame(1, 1, zeros).frame(2, 2, wild);
        }

        assertEquals(6, replay());
        assertTrue(err.toString().contains(" txid 1 of market "), err.toString());
        assertEquals(6, replay("--from", "2"));
        assertTrue(err.toString().contains("unknown type of event"), err.toString());
    }

    @Test
    void shouldRebuildTheBookThatTheEventsMade() throws IOException
    {
        final int count = 5_000;
        final LimitOrderBook expected = new LimitOrderBook();
        final GeneratedFlow flow = new GeneratedFlow(SEED, 100_000);
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[OrderEvent.LENGTH]);
        final OrderEvent event = new OrderEvent().wrap(bytes, 0);
        try (AuditedJournal journal = journal())
        {
            for (int i = 1; i <= count; i++)
            {
                flow.next(event);
                expected.apply(event);
                journal.frame(i, i, bytes);
            }

            // A tail that was taken back changes no book.
            journal.frame(count + 1, count + 1, AuditedJournal.event(1)).supersede(
                count + 1, count + 1, count + 1, count + 1);
        }

        assertEquals(0, replay("--market", AuditedJournal.MARKET, "--format", "json"), err.toString());
        assertTrue(out.toString().contains("\"frames\":" + count + ","), out.toString());
        assertTrue(out.toString().contains("\"market\":\"DEMO-01\","), out.toString());
        assertTrue(out.toString().contains("\"events\":" + count + ",\"orders\":" + expected.orderCount() +
            ",\"bestBid\":" + expected.bestBid() + ",\"bestAsk\":" + expected.bestAsk()), out.toString());
        assertTrue(out.toString().contains(
            "\"stateHash\":\"" + HexFormat.of().toHexDigits(expected.stateHash()) + "\"}"), out.toString());
    }
}
