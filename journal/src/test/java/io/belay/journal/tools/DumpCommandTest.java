package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.belay.wire.MarketId;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DumpCommandTest
{
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

    @Test
    void shouldExitWith6WhenThereIsNoJournal() throws IOException
    {
        final Path absent = temp.resolve("absent");
        final CommandRun run = CommandRun.dump(absent);
        assertEquals(6, run.exitCode());
        assertEquals("", run.out());
        assertEquals("dump: " + absent + ": no such directory\n", run.err());

        final Path other = Files.createDirectory(temp.resolve("other"));
        final CommandRun otherRun = CommandRun.dump(other);
        assertEquals(6, otherRun.exitCode());
        assertTrue(otherRun.err().startsWith("dump: " + other + ": not a journal"), otherRun.err());
    }

    @Test
    void shouldExitWith2WhenTheCommandLineIsWrong()
    {
        for (final List<String> wrong : List.<List<String>>of(
            List.of(),
            List.of("DIR", "--format", "xml"),
            List.of("DIR", "--payload", "octal"),
            List.of("DIR", "--from", "yesterday"),
            List.of("DIR", "--from", "txid:5"),
            List.of("DIR", "--to", "txid:5", "--market", "A", "--market", "B"),
            List.of("DIR", "--limit", "0"),
            List.of("DIR", "--market", "no spaces"),
            List.of("DIR", "--names", temp.resolve("absent").toString()),
            List.of("DIR", "--unknown")))
        {
            final CommandRun run = CommandRun.dump(
                wrong.stream().map(word -> "DIR".equals(word) ? directory.toString() : word).toArray());
            assertEquals(2, run.exitCode(), wrong + ": " + run.err());
            assertEquals("", run.out(), wrong.toString());
        }
    }

    @Test
    void shouldStopQuietlyWhenStandardOutputIsClosed() throws IOException
    {
        journal.fillFile(btc, 100);
        final StringWriter err = new StringWriter();
        final int[] writes = {0};
        final Writer closed = new Writer()
        {
            @Override
            public void write(final char[] chars, final int offset, final int length) throws IOException
            {
                writes[0]++;
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush()
            {
                // Nothing is kept.
            }

            @Override
            public void close()
            {
                // Nothing to close.
            }
        };

        final int exitCode = new CommandLine(new DumpCommand())
            .setOut(new PrintWriter(closed)).setErr(new PrintWriter(err)).execute(directory.toString());

        assertEquals(141, exitCode);
        assertEquals("", err.toString());
        assertEquals(1, writes[0], "it went on writing to nobody");
    }

    @Test
    void shouldPrintWhatComesBeforeDamageAndExitWith3() throws IOException
    {
        journal.append(btc.epochStart(1));
        journal.append(btc.frame("first"));
        journal.append(btc.frame("second"));
        journal.sync();
        journal.append(btc.frame("third"));
        journal.sync();
        final Path file = journal.files().get(0);
        TestJournal.flipBit(file, TestJournal.find(file, "second"), 3);

        final CommandRun run = CommandRun.dump(directory);
        assertEquals(3, run.exitCode(), run.err());
        assertEquals(List.of(1L, 2L), run.sequences());
        assertTrue(run.err().startsWith("dump: corrupt: " + file + ": offset "), run.err());
        assertTrue(run.err().contains(", sequence 3: a wrong checksum; sequence 4 at offset "), run.err());
        assertTrue(run.err().contains(" was written after it was on the disk\n"), run.err());
    }

    @Test
    void shouldExitWith6WhenAMarketAskedForHasNoEntry() throws Exception
    {
        journal.append(new WalEntries("SOL-USD").frame("once, in a file that is sealed now"));
        appendAlternating();
        journal.doHousekeeping();
        assertEquals(List.of(1L), CommandRun.dump(directory, "--market", "SOL-USD").sequences());
        assertEquals(0, CommandRun.dump(directory, "--market", "SOL-USD").exitCode());
        final String words = "dump: the journal has no entry of market BTC-EUR (" +
            MarketId.toHex(MarketId.of("BTC-EUR")) + ")\n";

        final CommandRun run = CommandRun.dump(directory, "--market", "BTC-EUR");
        assertEquals(6, run.exitCode());
        assertEquals("", run.out());
        assertEquals(words, run.err());

        final CommandRun both = CommandRun.dump(directory, "--market", "BTC-EUR", "--market", "ETH-USD", "--to", "11");
        assertEquals(6, both.exitCode());
        assertEquals(List.of(3L, 5L, 7L, 9L, 11L), both.sequences());
        assertEquals(words, both.err());

        final CommandRun outside = CommandRun.dump(directory, "--market", "ETH-USD", "--from", "txid:1000000");
        assertEquals(0, outside.exitCode(), "it has entries, though none in the range: " + outside.err());
        assertEquals("", outside.out() + outside.err());
    }

    @Test
    void shouldTellATailThatNobodyWasPromisedAndExitWith0() throws IOException
    {
        journal.append(btc.epochStart(1));
        journal.append(btc.frame("first"));
        journal.sync();
        journal.append(btc.frame("second"));
        journal.append(btc.frame("third"));
        final Path file = journal.files().get(0);
        TestJournal.flipBit(file, TestJournal.find(file, "second"), 3);

        final CommandRun run = CommandRun.dump(directory);
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(List.of(1L, 2L), run.sequences());
        assertTrue(run.err().matches("dump: tail: \\d+ bytes after the last valid entry, not promised\n"), run.err());
    }

    @Test
    void shouldPrintAllEntriesAcrossFilesInOrder() throws IOException
    {
        appendAlternating();
        final CommandRun run = CommandRun.dump(directory);

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(journal.files().size() >= 3, "the test wants several files");
        assertEquals(
            LongStream.rangeClosed(1, journal.journal().appendedSequence()).boxed().toList(), run.sequences());
        assertEquals("", run.err());
    }

    @Test
    void shouldSelectByMarketAndSequence() throws IOException
    {
        appendAlternating();

        final CommandRun markets = CommandRun.dump(directory, "--market", "ETH-USD", "--to", "10");
        assertEquals(List.of(2L, 4L, 6L, 8L, 10L), markets.sequences());
        assertTrue(markets.lines().stream().allMatch(line -> line.contains(" ETH-USD ")), markets.out());

        final CommandRun both = CommandRun.dump(
            directory, "--market", "ETH-USD", "--market", "BTC-USD", "--from", "seq:5", "--to", "seq:7");
        assertEquals(List.of(5L, 6L, 7L), both.sequences());

        final long last = journal.journal().appendedSequence();
        final CommandRun late = CommandRun.dump(directory, "--from", last - 1, "--limit", "1");
        assertEquals(List.of(last - 1), late.sequences());
    }

    @Test
    void shouldSelectByTxid() throws IOException
    {
        appendAlternating();
        final CommandRun run =
            CommandRun.dump(directory, "--market", "BTC-USD", "--from", "txid:2", "--to", "txid:3");

        assertEquals(List.of(5L, 7L), run.sequences());
        assertTrue(run.lines().get(0).contains(" txid=2 "), run.out());
        assertTrue(run.lines().get(1).contains(" txid=3 "), run.out());
    }

    @Test
    void shouldSelectByTimeToTheWholeMillisecond() throws IOException
    {
        journal.append(btc.frame("a"));
        journal.append(btc.tick(1).frame("b"));
        journal.append(btc.frame("c"));
        final long hlc = btc.hlc();
        journal.append(btc.tick(1).frame("d"));
        journal.sync();

        assertEquals(List.of(2L, 3L),
            CommandRun.dump(directory, "--from", "2026-11-21T09:30:00.001", "--to", "2026-11-21T09:30:00.001Z")
                .sequences());
        assertEquals(List.of(2L, 3L, 4L),
            CommandRun.dump(directory, "--from", "2026-11-21T10:30:00.001+01:00").sequences());
        assertEquals(List.of(3L, 4L), CommandRun.dump(directory, "--from", "hlc:" + hlc).sequences());
        assertEquals(List.of(1L, 2L, 3L),
            CommandRun.dump(directory, "--to", "hlc:" + (hlc >>> 16) + "." + (hlc & 0xFFFF)).sequences());
    }

    @Test
    void shouldLeaveOutSupersededEntriesAndSayHowMany() throws IOException
    {
        journal.append(btc.epochStart(1));
        journal.append(btc.frame("kept"));
        journal.append(btc.frame("dead one"));
        journal.append(btc.frame("dead two"));
        journal.append(eth.frame("of another market"));
        journal.append(btc.supersede(2, 2, btc.epoch()));
        journal.append(btc.frame("in their place"));
        journal.sync();

        final CommandRun run = CommandRun.dump(directory);
        assertEquals(List.of(1L, 2L, 5L, 6L, 7L), run.sequences());
        assertEquals("dump: 2 superseded entries were left out; --include-superseded prints them\n", run.err());

        final CommandRun all = CommandRun.dump(directory, "--include-superseded");
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), all.sequences());
        assertEquals(List.of(3L, 4L), all.lines().stream().filter(line -> line.contains(" dead=true "))
            .map(line -> Long.valueOf(line.substring(0, 1))).toList());
        assertEquals("", all.err());
    }

    @Test
    void shouldShowNamesFromAFile() throws IOException
    {
        journal.append(btc.frame("a"));
        journal.append(eth.frame("b"));
        journal.sync();
        final Path names = Files.writeString(temp.resolve("names"), "# ours\n\n  ETH-USD  \n");

        final CommandRun run = CommandRun.dump(directory, "--names", names, "--format", "json");
        assertTrue(run.lines().get(0).contains("\"market\":null,"), run.out());
        assertTrue(run.lines().get(1).contains("\"market\":\"ETH-USD\","), run.out());
    }

    @Test
    void shouldTakeANameThatIsGivenMoreThanOnce() throws IOException
    {
        journal.append(btc.frame("a"));
        journal.append(eth.frame("b"));
        journal.sync();
        final Path names = Files.writeString(temp.resolve("names"), "BTC-USD\nETH-USD\nBTC-USD\n");

        final CommandRun run = CommandRun.dump(
            directory, "--market", "BTC-USD", "--market", "BTC-USD", "--names", names, "--from", "txid:1");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(List.of(1L), run.sequences());
    }

    @Test
    void shouldPrintEntriesOfALaterVersionByTheLayoutsOfThisBuildWhenTheFileHasNoBetter() throws IOException
    {
        final UnsafeBuffer frame = NextSchema.frame("BTC-USD", 1, 1, "BUY");
        journal.append(frame, frame.capacity());
        final UnsafeBuffer mark = NextSchema.sessionMark("BTC-USD", 2, 1);
        journal.append(mark, mark.capacity());
        journal.sync();

        final CommandRun run = CommandRun.dump(directory, "--market", "BTC-USD");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(1, run.lines().size(), "an entry of no known market cannot be of this one");
        assertTrue(run.lines().get(0).endsWith("bytes=\"BUY\" undecodedLength=10"), run.out());
        assertTrue(CommandRun.dump(directory).lines().get(1).startsWith("2 - - unknown template=0xa02a "));
    }

    @Test
    void shouldPrintEntriesOfALaterVersionByTheLayoutsThatTheirFileCarries() throws IOException
    {
        final UnsafeBuffer frame = NextSchema.frame("BTC-USD", 1, 1, "BUY");
        journal.append(frame, frame.capacity());
        final UnsafeBuffer mark = NextSchema.sessionMark("BTC-USD", 2, 1);
        journal.append(mark, mark.capacity());
        journal.close();
        TestJournal.carryNextSchema(journal.files().get(0));

        final CommandRun run = CommandRun.dump(directory, "--market", "BTC-USD");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.lines().get(0).endsWith(" bytes=\"BUY\" noteLength=6 noteAs=text note=\"a note\""), run.out());
        assertTrue(run.lines().get(1).contains(" BTC-USD SessionMark version=3 epoch=1.1 position=2 "), run.out());
    }

    @Test
    void shouldWriteNothing() throws IOException
    {
        appendAlternating();
        final Map<String, Long> before = listing();
        CommandRun.dump(directory);

        assertEquals(before, listing());
    }

    private Map<String, Long> listing() throws IOException
    {
        final Map<String, Long> listing = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory))
        {
            for (final Path path : paths.toList())
            {
                listing.put(path + " " + Files.size(path), Files.getLastModifiedTime(path).toMillis());
            }
        }

        return listing;
    }

    /** Entries of two markets by turns, over three files. */
    private void appendAlternating() throws IOException
    {
        journal.append(btc.epochStart(1));
        journal.append(eth.epochStart(1));
        while (journal.files().size() < 3)
        {
            for (int i = 0; i < 32; i++)
            {
                journal.append(btc.frame(new byte[1000]));
                journal.append(eth.frame(new byte[500]));
            }
        }

        journal.sync();
    }
}
