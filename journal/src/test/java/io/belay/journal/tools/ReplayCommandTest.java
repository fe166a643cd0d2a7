package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.belay.wire.Entry;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest
{
    @TempDir
    private Path temp;

    private final WalEntries btc = new WalEntries("BTC-USD");
    private final WalEntries eth = new WalEntries("ETH-USD");
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private Path directory;
    private TestJournal journal;

    /** Standard output that takes no byte. */
    private record Refusing(String reason) implements WritableByteChannel
    {
        @Override
        public int write(final ByteBuffer source) throws IOException
        {
            throw new IOException(reason);
        }

        @Override
        public boolean isOpen()
        {
            return true;
        }

        @Override
        public void close()
        {
            // Nothing to close.
        }
    }

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

    private CommandRun replay(final Object... options)
    {
        final Object[] arguments = new Object[options.length + 1];
        arguments[0] = directory;
        System.arraycopy(options, 0, arguments, 1, options.length);
        sent.reset();

        return CommandRun.of(new ReplayCommand(Channels.newChannel(sent)), arguments);
    }

    private String text()
    {
        return sent.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldExitWith2WhenTheCommandLineIsWrong() throws IOException
    {
        journal.append(btc.frame("a"));
        for (final List<String> wrong : List.of(
            List.of("--target", "kafka"),
            List.of("--target", ""),
            List.of("--speed", "0x"),
            List.of("--speed", "-1x"),
            List.of("--speed", "fast"),
            List.of("--speed", "10"),
            List.of("--delimiter", "tab"),
            List.of("--limit", "0"),
            List.of("--stream", "one"),
            List.of("--from", "txid:1"),
            List.of("--format", "xml"),
            List.of("--json", "rows.json"),
            List.of("--benchmark", "--rounds", "0")))
        {
            final CommandRun run = replay(wrong.toArray());
            assertEquals(2, run.exitCode(), wrong + ": " + run.err());
            assertEquals("", run.out() + text(), wrong.toString());
        }

        assertEquals(
            "replay: --target: 'kafka' is none of: stdout, none\n", replay("--target", "kafka").err());
    }

    @Test
    void shouldExitWith6WhenThereIsNoJournalOrNoEntryOfTheMarket() throws IOException
    {
        assertEquals(6, CommandRun.of(new ReplayCommand(), temp.resolve("absent")).exitCode());

        journal.append(btc.frame("a"));
        final CommandRun run = replay("--market", "ETH-USD");
        assertEquals(6, run.exitCode());
        assertEquals("", text());
        assertTrue(run.err().contains("\nreplay: the journal has no entry of market ETH-USD ("), run.err());
    }

    @Test
    void shouldSendWhatComesBeforeDamageAndExitWith3() throws IOException
    {
        journal.append(btc.frame("first"));
        journal.append(btc.frame("second"));
        journal.sync();
        journal.append(btc.frame("third"));
        journal.sync();
        final Path file = journal.files().get(0);
        TestJournal.flipBit(file, TestJournal.find(file, "second"), 3);

        final CommandRun run = replay();
        assertEquals(3, run.exitCode(), run.err());
        assertEquals("first\n", text());
        assertTrue(run.err().contains("replay: corrupt: " + file + ": offset "), run.err());
    }

    @Test
    void shouldExitWith3WhenAFrameSaysItHasMoreBytesThanThereAre() throws IOException
    {
        journal.append(btc.frame("first"));
        btc.frame("second");
        btc.buffer().putInt(Entry.PREFIX_LENGTH, 1_000, ByteOrder.LITTLE_ENDIAN);
        journal.append(btc);

        final CommandRun run = replay();
        assertEquals(3, run.exitCode(), run.err());
        assertEquals("", text().replace("first\n", ""));
        assertTrue(run.err().contains(", sequence 2: a frame that says it has more bytes than there are"), run.err());
    }

    @Test
    void shouldStopQuietlyWhenStandardOutputIsClosed()
    {
        journal.append(btc.frame("a"));

        final CommandRun run = CommandRun.of(new ReplayCommand(new Refusing("Broken pipe")), directory);
        assertEquals(141, run.exitCode());
        assertEquals("", run.out());
        assertEquals("", run.err());
    }

    @Test
    void shouldSayWhyWhenStandardOutputCannotBeWritten()
    {
        journal.append(btc.frame("a"));

        final CommandRun run = CommandRun.of(new ReplayCommand(new Refusing("No space left on device")), directory);
        assertEquals(6, run.exitCode());
        assertTrue(run.err().startsWith("replay: failed frames=1 "), run.err());
        assertEquals(-1, run.err().indexOf("go on"), "what of it was written is not known");
        assertTrue(
            run.err().endsWith("replay: cannot write to standard output: No space left on device\n"), run.err());
    }

    @Test
    void shouldSendTheBytesOfEachFrameWithALineFeedBehind()
    {
        journal.append(btc.epochStart(1));
        journal.append(btc.frame("one"));
        journal.append(eth.frame(""));
        journal.append(btc.frame("two\0\u00e9"));

        final CommandRun run = replay();
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("one\n\ntwo\0\u00e9\n", text());
        assertEquals("", run.out());
        assertTrue(
            run.err().matches("replay: done frames=3 bytes=9 firstSequence=2 lastSequence=4 ms=\\d+ .*\n"), run.err());
    }

    @Test
    void shouldTellFramesApartAsAskedFor()
    {
        journal.append(btc.frame("one"));
        journal.append(btc.frame("three"));

        replay("--delimiter", "none");
        assertEquals("onethree", text());

        replay("--delimiter", "length");
        assertArrayEquals("\3\0\0\0one\5\0\0\0three".getBytes(StandardCharsets.US_ASCII), sent.toByteArray());
    }

    @Test
    void shouldSendWholeFramesWhenAskedFor()
    {
        btc.frame("one");
        final byte[] whole = new byte[btc.length()];
        btc.buffer().getBytes(0, whole);
        journal.append(btc);

        final CommandRun run = replay("--whole", "--delimiter", "none");
        assertEquals(0, run.exitCode(), run.err());
        assertArrayEquals(whole, sent.toByteArray());
        assertTrue(run.err().contains(" bytes=" + whole.length + " "), run.err());
    }

    @Test
    void shouldSendFramesThatAreLongerThanItsBuffer()
    {
        final byte[] bytes = new byte[60_000];
        for (int i = 0; i < bytes.length; i++)
        {
            bytes[i] = (byte)(i * 31);
        }

        final ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 7; i++)
        {
            journal.append(btc.frame(bytes));
            expected.writeBytes(bytes);
            expected.write('\n');
        }

        assertEquals(0, replay().exitCode());
        assertArrayEquals(expected.toByteArray(), sent.toByteArray());
    }

    @Test
    void shouldSendTheBytesOfAFrameOfALaterVersion()
    {
        final UnsafeBuffer frame = NextSchema.frame("BTC-USD", 1, 1, "BUY");
        journal.append(frame, frame.capacity());

        assertEquals(0, replay().exitCode());
        assertTrue(text().startsWith("BUY"), text());
        assertEquals("BUY\n", text());
    }

    @Test
    void shouldLeaveOutSupersededFrames()
    {
        journal.append(btc.epochStart(1));
        journal.append(btc.frame("kept"));
        journal.append(btc.frame("dead"));
        journal.append(eth.frame("other"));
        journal.append(btc.supersede(1, 1, btc.epoch()));
        journal.append(btc.frame("in its place"));

        final CommandRun run = replay();
        assertEquals(0, run.exitCode());
        assertEquals("kept\nother\nin its place\n", text());
        assertTrue(run.err().contains("1 superseded frames were left out"), run.err());
    }

    @Test
    void shouldLeaveOutSupersededFramesWhenASealedFileEndsThem() throws Exception
    {
        journal.append(btc.frame("kept"));
        journal.append(btc.frame("dead"));
        journal.append(btc.supersede(1, 1, btc.epoch()));
        journal.append(btc.frame("in its place"));
        journal.fillFile(eth, 2_000);
        journal.doHousekeeping();
        journal.append(btc.frame("last"));

        assertEquals(0, replay("--market", "BTC-USD").exitCode());
        assertEquals("kept\nin its place\nlast\n", text());
    }

    @Test
    void shouldLeaveOutSupersededFramesOfAFileBefore() throws Exception
    {
        journal.append(btc.frame("kept"));
        journal.append(btc.frame("dead"));
        journal.fillFile(eth, 2_000);
        journal.append(btc.supersede(1, 1, btc.epoch()));
        journal.fillFile(eth, 2_000);
        journal.append(btc.frame("in its place"));
        journal.doHousekeeping();

        assertEquals(0, replay("--market", "BTC-USD").exitCode());
        assertEquals("kept\nin its place\n", text());
    }

    @Test
    void shouldSelectByMarketSequenceTxidPositionAndTime()
    {
        for (int i = 1; i <= 4; i++)
        {
            journal.append(btc.tick(1).frame("b" + i));
            journal.append(eth.frame("e" + i));
        }

        replay("--from", "3", "--to", "seq:4");
        assertEquals("b2\ne2\n", text());
        replay("--market", "ETH-USD", "--from", "txid:2", "--to", "txid:3");
        assertEquals("e2\ne3\n", text());
        replay("--market", "BTC-USD", "--from", "position:4");
        assertEquals("b4\n", text());
        replay("--from", "2026-11-21T09:30:00.002Z", "--to", "2026-11-21T09:30:00.003Z");
        assertEquals("b2\nb3\n", text());
        replay("--limit", "3");
        assertEquals("b1\ne1\nb2\n", text());
    }

    @Test
    void shouldTellAtTheEndOnStandardOutputWhenNoFramesGoThere()
    {
        journal.append(btc.frame("one"));
        journal.append(btc.frame("three"));

        final CommandRun run = replay("--target", "none", "--format", "json");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(
            run.out().startsWith("{\"result\":\"done\",\"frames\":2,\"bytes\":8,\"firstSequence\":1,"), run.out());
        assertEquals("", run.err());
        assertEquals("", text());
    }

    @Test
    void shouldKeepTheTimeBetweenFramesWhenASpeedIsGiven()
    {
        journal.append(btc.frame("a"));
        journal.append(btc.tick(100).frame("b"));
        journal.append(btc.tick(200).frame("c"));

        final long beginNs = System.nanoTime();
        final CommandRun run = replay("--speed", "2x");
        final long elapsedMs = (System.nanoTime() - beginNs) / 1_000_000;
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("a\nb\nc\n", text());
        assertTrue(elapsedMs >= 150, elapsedMs + " ms");
        assertTrue(run.err().contains(" latestMs="), run.err());
    }

    @Test
    void shouldMeasureItselfAgainstAPlainRead() throws IOException
    {
        final CommandRun none = replay("--benchmark", "--rounds", "1");
        assertEquals(6, none.exitCode());
        assertEquals("replay: there is no frame to replay\n", none.err());

        journal.fillFile(btc, 1_000);
        final Path json = temp.resolve("rows.json");
        final CommandRun run = replay("--benchmark", "--rounds", "2", "--format", "json", "--json", json);
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", text());
        assertEquals(5, run.lines().size());
        assertTrue(run.lines().get(0).matches(
            "\\{\"name\":\"[^\"]+\",\"value\":[0-9.]+,\"spread\":[0-9.]+,\"rounds\":2,\"must\":0.3,\"aim\":0.7," +
            "\"met\":\"(aim|must|missed)\"}"), run.out());
        assertEquals("[\n" + String.join(",\n", run.lines()) + "\n]\n", Files.readString(json));
    }
}
