package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What markets remember of their clients, over restarts, sealing and retention. */
class SealedClientsTest
{
    private static final long MARKET = Frames.MARKET;
    private static final long CLIENT = 7;
    private static final long QUIET = 8;
    private static final int PAYLOAD_LENGTH = 800;

    private final Journals journals = new Journals(WriteMode.DIRECT);
    private final Frames frames = new Frames();
    private final List<Long> forgotten = new ArrayList<>();
    private final JournalListener listener = new JournalListener()
    {
        @Override
        public void onClientsForgotten(final long firstSequence)
        {
            forgotten.add(firstSequence);
        }
    };

    @TempDir
    private Path directory;

    private ChronicleJournal open(final long retentionBytes)
    {
        return open(retentionBytes, new KernelDisk());
    }

    private ChronicleJournal open(final long retentionBytes, final Disk disk)
    {
        return ChronicleJournal.open(
            journals.small(directory).withRetention(retentionBytes, 0), () -> 1_800_000_000_000L, listener, disk);
    }

    private static void keepHouse(final ChronicleJournal journal)
    {
        while (0 < journal.housekeeping().doWork())
        {
            Thread.onSpinWait();
        }
    }

    private void fill(final ChronicleJournal journal, final int files)
    {
        final int target = journal.cycles().size() + files;
        while (journal.cycles().size() < target)
        {
            Journals.append(journal, frames, 20, PAYLOAD_LENGTH);
        }

        journal.sync();
        keepHouse(journal);
    }

    /** A journal of some files, in which a client of another market appended once, long ago. */
    private long fillWithAQuietClient(final long retentionBytes)
    {
        try (ChronicleJournal journal = open(retentionBytes))
        {
            Journals.append(journal, frames, 1, PAYLOAD_LENGTH);
            journal.append(frames.buffer(), 0, frames.frame(MARKET, 2, 2, QUIET, 5, PAYLOAD_LENGTH));
            fill(journal, 5);

            return journal.appendedSequence();
        }
    }

    private Path clientsFile() throws IOException
    {
        final List<Path> all = clientsFiles();
        assertEquals(1, all.size(), () -> "" + all);

        return all.get(0);
    }

    private List<Path> clientsFiles() throws IOException
    {
        final List<Path> all = new ArrayList<>();
        for (final String folder : List.of(JournalFiles.QUEUE, JournalFiles.CYCLES))
        {
            try (Stream<Path> paths = Files.list(directory.resolve(folder)))
            {
                paths.filter(path -> path.toString().endsWith(CycleName.CLIENTS_SUFFIX)).forEach(all::add);
            }
        }

        return all;
    }

    private void flip(final Path path, final int offset) throws IOException
    {
        final byte[] bytes = Files.readAllBytes(path);
        bytes[offset] ^= 0x10;
        Files.write(path, bytes);
    }

    private void assertAllKnown(final ChronicleJournal journal)
    {
        final ClientWindows clients = journal.markets().get(MARKET).clients();
        final long last = journal.markets().get(MARKET).lastTxid();
        for (long txid = last; txid > Math.max(2, last - ClientWindows.WINDOW); txid--)
        {
            assertEquals(Remembered.KNOWN, clients.find(CLIENT, txid));
            assertEquals(txid, clients.foundTxid());
            frames.frame(txid, PAYLOAD_LENGTH);
            assertEquals(frames.payloadCrc(PAYLOAD_LENGTH), clients.foundCrc());
        }

        assertEquals(Remembered.NEW, clients.find(CLIENT, last + 1));
        assertEquals(Remembered.KNOWN, clients.find(QUIET, 5));
        assertEquals(2, clients.foundTxid());
        assertEquals(Remembered.NEW, clients.find(9, 1));
    }

    @Test
    void shouldForgetRatherThanCallNewWhenTheFileIsDamagedAndEntriesWereRetired() throws Exception
    {
        final long last = fillWithAQuietClient(1 << 20);
        flip(clientsFile(), 60);

        try (ChronicleJournal journal = open(0))
        {
            final ClientWindows clients = journal.markets().get(MARKET).clients();
            assertEquals(List.of(journal.firstSequence()), forgotten);
            assertTrue(journal.firstSequence() > 2);
            assertEquals(Remembered.FORGOTTEN, clients.find(QUIET, 5));
            assertEquals(Remembered.FORGOTTEN, clients.find(9, 1));
            assertEquals(Remembered.FORGOTTEN, clients.find(CLIENT, 1));
            assertEquals(Remembered.FORGOTTEN, clients.find(CLIENT, last + 1));
            assertEquals(Remembered.KNOWN, clients.find(CLIENT, last));
            assertEquals(last, clients.foundTxid());
            assertNull(journal.markets().get(1), "a market that was never there has nothing to forget");
        }
    }

