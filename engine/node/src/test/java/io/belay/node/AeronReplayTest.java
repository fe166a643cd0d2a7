package io.belay.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.aeron.Aeron;
import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.belay.driver.BelayDriver;
import io.belay.driver.DriverConfig;
import io.belay.journal.ChronicleJournal;
import io.belay.journal.JournalConfig;
import io.belay.node.cli.Belay;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.WalFrameEncoder;
import io.belay.wire.Crc32c;
import io.belay.wire.Entry;
import io.belay.wire.MarketId;
import org.agrona.CloseHelper;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replay over a real media driver, from a real journal, as a shell sees it.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AeronReplayTest
{
    private static final long NOW_MS = 1_795_253_400_000L;
    private static final int STREAM_ID = 77;
    private static final String SHORT_IPC = "aeron:ipc?term-length=64k|mtu=4k";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final FragmentHandler handler = new FragmentAssembler((buffer, offset, length, header) ->
        received.add(buffer.getStringWithoutLengthUtf8(offset, length)));
    private BelayDriver driver;
    private Aeron aeron;

    @BeforeEach
    void start()
    {
        driver = BelayDriver.launch(DriverConfig.embedded().with("aeron.timer.interval", "10ms", "test"));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
    }

    @AfterEach
    void stop()
    {
        CloseHelper.closeAll(aeron, driver);
    }

    private List<String> journal(final int count, final int length) throws IOException
    {
        final List<String> texts = new ArrayList<>();
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final WalFrameEncoder frame = new WalFrameEncoder();
        final Crc32c crc = new Crc32c();
        final JournalConfig config = JournalConfig.of(directory.resolve("journal"))
            .withEntryBytesMax(64 << 10).withCycleBytes(1 << 20).withReserveBytes(0);
        try (ChronicleJournal journal = ChronicleJournal.open(config, () -> NOW_MS))
        {
            for (int i = 1; i <= count; i++)
            {
                final String text = i + " " + "x".repeat(length);
                final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
                frame.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .marketId(MarketId.of("BTC-USD")).epoch(1 << 16 | 1).position(i).txid(i).committedTxid(0)
                    .hlc((NOW_MS << 16) + i).clientId(1).clientSequence(i).crc32c(0)
                    .putBytes(bytes, 0, bytes.length);
                final int entryLength = MessageHeaderEncoder.ENCODED_LENGTH + frame.encodedLength();
                crc.seal(buffer, 0, entryLength);
                journal.append(buffer, 0, entryLength);
                texts.add(text);
            }

            journal.sync();
        }

        return texts;
    }

    private int replay(final String channel, final String... options)
    {
        final List<String> arguments = new ArrayList<>(List.of(
            "replay", directory.resolve("journal").toString(), "--target", channel, "--stream", "" + STREAM_ID,
            "--aeron-dir", driver.aeronDirectoryName()));
        arguments.addAll(List.of(options));

        return Belay.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
            .execute(arguments.toArray(new String[0]));
    }

    /** Replays in a thread of its own, which the test may interrupt; the exit code is set at the end. */
    private Thread replaying(final AtomicInteger exitCode, final String channel, final String... options)
    {
        exitCode.set(-1);
        final Thread thread = new Thread(() -> exitCode.set(replay(channel, options)));
        thread.setDaemon(true);
        thread.start();

        return thread;
    }

    @Test
    void shouldAnswerUsageWhenTheChannelIsNone() throws IOException
    {
        journal(1, 1);
        for (final String wrong : List.of("aeron:udp", "aeron:", "aeron:carrier-pigeon", "aeron:udp?mtu=8k", "udp:"))
        {
            assertEquals(2, replay(wrong), wrong + ": " + err);
        }

        assertTrue(err.toString().contains(": --target: 'aeron:udp' names no endpoint"), err.toString());
        assertTrue(err.toString().contains(
            "'udp:' is none of: stdout, none, aeron:udp?endpoint=HOST:PORT, aeron:ipc"), err.toString());
    }

    @Test
    void shouldAnswerUnreachableWhenThereIsNoDriver() throws IOException
    {
        journal(1, 1);
        driver.close();
        assertEquals(4, replay("aeron:ipc"));
        assertTrue(
            err.toString().contains("replay: no media driver runs in " + driver.aeronDirectoryName()), err.toString());
    }

    @Test
    void shouldAnswerPreconditionWhenTheDriverRefusesTheChannel() throws IOException
    {
        journal(1, 1);
        assertEquals(6, replay("aeron:udp?endpoint=no.such.host.invalid:1"), err.toString());
        assertTrue(err.toString().contains("replay: the media driver does not open aeron:udp?"), err.toString());
        assertEquals(6, replay("aeron:ipc?term-length=17"), err.toString());
    }

    @Test
    void shouldRefuseAFrameThatIsLongerThanTheChannelTakes() throws IOException
    {
        journal(1, 9_000);
        try (Subscription subscription = aeron.addSubscription(SHORT_IPC, STREAM_ID))
        {
            assertEquals(6, replay(SHORT_IPC));
            assertEquals(0, subscription.poll(handler, 1));
            assertTrue(err.toString().contains(" has 9002 bytes, and " + SHORT_IPC + " takes 8192: "), err.toString());
        }
    }

    @Test
    void shouldWaitForASubscriberAndSendItEveryFrame() throws IOException, InterruptedException
    {
        final List<String> texts = journal(2_000, 300);
        final AtomicInteger exitCode = new AtomicInteger();
        final Thread thread = replaying(exitCode, SHORT_IPC);
        Await.until("words", () -> err.toString().contains(
            "waiting for a subscriber to stream " + STREAM_ID + " of " + SHORT_IPC + "\n"), err::toString);
        try (Subscription subscription = aeron.addSubscription(SHORT_IPC, STREAM_ID))
        {
            // A few at a time, so that it is always behind: the frames are ten times what the term holds.
            Await.until("frames", () -> subscription.poll(handler, 7) >= 0 && received.size() == texts.size());
            thread.join();
        }

        assertEquals(0, exitCode.get(), err.toString());
        assertEquals(texts, received);
        assertTrue(out.toString().startsWith("done frames=2000 "), out.toString());
    }

    @Test
    void shouldSendEveryFrameOverUdpWhenItEndsBeforeTheSubscriberHasRead() throws IOException, InterruptedException
    {
        final List<String> texts = journal(500, 3_000);
        final String channel = "aeron:udp?endpoint=localhost:" + Ports.free(1)[0];
        try (Subscription subscription = aeron.addSubscription(channel, STREAM_ID))
        {
            final AtomicInteger exitCode = new AtomicInteger();
            final Thread thread = replaying(exitCode, channel);
            Await.until("frames", () -> subscription.poll(handler, 10) >= 0 && received.size() == texts.size());
            thread.join();
            assertEquals(0, exitCode.get(), err.toString());
        }

        assertEquals(texts, received);
    }

    @Test
    void shouldSendWholeFramesWhenAskedFor() throws IOException, InterruptedException
    {
        journal(3, 10);
        final List<Long> txids = new CopyOnWriteArrayList<>();
        try (Subscription subscription = aeron.addSubscription("aeron:ipc", STREAM_ID))
        {
            assertEquals(0, replay("aeron:ipc", "--whole", "--from", "2"), err.toString());
            Await.until("frames", () -> subscription.poll(
                (buffer, offset, length, header) -> txids.add(Entry.txid(buffer, offset)), 10) >= 0 && 2 == txids.size());
        }

        assertEquals(List.of(2L, 3L), txids);
    }

    @Test
    void shouldSayHowToGoOnWhenItIsStoppedWhileTheSubscriberIsSlow() throws IOException, InterruptedException
    {
        final List<String> texts = journal(2_000, 300);
        final AtomicInteger exitCode = new AtomicInteger();
        try (Subscription subscription = aeron.addSubscription(SHORT_IPC, STREAM_ID))
        {
            final Thread thread = replaying(exitCode, SHORT_IPC);
            Await.until("frames", () -> subscription.poll(handler, 1) >= 0 && received.size() >= 50);
            thread.interrupt();
            thread.join();
            assertEquals(130, exitCode.get(), err.toString());
            assertTrue(out.toString().startsWith("stopped frames="), out.toString());
            final String words = "replay: stopped before sequence ";
            final int at = err.toString().indexOf(words) + words.length();
            final String next = err.toString().substring(at, err.toString().indexOf(';', at));
            assertTrue(Integer.parseInt(next) < texts.size(), next);

            Await.until("what was sent", () -> subscription.poll(handler, 10) >= 0 &&
                received.size() == Integer.parseInt(next) - 1);
            Await.until("no source", subscription::hasNoImages);
            final Thread again = replaying(exitCode, SHORT_IPC, "--from", next);
            Await.until("the rest", () -> subscription.poll(handler, 10) >= 0 && received.size() == texts.size());
            again.join();
            assertEquals(0, exitCode.get(), err.toString());
        }

        assertEquals(texts, received);
    }

    @Test
    void shouldSayHowToGoOnWhenItsProcessIsTerminated() throws IOException, InterruptedException
    {
        journal(3, 10);
        final Path words = directory.resolve("words");
        final Path figures = directory.resolve("figures");
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
            System.getProperty("java.class.path")));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter((argument) -> argument.startsWith("--add-")).forEach(command::add);
        command.addAll(List.of(
            Belay.class.getName(), "replay", directory.resolve("journal").toString(), "--target", "aeron:ipc",
            "--aeron-dir", driver.aeronDirectoryName()));
        final Process process = new ProcessBuilder(command)
            .redirectError(words.toFile()).redirectOutput(figures.toFile()).start();
        try
        {
            Await.until("words", () -> read(words).contains("waiting for a subscriber"), () -> read(words));
            process.destroy();
            assertTrue(process.waitFor(40, TimeUnit.SECONDS));
            assertEquals(143, process.exitValue());
            assertTrue(read(words).contains(
                "replay: stopped before sequence 1; go on with the same command and --from 1 "), read(words));
            assertTrue(read(figures).startsWith("stopped frames=0 "), read(figures));
        }
        finally
        {
            process.destroyForcibly();
        }
    }

    private static String read(final Path file)
    {
        try
        {
            return Files.readString(file);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    @Test
    void shouldAnswerUnreachableWhenTheDriverIsLost() throws IOException, InterruptedException
    {
        journal(1, 1);
        final AtomicInteger exitCode = new AtomicInteger();
        final Thread thread = replaying(exitCode, "aeron:ipc");
        Await.until("words", () -> err.toString().contains("waiting for a subscriber"), err::toString);
        CloseHelper.closeAll(aeron, driver);
        thread.join();

        assertEquals(4, exitCode.get(), err.toString());
        assertTrue(err.toString().contains("replay: the media driver was lost"), err.toString());
    }
}
