package io.belay.bench.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.belay.journal.ChronicleJournal;
import io.belay.journal.HousekeepingIdleStrategy;
import io.belay.journal.JournalConfig;
import io.belay.wire.MarketId;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A real journal in a folder of its own, with its housekeeping on another thread as in a node. What it holds is limited
 * by retention, and the folder is removed in the end.
 */
final class BenchJournal implements AutoCloseable
{
    /** The directory whose disk is measured; the system's temporary one when it is not set. */
    static final String DIRECTORY_PROPERTY = "belay.bench.dir";

    private static final long MARKET_ID = MarketId.of("BTC-USD");
    private static final int CYCLE_BYTES = 64 << 20;
    private static final long RETENTION_BYTES = 256 << 20;
    private static final int ROOM = 1 << 16;

    private final UnsafeBuffer event = new UnsafeBuffer(new byte[ROOM]);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[ROOM]);
    private final Frames frames = new Frames();
    private final AtomicReference<Throwable> housekeepingFailure = new AtomicReference<>();
    private final int eventBytes;
    private final Path directory;
    private final ChronicleJournal journal;
    private final AgentRunner housekeeping;
    private long position;

    BenchJournal(final int eventBytes)
    {
        this.eventBytes = eventBytes;
        try
        {
            final String parent = System.getProperty(DIRECTORY_PROPERTY, System.getProperty("java.io.tmpdir"));
            directory = Files.createTempDirectory(Files.createDirectories(Path.of(parent)), "belay-parts-");
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }

        journal = ChronicleJournal.open(
            JournalConfig.of(directory).withCycleBytes(CYCLE_BYTES).withRetention(RETENTION_BYTES, 0),
            SystemEpochClock.INSTANCE);
        housekeeping = new AgentRunner(
            new HousekeepingIdleStrategy(), housekeepingFailure::set, null, journal.housekeeping());
        AgentRunner.startOnThread(housekeeping);
    }

    /**
     * @return sequence of the frame appended.
     */
    long append()
    {
        return journal.append(frame, 0, frames.encode(frame, MARKET_ID, ++position, event, eventBytes));
    }

    /**
     * @return sequence up to which all is on the disk.
     */
    long sync()
    {
        journal.sync();
        if (journal.durableSequence() != position)
        {
            throw new IllegalStateException(position + " frames, " + journal.durableSequence() + " durable");
        }

        return journal.durableSequence();
    }

    @Override
    public void close()
    {
        housekeeping.close();
        journal.close();
        try (Stream<Path> files = Files.walk(directory))
        {
            final List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (final Path file : deepestFirst)
            {
                Files.delete(file);
            }
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }

        if (null != housekeepingFailure.get())
        {
            throw new IllegalStateException("housekeeping failed", housekeepingFailure.get());
        }
    }
}