    @Test
    void shouldStayForgetfulWhenItIsOpenedAgain() throws Exception
    {
        fillWithAQuietClient(1 << 20);
        Files.delete(clientsFile());
        try (ChronicleJournal journal = open(0))
        {
            fill(journal, 2);
        }

        try (ChronicleJournal journal = open(0))
        {
            assertEquals(1, forgotten.size());
            final ClientWindows clients = journal.markets().get(MARKET).clients();
            assertEquals(Remembered.FORGOTTEN, clients.find(QUIET, 5));
            assertEquals(Remembered.KNOWN, clients.find(CLIENT, journal.markets().get(MARKET).lastTxid()));
        }
    }

    @Test
    void shouldMakeADamagedFileAnewWhenNoEntryIsMissing() throws Exception
    {
        fillWithAQuietClient(0);
        flip(clientsFile(), 0);

        for (int round = 0; round < 2; round++)
        {
            try (ChronicleJournal journal = open(0))
            {
                assertTrue(forgotten.isEmpty());
                assertAllKnown(journal);
                fill(journal, 1);
                assertAllKnown(journal);
            }
        }

        assertEquals(1, clientsFiles().stream().filter(path -> path.toFile().length() < 100_000).count() -
            (clientsFiles().size() - 1), "only the newest is left, but for the damaged one");
    }

    @Test
    void shouldForgetWhenAnEntryThatWouldBeNeededIsDamaged() throws Exception
    {
        fillWithAQuietClient(0);
        Files.delete(clientsFile());
        final Path first = JournalFiles.open(directory).paths().get(0);
        flip(first, (int)Files.size(first) / 2);

        final JournalConfig config = journals.small(directory).withCheckedBytes(0);
        try (ChronicleJournal journal = ChronicleJournal.open(config, () -> 1_800_000_000_000L, listener))
        {
            final ClientWindows clients = journal.markets().get(MARKET).clients();
            assertEquals(1, forgotten.size());
            assertEquals(Remembered.FORGOTTEN, clients.find(QUIET, 5));
            assertEquals(Remembered.KNOWN, clients.find(CLIENT, journal.markets().get(MARKET).lastTxid()));
        }
    }

    @Test
    void shouldKeepTheFilesFromRetentionThatTheOnlyWindowsLieBeside() throws Exception
    {
        fillWithAQuietClient(0);
        final Path newest = clientsFile();
        final List<Path> cycles = JournalFiles.open(directory).paths();
        final Path second = cycles.get(1);
        final SealedMarkets early = SealedMarkets.at(JournalFiles.open(directory).cycles(), 1);
        ClientsFile.write(second, SummaryFile.read(second), early.markets(), new KernelDisk());
        Files.delete(newest);

        try (ChronicleJournal journal = open(1))
        {
            keepHouse(journal);
            assertAllKnown(journal);
            assertTrue(Files.exists(directory.resolve(JournalFiles.CYCLES).resolve(second.getFileName())) ||
                2 == journal.cycles().size(), "either it is there, or newer windows are");
        }

        try (ChronicleJournal journal = open(1))
        {
            assertAllKnown(journal);
            assertTrue(forgotten.isEmpty());
        }
    }

    @Test
    void shouldNotRetireAFileBeforeALaterOneHasTheWindows() throws Exception
    {
        fillWithAQuietClient(0);
        Files.delete(clientsFile());
        try (ChronicleJournal journal = open(1, new RefusingDisk()))
        {
            final int cycles = journal.cycles().size();
            keepHouse(journal);
            assertNull(journal.failure());
            assertEquals(cycles, journal.cycles().size());
            assertEquals(1, journal.firstSequence());
        }
    }

    /** Has no room for what markets remember. */
    private static final class RefusingDisk extends DelegatingDisk
    {
        @Override
        public void write(
            final Path file,
            final java.nio.channels.FileChannel channel,
            final java.nio.ByteBuffer bytes,
            final long offset) throws IOException
        {
            if (String.valueOf(file.getFileName()).contains(CycleName.CLIENTS_SUFFIX))
            {
                throw new IOException("No space left on device");
            }

            super.write(file, channel, bytes, offset);
        }
    }

    @Test
    void shouldWaitWithASummaryWhenThereIsNoRoomForTheWindows() throws Exception
    {
        try (ChronicleJournal journal = open(0, new RefusingDisk()))
        {
            fill(journal, 3);
            assertNull(journal.failure());
            assertNull(journal.cycles().get(0).summary(), "a summary says that the windows are on the disk");
        }

        try (ChronicleJournal journal = open(0))
        {
            keepHouse(journal);
            assertTrue(null != journal.cycles().get(0).summary());
            assertEquals(1, clientsFiles().size());
        }
    }

    @Test
    void shouldKnowAQuietClientWhenItsEntriesWereRetired() throws Exception
    {
        fillWithAQuietClient(1 << 20);
        try (ChronicleJournal journal = open(1 << 20))
        {
            assertTrue(journal.firstSequence() > 2);
            assertAllKnown(journal);
        }

        assertTrue(forgotten.isEmpty());
    }

    @Test
    void shouldReadOnlyTheFilesBehindTheWindowsWhenItIsOpened() throws Exception
    {
        fillWithAQuietClient(0);
        final Path first = JournalFiles.open(directory).paths().get(0);
        flip(first, (int)Files.size(first) / 2);

        final JournalConfig config = journals.small(directory).withCheckedBytes(0);
        try (ChronicleJournal journal = ChronicleJournal.open(config, () -> 1_800_000_000_000L, listener))
        {
            assertAllKnown(journal);
        }
    }

