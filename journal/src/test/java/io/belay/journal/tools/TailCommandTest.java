package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.belay.journal.JournalFiles;
import io.belay.wire.MarketId;
import org.agrona.IoUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class TailCommandTest
{
    private static final long RESULT_TIMEOUT_S = 30;

    @TempDir
    private Path temp;

    private final WalEntries btc = new WalEntries("BTC-USD");
    private final WalEntries eth = new WalEntries("ETH-USD");
    private Path directory;

    @BeforeEach
    void choose()
    {
        directory = temp.resolve("journal");
    }

    @Test
    void shouldExitWith6WhenThereIsNoJournal()
    {
        assertEquals(6, CommandRun.tail(directory, "-f").exitCode());
    }

    @Test
    void shouldExitWith2WhenTheCommandLineIsWrong() throws IOException
    {
        new TestJournal(directory).close();
        for (final List<String> wrong : List.of(
            List.of("-n", "-1"),
            List.of("--interval", "0ms"),
            List.of("--interval", "soon"),
            List.of("--limit", "0"),
            List.of("--from", "txid:1"),
            List.of("--to", "position:1"),
            List.of("--from", "yesterday"),
            List.of("--from=1", "-n=1")))
        {
            final CommandRun run = CommandRun.tail(directory, wrong.get(0), wrong.get(1));
            assertEquals(2, run.exitCode(), wrong + ": " + run.err());
            assertEquals("", run.out(), wrong.toString());
        }
    }

    @Test
    void shouldExitWith6WhenAMarketAskedForHasNoEntry() throws IOException
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.frame("a"));
        }

        final CommandRun run = CommandRun.tail(directory, "--market", "ETH-USD");
        assertEquals(6, run.exitCode());
        assertEquals("", run.out());
        assertEquals("tail: the journal has no entry of market ETH-USD (" + MarketId.toHex(eth.marketId()) + ")\n",
            run.err());
        assertEquals(0, CommandRun.tail(directory, "--market", "BTC-USD", "-n", "0").exitCode());
    }

    @Test
    void shouldSayThatItWaitsForAMarketThatHasNoEntryYet() throws Exception
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.frame("a"));
            final CountDownLatch told = new CountDownLatch(1);
            final Follower follower = new Follower(told);
            final CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> follower.run(
                directory, "-f", "--market", "ETH-USD", "--interval", "1ms", "--limit", "1"));
            assertTrue(told.await(RESULT_TIMEOUT_S, TimeUnit.SECONDS), "it waits without a word");
            journal.append(eth.frame("b"));

            assertEquals(0, exitCode.get(RESULT_TIMEOUT_S, TimeUnit.SECONDS));
            assertTrue(follower.out.toString().startsWith("2 "), follower.out.toString());
            assertEquals("tail: the journal has no entry of market ETH-USD (" + MarketId.toHex(eth.marketId()) +
                ") yet; waiting for one\n", follower.err.toString());
        }
    }

    /** A tail that tells when it has printed something for the first time. */
    private static final class Follower
    {
        private final StringWriter out;
        private final StringWriter err;

        private Follower(final CountDownLatch told)
        {
            out = new Telling(told);
            err = new Telling(told);
        }

        private int run(final Object... arguments)
        {
            return new CommandLine(new TailCommand())
                .setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
        }
    }

    private static final class Telling extends StringWriter
    {
        private final CountDownLatch told;

        private Telling(final CountDownLatch told)
        {
            this.told = told;
        }

        @Override
        public void flush()
        {
            if (getBuffer().length() > 0)
            {
                told.countDown();
            }
        }
    }

    @Test
    void shouldSayThatAnotherJournalStandsThereWhenItWasFilledAgain() throws Exception
    {
        final CountDownLatch told = new CountDownLatch(1);
        final Follower follower = new Follower(told);
        final CompletableFuture<Integer> exitCode;
        try (TestJournal journal = new TestJournal(directory))
        {
            for (int i = 0; i < 5; i++)
            {
                journal.append(btc.frame("a"));
            }

            exitCode = CompletableFuture.supplyAsync(
                () -> follower.run(directory, "-f", "--market", "BTC-USD", "--interval", "1ms"));
            assertTrue(told.await(RESULT_TIMEOUT_S, TimeUnit.SECONDS), "it reads nothing");
        }

        // The clock of these journals stands, so that even the names of the files are those of before.
        IoUtil.delete(directory.toFile(), false);
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(new WalEntries("BTC-USD").frame("filled again"));
            assertEquals(6, exitCode.get(RESULT_TIMEOUT_S, TimeUnit.SECONDS), follower.err.toString());
        }

        assertEquals(5, follower.out.toString().lines().count(), follower.out.toString());
        assertEquals("tail: another journal stands here now: begin again with --from txid:6\n",
            follower.err.toString());
    }

    @Test
    void shouldSayThatAnotherJournalStandsThereWhenItsFilesFollowByName() throws IOException
    {
        final TestJournal before = new TestJournal(directory);
        before.append(btc.frame("a"));
        try (EntryWalk walk = new EntryWalk(JournalFiles.open(directory)))
        {
            assertEquals(EntryWalk.Step.FILE, walk.next());
            assertEquals(EntryWalk.Step.ENTRY, walk.next());
            assertEquals(EntryWalk.Step.END, walk.next());
            assertFalse(walk.isReplaced());
            before.close();
            IoUtil.delete(directory.toFile(), false);
            assertEquals(EntryWalk.Step.END, walk.next());
            assertFalse(walk.isReplaced(), "nothing stands there yet");

            try (TestJournal again = new TestJournal(directory))
            {
                again.append(new WalEntries("BTC-USD").frame("filled again"));
            }

            new TestJournal(directory).close(); // Begins a second file.
            Files.delete(directory.resolve("identity")); // As in the moment when a journal is made.
            assertEquals(EntryWalk.Step.FILE_END, walk.next());
            assertEquals(EntryWalk.Step.DEFECT, walk.next());
            assertTrue(walk.isReplaced());
        }
    }

    @Test
    void shouldEndWith3WhenAFollowedJournalIsDamaged() throws IOException
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.frame("first"));
            journal.append(btc.frame("second"));
        }

        final Path file = JournalFiles.open(directory).paths().get(0);
        TestJournal.flipBit(file, TestJournal.find(file, "second"), 1);

        final CommandRun run = CommandRun.tail(directory, "-f");
        assertEquals(3, run.exitCode());
        assertEquals(List.of(1L), run.sequences());
        assertTrue(run.err().contains(", sequence 2: a wrong checksum; the journal was closed in order"), run.err());
    }

    @Test
    void shouldPrintNothingWhenTheJournalIsEmpty() throws IOException
    {
        new TestJournal(directory).close();
        final CommandRun run = CommandRun.tail(directory);

        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", run.out());
    }

    @Test
    void shouldPrintTheLastEntries() throws IOException
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            for (int i = 0; i < 7; i++)
            {
                journal.append(btc.frame("a"));
                journal.append(eth.frame("b"));
            }

            journal.sync();
            assertEquals(LongStream.rangeClosed(5, 14).boxed().toList(), CommandRun.tail(directory).sequences());
            assertEquals(List.of(13L, 14L), CommandRun.tail(directory, "-n", "2").sequences());
            assertEquals(List.of(), CommandRun.tail(directory, "-n", "0").sequences());
            assertEquals(14, CommandRun.tail(directory, "-n", "100").sequences().size());
            assertEquals(List.of(11L, 13L), CommandRun.tail(directory, "-n", "2", "--market", "BTC-USD").sequences());
        }
    }

    @Test
    void shouldResumeFromAPlaceAndEndAtOne() throws IOException
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            for (int i = 0; i < 6; i++)
            {
                journal.append(btc.frame("a"));
                journal.append(eth.frame("b"));
            }

            journal.sync();
            assertEquals(List.of(10L, 11L, 12L), CommandRun.tail(directory, "--from", "10").sequences());
            assertEquals(List.of(5L, 6L), CommandRun.tail(directory, "-n", "2", "--to", "6").sequences());
            for (final String bound : List.of("txid:", "position:"))
            {
                assertEquals(List.of(6L, 8L), CommandRun.tail(
                    directory, "--market", "ETH-USD", "--from", bound + 3, "--to", bound + 4).sequences(), bound);
                assertEquals(List.of(10L, 12L), CommandRun.tail(
                    directory, "--market", "ETH-USD", "--from", bound + 5).sequences(), bound);

                final CommandRun followed = CommandRun.tail(
                    directory, "-f", "--market", "ETH-USD", "--from", bound + 3, "--to", bound + 4);
                assertEquals(0, followed.exitCode(), followed.err());
                assertEquals(List.of(6L, 8L), followed.sequences(), bound);
            }

            assertEquals(List.of(3L, 4L), CommandRun.tail(directory, "-f", "--from", "3", "--to", "4").sequences());
        }
    }

    @Test
    void shouldLeaveNothingOutAfterThePlaceWhereItResumed() throws IOException
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            for (int i = 0; i < 4; i++)
            {
                journal.append(btc.frame("a"));
            }

            journal.append(btc.supersede(2, 2, btc.epoch()));
            journal.append(btc.frame("in its place"));
            journal.sync();

            assertEquals(List.of(4L, 5L, 6L), CommandRun.tail(
                directory, "--market", "BTC-USD", "--from", "position:4").sequences());
        }
    }

    @Test
    void shouldLookIntoEarlierFilesForTheLastEntries() throws IOException
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(eth.frame("long ago"));
            journal.fillFile(btc, 1000);
            journal.append(eth.frame("before"));
            journal.fillFile(btc, 1000);
            journal.append(eth.frame("now"));
            journal.sync();

            final CommandRun run = CommandRun.tail(directory, "-n", "2", "--market", "ETH-USD", "--format", "json");
            assertEquals(2, run.lines().size(), run.out());
            assertTrue(run.lines().get(0).endsWith("\"bytes\":\"before\"}"), run.out());
            assertTrue(run.lines().get(1).endsWith("\"bytes\":\"now\"}"), run.out());

            final long last = journal.journal().appendedSequence();
            assertEquals(LongStream.rangeClosed(last - 1199, last).boxed().toList(),
                CommandRun.tail(directory, "-n", "1200").sequences());
        }
    }

    @Test
    void shouldFollowALiveJournalAcrossFilesWithoutMissingOrDoublingAnEntry() throws Exception
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.frame("0"));
            journal.append(btc.frame("1"));
            final int count = 3000;
            final CompletableFuture<CommandRun> follower = CompletableFuture.supplyAsync(() -> CommandRun.tail(
                directory, "-f", "-n", "1", "--interval", "1ms", "--limit", count, "--payload", "none"));
            while (!follower.isDone())
            {
                // Appended without a sync, and while the follower reads.
                journal.append(btc.frame(new byte[1000]));
                if (0 == journal.journal().appendedSequence() % 64)
                {
                    journal.sync();
                }

                if (journal.journal().appendedSequence() > 20 * count)
                {
                    throw new AssertionError("the follower does not come to an end");
                }
            }

            final CommandRun run = follower.get(RESULT_TIMEOUT_S, TimeUnit.SECONDS);
            assertEquals(0, run.exitCode(), run.err());
            final List<Long> sequences = run.sequences();
            final long first = sequences.get(0);
            assertEquals(LongStream.range(first, first + count).boxed().toList(), sequences);
            assertTrue(first >= 2, "it began with " + first);
            assertTrue(journal.files().size() >= 2, "the test wants a roll");
        }
    }

    @Test
    void shouldFollowAcrossARestartOfTheWriter() throws Exception
    {
        final TestJournal before = new TestJournal(directory);
        before.append(btc.frame("before"));
        before.sync();

        final CompletableFuture<CommandRun> follower = CompletableFuture.supplyAsync(
            () -> CommandRun.tail(directory, "-f", "--interval", "1ms", "--limit", "3"));
        before.append(btc.frame("before the end"));
        before.close();
        try (TestJournal after = new TestJournal(directory))
        {
            after.append(btc.frame("after"));
            final CommandRun run = follower.get(RESULT_TIMEOUT_S, TimeUnit.SECONDS);
            assertEquals(0, run.exitCode(), run.err());
            assertEquals(List.of(1L, 2L, 3L), run.sequences());
        }
    }

    @Test
    void shouldEndInOrderWhenInterrupted() throws Exception
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.frame("a"));
            final StringWriter out = new StringWriter()
            {
                @Override
                public void write(final String text, final int offset, final int length)
                {
                    super.write(text, offset, length);
                    Thread.currentThread().interrupt();
                }
            };

            final int exitCode = new CommandLine(new TailCommand())
                .setOut(new PrintWriter(out)).execute(directory.toString(), "-f", "--interval", "3600s");
            Thread.interrupted();
            assertEquals(130, exitCode);
            assertTrue(out.toString().startsWith("1 "), out.toString());

            Thread.currentThread().interrupt();
            final CommandRun run = CommandRun.tail(directory, "-f", "--interval", "3600s");
            Thread.interrupted();
            assertEquals(130, run.exitCode(), run.err());
        }
    }

    @Test
    void shouldSayHowManyEntriesRetentionTookBeforeTheyCouldBeRead() throws Exception
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            for (int i = 0; i < 3; i++)
            {
                journal.fillFile(btc, 1000);
            }

            final List<Path> files = journal.files();
            try (EntryWalk walk = new EntryWalk(JournalFiles.open(directory)))
            {
                EntryWalk.Step step = walk.next();
                while (EntryWalk.Step.FILE_END != step)
                {
                    step = walk.next();
                }

                final long next = walk.nextSequence();
                Files.delete(files.get(0));
                Files.delete(files.get(1));
                assertEquals(EntryWalk.Step.FILE, walk.next());
                assertTrue(walk.nextSequence() > next, "it did not jump");
                assertEquals(walk.nextSequence() - next, walk.retiredEntries());
            }
        }
    }
}
