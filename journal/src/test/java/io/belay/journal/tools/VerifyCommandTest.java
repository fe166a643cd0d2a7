package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.belay.journal.CorruptJournalException;
import io.belay.journal.JournalFiles;
import io.belay.sbe.journal.ClientWindowsDecoder;
import io.belay.sbe.journal.MarketClientsDecoder;
import io.belay.wire.Crc32c;
import io.belay.wire.Entry;
import io.belay.wire.MarketId;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest
{
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
    void shouldExitWith6WhenThereIsNoJournal() throws IOException
    {
        assertEquals(6, CommandRun.verify(directory).exitCode());
        Files.createDirectory(directory);

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(6, run.exitCode());
        assertEquals("", run.out());
    }

    @Test
    void shouldExitWith6WhenTheFormatIsNewer() throws Exception
    {
        makeJournal();
        final Path file = files().get(1);
        TestJournal.changeHeader(file, (buffer, offset) -> buffer.putInt(offset + 16, 2, ByteOrder.LITTLE_ENDIAN));

        final CommandRun run = CommandRun.verify(directory, "--format", "json");
        assertEquals(6, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("{\"result\":\"newer-format\","), run.out());
        assertTrue(run.err().startsWith("verify: " + file + ": offset "), run.err());
        assertTrue(run.err().endsWith("a newer one\n"), run.err());
    }

    @Test
    void shouldFindAFrameThatWasDamagedBeforeItWasAppended() throws IOException
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.frame("a"));
            btc.frame("b").buffer().putByte(Entry.FRAME_BYTES_OFFSET, (byte)'c');
            journal.append(btc);
        }

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(3, run.exitCode());
        assertTrue(run.err().contains(", sequence 2: an entry whose own CRC32C does not match"), run.err());
    }

    @Test
    void shouldFindAnEntryOfAWrongForm() throws IOException
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.frame("abc").buffer(), btc.length() - 1);
        }

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(3, run.exitCode());
        assertTrue(run.err().contains(", sequence 1: an entry of a wrong form: WRONG_LENGTH\n"), run.err());
    }

    @Test
    void shouldFindAHoleInTheHistoryOfAMarket() throws IOException
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.frame("a"));
            journal.append(eth.frame("a"));
            btc.frame("lost");
            journal.append(eth.frame("b"));
            journal.append(btc.frame("c"));
        }

        final CommandRun run = CommandRun.verify(directory, "--format", "json");
        assertEquals(3, run.exitCode());
        assertTrue(run.out().contains("\"finding\":{\"file\":\"" + files().get(0) + "\",\"offset\":"), run.out());
        assertTrue(run.out().contains(",\"sequence\":4,\"what\":\"market " + MarketId.toHex(btc.marketId()) +
            ": position 3 follows 1\",\"advice\":\""), run.out());
        assertTrue(run.err().startsWith("verify: corrupt: "), run.err());
    }

    @Test
    void shouldFindAFileThatIsCutShortWhileItIsRead() throws Exception
    {
        makeJournal();
        final Path first = files().get(0);
        try (EntryWalk walk = new EntryWalk(JournalFiles.open(directory)))
        {
            assertEquals(EntryWalk.Step.FILE, walk.next());
            assertEquals(EntryWalk.Step.ENTRY, walk.next());
            try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE))
            {
                channel.truncate(300_000);
            }

            EntryWalk.Step step = walk.next();
            while (EntryWalk.Step.ENTRY == step)
            {
                step = walk.next();
            }

            assertEquals(EntryWalk.Step.DEFECT, step);
            assertEquals(Finding.Kind.DAMAGE, walk.finding().kind());
            assertEquals(first, walk.finding().file());
            assertEquals("an end that was cut off while it was read", walk.finding().what());
        }

        assertEquals(3, CommandRun.verify(directory).exitCode());
    }

    @Test
    void shouldFindAFileOfAnotherJournal() throws Exception
    {
        makeJournal();
        final Path last = files().get(files().size() - 1);
        TestJournal.changeHeader(
            last, (buffer, offset) -> buffer.putByte(offset + 8, (byte)(buffer.getByte(offset + 8) ^ 1)));

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(3, run.exitCode(), run.out() + run.err());
        assertTrue(run.err().startsWith("verify: corrupt: " + last + ": offset 0, sequence "), run.err());
        assertTrue(run.err().contains(": the file belongs to journal "), run.err());
    }

    @Test
    void shouldFindAMissingFile() throws Exception
    {
        makeJournal();
        Files.delete(files().get(1));

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(3, run.exitCode());
        assertTrue(run.err().contains("; a file between them is missing, or one was replaced\n"), run.err());
    }

    @Test
    void shouldFindAMissingLastFileWhenTheJournalWasClosedInOrder() throws Exception
    {
        makeJournal();
        final List<Path> files = files();
        Files.delete(files.get(files.size() - 1));

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(3, run.exitCode());
        assertTrue(run.err().contains("; the journal was closed in order with sequence "), run.err());
    }

    @Test
    void shouldFindThatNoFileIsLeft() throws Exception
    {
        makeJournal();
        for (final Path file : files())
        {
            Files.delete(file);
        }

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(3, run.exitCode());
        assertTrue(run.err().contains("no entry can be read; the journal was "), run.err());
    }

    @Test
    void shouldFindASummaryOfAnotherFile() throws Exception
    {
        makeJournal();
        final List<Path> files = files();
        Files.copy(summary(files.get(0)), temp.resolve("first"));
        Files.delete(summary(files.get(0)));
        Files.move(summary(files.get(1)), summary(files.get(0)));

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(3, run.exitCode());
        assertTrue(run.err().contains("the summary is of another file\n"), run.err());
    }

    @Test
    void shouldFindEveryFlippedBitOfAFinishedFileAndEveryFlippedBitOfAnEntry() throws Exception
    {
        makeJournal();
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        final List<Path> files = files();
        for (int i = 0; i < 60; i++)
        {
            final int index = random.nextInt(files.size());
            final Path file = files.get(index);
            final boolean isLast = index == files.size() - 1;
            final long end = TestJournal.endOfEntries(file);
            final long begin = isLast ? TestJournal.beginOfEntries(file) : 0;
            final long offset = begin + random.nextLong(end - begin);
            final int bit = random.nextInt(8);
            final String place = "seed " + seed + " round " + i + ": " + file + " offset " + offset + " bit " + bit;

            TestJournal.flipBit(file, offset, bit);
            final CommandRun run = CommandRun.verify(directory);
            TestJournal.flipBit(file, offset, bit);

            assertEquals(3, run.exitCode(), place + "\n" + run.out() + run.err());
            assertTrue(run.err().startsWith("verify: corrupt: " + file + ": offset "), place + "\n" + run.err());
        }

        assertEquals(0, CommandRun.verify(directory).exitCode(), "the flips were not taken back");
    }

    @Test
    void shouldTellATornTailOfAKilledJournalAndExitWith0() throws Exception
    {
        final Path image = temp.resolve("image");
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.epochStart(1));
            journal.append(btc.frame("durable"));
            journal.sync();
            journal.append(btc.frame("torn"));
            journal.append(btc.frame("behind it"));
            journal.copyTo(image);
        }

        final Path file = JournalFiles.open(image).paths().get(0);
        TestJournal.flipBit(file, TestJournal.find(file, "torn"), 0);

        final CommandRun run = CommandRun.verify(image);
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.lines().get(0).startsWith("ok cycles=1 entries=2 frames=1 markets=1 firstSequence=1 " +
            "lastSequence=2 "), run.out());
        assertTrue(run.lines().get(1).matches(
            "tail: \\d+ bytes after the last valid entry, not promised"), run.out());

        final CommandRun json = CommandRun.verify(image, "--format", "json");
        assertEquals(1, json.lines().size(), json.out());
        assertTrue(json.out().matches(".*\"tailBytes\":[1-9][0-9]*,\"ms\":\\d+}\n"), json.out());
    }

    @Test
    void shouldFindALostEntryOfAKilledJournalThatALaterOneProves() throws Exception
    {
        final Path image = temp.resolve("image");
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.frame("promised"));
            journal.sync();
            journal.append(btc.frame("behind it"));
            journal.copyTo(image);
        }

        final Path file = JournalFiles.open(image).paths().get(0);
        TestJournal.flipBit(file, TestJournal.find(file, "promised"), 0);

        final CommandRun run = CommandRun.verify(image);
        assertEquals(3, run.exitCode(), run.err());
        assertTrue(run.err().contains(", sequence 1: a wrong checksum; sequence 2 at offset "), run.err());
    }

    @Test
    void shouldFindALostEntryOfASettledFileThatNothingElseProves() throws Exception
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.frame("first"));
            journal.append(btc.frame("last"));
        }

        final Path image = temp.resolve("image");
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.copyTo(image); // Its first file was settled by opening it again, the other one says what it holds.
        }

        final List<Path> files = JournalFiles.open(image).paths();
        Files.delete(files.get(1));
        assertEquals(0, CommandRun.verify(image).exitCode(), "the settled file alone is whole");
        TestJournal.flipBit(files.get(0), TestJournal.find(files.get(0), "last"), 0);

        final CommandRun run = CommandRun.verify(image);
        assertEquals(3, run.exitCode(), run.out() + run.err());
        assertTrue(run.err().contains(
            ", sequence 2: a wrong checksum; the file was whole when it was put there\n"), run.err());
    }

    @Test
    void shouldCheckAWholeJournal() throws Exception
    {
        final long last = makeJournal();
        final CommandRun run = CommandRun.verify(directory);

        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", run.err());
        final int finished = files().size() - 1;
        assertTrue(run.out().matches("ok cycles=" + (finished + 1) + " entries=" + last + " frames=" + (last - 3) +
            " markets=2 firstSequence=1 lastSequence=" + last + " bytes=\\d+ sha256Checked=" + finished +
            " sha256Missing=1 clientsChecked=1 superseded=1 unknownEntries=0 tailBytes=0 ms=\\d+\n"), run.out());

        final CommandRun json = CommandRun.verify(directory, "--format", "json");
        assertTrue(json.out().matches("\\{\"result\":\"ok\",\"cycles\":" + (finished + 1) + ",\"entries\":" + last +
            ",\"frames\":" + (last - 3) + ",\"markets\":2,\"firstSequence\":1,\"lastSequence\":" + last +
            ",\"bytes\":\\d+,\"sha256Checked\":" + finished + ",\"sha256Missing\":1,\"clientsChecked\":1," +
            "\"superseded\":1,\"unknownEntries\":0,\"tailBytes\":0,\"ms\":\\d+}\n"), json.out());
    }

    @Test
    void shouldCheckAJournalThatRetentionHasShortened() throws Exception
    {
        retire();

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(!run.out().contains(" firstSequence=1 "), run.out());
    }

    @Test
    void shouldFindThatTheOldestFileIsMissingThoughRetentionDidNotDeleteIt() throws Exception
    {
        makeJournal();
        final Path first = files().get(0);
        Files.delete(summary(first));
        Files.delete(first);

        shouldRefuseBoth(" are missing: the oldest file is " + files().get(0) + ", and there is no whole mark ");
    }

    @Test
    void shouldFindThatMoreIsMissingThanRetentionDeleted() throws Exception
    {
        retire();
        Files.delete(files().get(0));

        shouldRefuseBoth(", and the mark " + directory.resolve("retained-from") + " does not say ");
    }

    @Test
    void shouldFindThatNothingIsLeftOfWhatRetentionDeleted() throws Exception
    {
        retire();
        for (final Path file : files())
        {
            Files.deleteIfExists(summary(file));
        }

        shouldRefuseBoth("retention deleted their entries and no .summary file");
    }

    @Test
    void shouldFindAClientsFileThatIsDamaged() throws Exception
    {
        makeJournal();
        final Path clients = clientsFile();
        TestJournal.flipBit(clients, Files.size(clients) - 3, 2);

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(3, run.exitCode(), run.out());
        assertTrue(run.err().contains("the .clients file beside it"), run.err());
    }

    @Test
    void shouldFindAClientsFileThatIsWholeAndSaysSomethingElse() throws Exception
    {
        makeJournal();
        final Path clients = clientsFile();
        final byte[] bytes = Files.readAllBytes(clients);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        // The last market's last bytes are the checksum of a frame; the message's own is made right again.
        final int head = 8 + ClientWindowsDecoder.BLOCK_LENGTH;
        final int crcOffset = 8 + MarketClientsDecoder.crc32cEncodingOffset();
        int market = head;
        int length = marketLength(buffer, market);
        while (market + length < bytes.length)
        {
            market += length;
            length = marketLength(buffer, market);
        }

        bytes[bytes.length - 1] ^= 1;
        buffer.putInt(market + crcOffset, 0);
        buffer.putInt(market + crcOffset, new Crc32c().compute(buffer, market, length), ByteOrder.LITTLE_ENDIAN);
        Files.write(clients, bytes);

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(3, run.exitCode(), run.out());
        assertTrue(run.err().contains("client 7: the file says that its sequence ") &&
            run.err().contains(", with other bytes"), run.err());
    }

    private static int marketLength(final UnsafeBuffer buffer, final int offset)
    {
        final int fixed = 8 + MarketClientsDecoder.BLOCK_LENGTH + Integer.BYTES;

        return fixed + buffer.getInt(offset + fixed - Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void shouldFindThatNothingIsLeftOfWhatMarketsRememberOfTheirClients() throws Exception
    {
        retire();
        Files.delete(clientsFile());

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(3, run.exitCode(), run.out());
        assertTrue(run.err().contains("what markets remember of clients that appended before it is lost"), run.err());
    }

    private Path clientsFile() throws IOException
    {
        try (Stream<Path> paths = Files.walk(directory))
        {
            return paths.filter(path -> path.toString().endsWith(".clients")).findFirst().orElseThrow();
        }
    }

    @Test
    void shouldFindATimestampAboveTheCeiling() throws Exception
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.ceiling(WalEntries.START_MS + 5).epochStart(1));
            journal.append(btc.tick(5).frame("a"));
            journal.append(btc.tick(1).frame("b"));
        }

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(3, run.exitCode(), run.out());
        assertTrue(run.err().contains("above the clock's ceiling, which is " + (WalEntries.START_MS + 5)), run.err());
    }

    @Test
    void shouldShowWhatWasSupersededWhenAsked() throws Exception
    {
        makeJournal();

        final CommandRun run = CommandRun.verify(directory, "--include-superseded");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(2, run.lines().size(), run.out());
        assertTrue(run.lines().get(0).contains(" superseded epoch="), run.out());
        assertTrue(run.lines().get(1).contains(" superseded=1 "), run.out());
    }

    @Test
    void shouldFindAMissingLastFileAfterACrash() throws Exception
    {
        makeJournalThatDied();
        final List<Path> files = files();
        Files.delete(files.get(files.size() - 1));

        shouldRefuseBoth(summary(files.get(files.size() - 2)) + " was made when sequence ");
    }

    @Test
    void shouldFindThatTheOldestFileHoldsOnlyZeros() throws Exception
    {
        makeJournalThatDied();
        blank(files().get(0));

        shouldRefuseBoth("the journal was in use once");
    }

    @Test
    void shouldFindThatAFileBeforeTheOldestHoldsOnlyZeros() throws Exception
    {
        makeJournalThatDied();
        final Path first = files().get(0);
        blank(Files.copy(first, first.resolveSibling("20200101-000000B.cq4")));

        shouldRefuseBoth("the journal was in use once");
    }

    @Test
    void shouldFindThatAFileBetweenOthersHoldsOnlyZeros() throws Exception
    {
        makeJournalThatDied();
        final Path middle = files().get(1);
        Files.delete(summary(middle));
        blank(middle);

        shouldRefuseBoth("was made when sequence ");
    }

    @Test
    void shouldFindThatASealedFileWasDamaged() throws Exception
    {
        makeJournalThatDied();
        final Path first = files().get(0);
        TestJournal.flipBit(first, TestJournal.endOfEntries(first) - 100, 0);

        shouldRefuseBoth(summary(first) + " was made when sequence ");
    }

    /** What keeps a node from starting verify calls damage, too, and with the same reason. */
    private void shouldRefuseBoth(final String words) throws IOException
    {
        final CommandRun run = CommandRun.verify(directory);
        assertEquals(3, run.exitCode(), run.out() + run.err());
        assertTrue(run.err().contains(words), run.err());

        final String refusal = assertThrows(
            CorruptJournalException.class, () -> new TestJournal(directory).close()).getMessage();
        assertTrue(refusal.contains(words), refusal);
    }

    private void makeJournalThatDied() throws Exception
    {
        makeJournal();
        Files.delete(directory.resolve("clean-stop"));
    }

    private static void blank(final Path file) throws IOException
    {
        Files.write(file, new byte[(int)Files.size(file)]);
    }

    /** Four files, of which retention deletes the first. */
    private void retire() throws Exception
    {
        makeJournal();
        final long bytes = Files.size(files().get(0));
        try (TestJournal journal = new TestJournal(directory, 2 * bytes))
        {
            journal.fillFile(btc, 1000);
            journal.doHousekeeping();
            assertTrue(journal.journal().firstSequence() > 1);
            assertTrue(files().size() > 2);
        }
    }

    @Test
    void shouldCheckAJournalThatIsBeingWritten() throws Exception
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            assertEquals(0, CommandRun.verify(directory).exitCode(), "before the first entry");
            journal.append(btc.frame("a"));
            journal.sync();
            journal.append(btc.frame("not synced"));

            final CommandRun run = CommandRun.verify(directory);
            assertEquals(0, run.exitCode(), run.err());
            assertTrue(run.out().startsWith("ok cycles=1 entries=2 "), run.out());
        }
    }

    @Test
    void shouldNeverCallAJournalDamagedThatAnotherThreadWrites() throws Exception
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            final CompletableFuture<Void> checker = CompletableFuture.runAsync(this::checkRepeatedly);
            // Five files' worth, so that files are begun, finished and summarized under the eyes of the reader.
            for (int i = 0; i < 4_000; i++)
            {
                journal.append(btc.frame(new byte[1000]));
                if (0 == i % 16)
                {
                    journal.sync();
                    journal.doHousekeeping();
                }
            }

            journal.sync();
            checker.get();
            assertTrue(journal.files().size() >= 3, "the test wants rolls");
        }
    }

    private void checkRepeatedly()
    {
        for (int i = 0; i < 10; i++)
        {
            final CommandRun verify = CommandRun.verify(directory);
            assertEquals(0, verify.exitCode(), "round " + i + ": " + verify.err());

            final CommandRun dump = CommandRun.dump(directory, "--payload", "none");
            assertEquals(0, dump.exitCode(), "round " + i + ": " + dump.err());
            assertEquals(
                LongStream.rangeClosed(1, dump.sequences().size()).boxed().toList(), dump.sequences(), "round " + i);
        }
    }

    @Test
    void shouldCheckTheEnvelopeAndTheChecksumOfKindsThatAreNew() throws Exception
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.frame("a"));
            journal.append(NextSchema.frame("BTC-USD", 2, 2, "b"), NextSchema.frame("BTC-USD", 2, 2, "b").capacity());
            journal.append(
                NextSchema.sessionMark("BTC-USD", 3, 2), NextSchema.sessionMark("BTC-USD", 3, 2).capacity());
        }

        TestJournal.carryNextSchema(files().get(0));
        btc.at(3, 2, 1 << 16 | 1, btc.hlc() + 100);
        final CommandRun run = CommandRun.verify(directory);
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains(" unknownEntries=1 "), run.out());
    }

    @Test
    void shouldCheckTheHistoryOfTheMarketsAskedForOnly() throws IOException
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.frame("a"));
            journal.append(eth.frame("a"));
            btc.frame("lost");
            journal.append(btc.frame("c"));
        }

        final CommandRun eths = CommandRun.verify(directory, "--market", "ETH-USD");
        assertEquals(0, eths.exitCode(), eths.err());
        assertTrue(eths.out().startsWith("ok cycles=1 entries=1 frames=1 markets=1 firstSequence=1 lastSequence=3 "),
            eths.out());

        final CommandRun btcs = CommandRun.verify(directory, "--market", "BTC-USD");
        assertEquals(3, btcs.exitCode(), btcs.out());
        assertTrue(btcs.err().contains(", sequence 3: market BTC-USD: position 3 follows 1\n"), btcs.err());

        TestJournal.flipBit(files().get(0), TestJournal.endOfEntries(files().get(0)) - 100, 0);
        assertEquals(3, CommandRun.verify(directory, "--market", "ETH-USD").exitCode(), "damage counts wherever it is");
    }

    @Test
    void shouldExitWith6WhenAMarketAskedForHasNoEntry() throws Exception
    {
        makeJournal();

        final CommandRun run = CommandRun.verify(directory, "--market", "BTC-USD", "--market", "BTC-EUR");
        assertEquals(6, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("absent-market cycles=3 "), run.out());
        assertEquals("verify: the journal is whole, but has no entry of market BTC-EUR (" +
            MarketId.toHex(MarketId.of("BTC-EUR")) + ")\n", run.err());
    }

    @Test
    void shouldTakeTheDirectoryOfANodeToo() throws Exception
    {
        makeJournal();

        final CommandRun run = CommandRun.verify(temp);
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(CommandRun.dump(directory).out(), CommandRun.dump(temp).out());
        assertEquals(CommandRun.tail(directory).out(), CommandRun.tail(temp).out());
    }

    @Test
    void shouldGoOnAfterARestart() throws Exception
    {
        makeJournal();
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.epochStart(1));
            journal.append(btc.frame("after"));
            journal.doHousekeeping();
        }

        final CommandRun run = CommandRun.verify(directory);
        assertEquals(0, run.exitCode(), run.err());
        assertNotEquals("", run.out());
    }

    /** Three files, the first two sealed, closed in order; answers the last sequence. */
    private long makeJournal() throws Exception
    {
        try (TestJournal journal = new TestJournal(directory))
        {
            journal.append(btc.epochStart(1));
            journal.append(eth.epochStart(1));
            journal.append(btc.frame("dead"));
            journal.append(btc.supersede(1, 1, btc.epoch()));
            while (journal.files().size() < 3)
            {
                for (int i = 0; i < 32; i++)
                {
                    journal.append(btc.frame(new byte[1000]));
                    journal.append(eth.frame(new byte[500]));
                }

                journal.sync();
            }

            journal.doHousekeeping();

            return journal.journal().appendedSequence();
        }
    }

    private List<Path> files() throws IOException
    {
        return JournalFiles.open(directory).paths();
    }

    private static Path summary(final Path file)
    {
        return file.resolveSibling(file.getFileName().toString().replace(".cq4", ".summary"));
    }
}