    /** A client of the random histories. */
    private static final class Client
    {
        private final long id;
        private long next = 1;

        Client(final long id)
        {
            this.id = id;
        }
    }

    /**
     * Two replicas with the same live history, of which one had dead tails: at every restart, with and without their
     * files, both give the answers that are read off the live frames.
     */
    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void shouldAnswerAlikeOnTwoReplicasOverRestartsSealingAndRetention(final long seed) throws Exception
    {
        final SplittableRandom random = new SplittableRandom(seed);
        final LiveFrames live = new LiveFrames();
        final List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++)
        {
            clients.add(new Client(random.nextLong()));
        }

        final long retentionBytes = random.nextBoolean() ? 0 : 1 << 20;
        boolean wereFilesLost = false;
        for (int life = 0; life < 8; life++)
        {
            try (ChronicleJournal one = openReplica("one", retentionBytes);
                ChronicleJournal other = openReplica("other", retentionBytes))
            {
                compare("seed " + seed + ", life " + life, one, live, clients, random, wereFilesLost);
                compare("seed " + seed + ", life " + life, other, live, clients, random, false);
                final int count = random.nextInt(3_000);
                for (int i = 0; i < count; i++)
                {
                    if (0 == random.nextInt(1_000))
                    {
                        appendDeadTail(one, live.size(), clients, random);
                    }

                    final Client client = clients.get(random.nextInt(clients.size()));
                    client.next += 0 == random.nextInt(20) ? 2 : 1;
                    final long sequence = client.next;
                    final int length =
                        frames.frame(MARKET, live.size() + 1, live.size() + 1, client.id, sequence, PAYLOAD_LENGTH);
                    live.add(new LiveFrames.Frame(client.id, sequence, frames.payloadCrc(PAYLOAD_LENGTH)));
                    one.append(frames.buffer(), 0, length);
                    other.append(frames.buffer(), 0, length);
                }

                one.sync();
                other.sync();
                keepHouse(one);
                keepHouse(other);
                assertNull(one.failure());
                compare("seed " + seed + ", in life " + life, one, live, clients, random, wereFilesLost);
                compare("seed " + seed + ", in life " + life, other, live, clients, random, false);
            }

            if (0 == random.nextInt(3))
            {
                wereFilesLost |= loseClientsFiles(directory.resolve("one"));
            }
        }
    }

    private ChronicleJournal openReplica(final String name, final long retentionBytes)
    {
        return ChronicleJournal.open(
            journals.small(directory.resolve(name)).withRetention(retentionBytes, 0), () -> 1_800_000_000_000L);
    }

    private void appendDeadTail(
        final Journal journal, final int txid, final List<Client> clients, final SplittableRandom random)
    {
        final int dead = 1 + random.nextInt(500);
        for (int i = 1; i <= dead; i++)
        {
            final Client client = clients.get(random.nextInt(clients.size()));
            final int length = frames.frame(
                MARKET, txid + i, txid + i, client.id, client.next + random.nextInt(2_000), PAYLOAD_LENGTH);
            journal.append(frames.buffer(), 0, length);
        }

        journal.append(frames.buffer(), 0, frames.superseded(MARKET, txid + 1, txid + 1));
    }

    private static boolean loseClientsFiles(final Path replica) throws IOException
    {
        boolean lost = false;
        for (final String folder : List.of(JournalFiles.QUEUE, JournalFiles.CYCLES))
        {
            try (Stream<Path> paths = Files.list(replica.resolve(folder)))
            {
                for (final Path path : paths.filter(each -> each.toString().endsWith(".clients")).toList())
                {
                    Files.delete(path);
                    lost = true;
                }
            }
        }

        return lost;
    }

    private static void compare(
        final String words,
        final ChronicleJournal journal,
        final LiveFrames live,
        final List<Client> clients,
        final SplittableRandom random,
        final boolean mayHaveForgotten)
    {
        final MarketHistory market = journal.markets().get(MARKET);
        for (int i = 0; null != market && i < 300; i++)
        {
            final Client client = clients.get(random.nextInt(clients.size()));
            final long sequence = client.next + 5 - random.nextLong(client.next + 5);
            final Remembered expected = live.expected(client.id, sequence);
            final Remembered found = market.clients().find(client.id, sequence);
            if (!mayHaveForgotten || !market.clients().isForgetful())
            {
                assertEquals(expected, found, () -> words + ", client " + client.id + ", sequence " + sequence);
            }
            else if (Remembered.NEW != expected)
            {
                assertNotEquals(Remembered.NEW, found, words);
            }

            if (Remembered.KNOWN == found)
            {
                final LiveFrames.Frame frame = live.get(market.clients().foundTxid());
                assertEquals(sequence, frame.sequence(), words);
                assertEquals(client.id, frame.clientId(), words);
                assertEquals(frame.crc(), market.clients().foundCrc(), words);
            }
        }

        assertFalse(null == market && live.size() > 0, words);
    }
}
