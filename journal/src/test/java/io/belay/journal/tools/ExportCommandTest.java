package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.belay.wire.MarketId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest
{
    private static final String HEADER = "sequence,time,hlc,market,marketId,epoch,position,txid,clientId," +
        "clientSequence,payloadLength,payloadEncoding,payload\r\n";

    @TempDir
    private Path temp;

    private final WalEntries btc = new WalEntries("BTC-USD");
    private final WalEntries eth = new WalEntries("ETH-USD");
    private Path directory;
    private TestJournal journal;

    @BeforeEach
    void open() throws IOException
    {
        directory = temp.resolve("journal");
        journal = new TestJournal(directory);
    }

    @AfterEach
    void close()
    {
        journal.close();
    }

    private CommandRun export(final Object... options)
    {
        final Object[] arguments = new Object[options.length + 1];
        arguments[0] = directory;
        System.arraycopy(options, 0, arguments, 1, options.length);

        return CommandRun.of(new ExportCommand(), arguments);
    }

    @Test
    void shouldExitWith2WhenTheCommandLineIsWrong()
    {
        for (final List<String> wrong : List.of(
            List.of("--format", "text"),
            List.of("--payload", "octal"),
            List.of("--limit", "0"),
            List.of("--to", "position:3"),
            List.of("--target", "none")))
        {
            final CommandRun run = export(wrong.toArray());
            assertEquals(2, run.exitCode(), wrong + ": " + run.err());
            assertEquals("", run.out(), wrong.toString());
        }
    }

    @Test
    void shouldWriteWhatComesBeforeDamageAndExitWith3() throws IOException
    {
        journal.append(btc.frame("first"));
        journal.append(btc.frame("second"));
        journal.sync();
        journal.append(btc.frame("third"));
        journal.sync();
        final Path file = journal.files().get(0);
        TestJournal.flipBit(file, TestJournal.find(file, "second"), 3);

        final CommandRun run = export();
        assertEquals(3, run.exitCode(), run.err());
        assertEquals(2, run.lines().size());
        assertTrue(run.err().startsWith("export: corrupt: " + file + ": offset "), run.err());
    }

    @Test
    void shouldExitWith6WhenAMarketAskedForHasNoEntry()
    {
        journal.append(btc.frame("a"));

        final CommandRun run = export("--market", "ETH-USD");
        assertEquals(6, run.exitCode());
        assertEquals(HEADER, run.out());
        assertTrue(run.err().startsWith("export: the journal has no entry of market ETH-USD ("), run.err());
    }

    @Test
    void shouldWriteARowAFrameWithAHeaderBefore()
    {
        journal.append(btc.epochStart(1));
        journal.append(btc.frame("plain"));
        journal.append(btc.frame("dead"));
        journal.append(btc.supersede(1, 1, btc.epoch()));
        journal.append(eth.frame(new byte[]{0, -1}));

        final CommandRun run = export("--market", "BTC-USD", "--market", "ETH-USD");
        assertEquals(0, run.exitCode(), run.err());
        final long hlc = WalEntries.START_MS << 16;
        assertEquals(
            HEADER +
            "2,2026-11-21T09:30:00.000Z," + (hlc + 2) + ",BTC-USD," + MarketId.toHex(btc.marketId()) + "," +
            btc.epoch() + ",2,1,7,1,5,text,plain\r\n" +
            "5,2026-11-21T09:30:00.000Z," + (hlc + 1) + ",ETH-USD," + MarketId.toHex(eth.marketId()) +
            ",0,1,1,7,1,2,hex,00ff\r\n",
            run.out());
    }

    @Test
    void shouldQuoteWhatWouldBreakARow()
    {
        journal.append(btc.frame("a,b"));
        journal.append(btc.frame("say \"hi\"\r\nbye"));
        journal.append(btc.frame(""));
        journal.append(btc.frame("\u20ac"));

        final CommandRun run = export();
        assertTrue(run.out().contains(",text,\"a,b\"\r\n"), run.out());
        assertTrue(run.out().contains(",text,\"say \"\"hi\"\"\r\nbye\"\r\n"), run.out());
        assertTrue(run.out().contains(",0,text,\"\"\r\n"), run.out());
        assertTrue(run.out().endsWith(",3,text,\u20ac\r\n"), run.out());
        assertTrue(run.out().contains(",," + MarketId.toHex(btc.marketId())), "the name is not known");
    }

    @Test
    void shouldWritePayloadsAsAskedFor()
    {
        journal.append(btc.frame("abc"));

        assertTrue(export("--payload", "base64").out().endsWith(",base64,YWJj\r\n"));
        assertTrue(export("--payload", "hex").out().endsWith(",hex,616263\r\n"));
        final CommandRun none = export("--payload", "none");
        assertTrue(none.out().startsWith(HEADER.replace(",payloadEncoding,payload", "")), none.out());
        assertTrue(none.out().endsWith(",7,1,3\r\n"), none.out());
    }

    @Test
    void shouldWriteOneJsonObjectALine()
    {
        journal.append(btc.frame("a"));
        journal.append(btc.frame("b"));
        journal.append(btc.frame("c"));

        final CommandRun run = export("--format", "json", "--from", "2", "--limit", "1");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(
            "{\"sequence\":2,\"time\":\"2026-11-21T09:30:00.000Z\",\"hlc\":" + ((WalEntries.START_MS << 16) + 2) +
            ",\"market\":null,\"marketId\":\"" + MarketId.toHex(btc.marketId()) + "\",\"epoch\":0,\"position\":2," +
            "\"txid\":2,\"clientId\":7,\"clientSequence\":2,\"payloadLength\":1,\"payloadEncoding\":\"text\"," +
            "\"payload\":\"b\"}\n",
            run.out());
    }

    @Test
    void shouldSayHowManySupersededFramesWereLeftOutAndWriteThemWhenAsked()
    {
        journal.append(btc.epochStart(1));
        journal.append(btc.frame("kept"));
        journal.append(btc.frame("dead"));
        journal.append(btc.supersede(1, 1, btc.epoch()));
        journal.append(btc.clientSession(7, 2));
        journal.append(btc.frame("in its place"));

        final CommandRun run = export();
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(3, run.lines().size(), run.out());
        assertTrue(run.err().contains("1 superseded frames were left out; --include-superseded writes them"), run.err());

        final CommandRun all = export("--include-superseded");
        assertEquals("", all.err());
        assertEquals(4, all.lines().size(), all.out());
        assertTrue(all.lines().get(0).contains(",payloadLength,superseded,payloadEncoding,"), all.out());
        assertTrue(all.lines().get(1).endsWith(",4,false,text,kept"), all.out());
        assertTrue(all.lines().get(2).endsWith(",4,true,text,dead"), all.out());
        assertTrue(all.lines().get(3).endsWith(",false,text,in its place"), all.out());
        assertTrue(export("--include-superseded", "--format", "json").out().contains("\"superseded\":\"true\""));
    }
}
