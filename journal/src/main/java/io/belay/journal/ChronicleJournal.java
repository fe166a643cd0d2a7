package io.belay.journal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;

import io.belay.wire.Entry;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochClock;

/**
 * A journal on Chronicle Queue, with durability, checksums and recovery of its own: the files are the queue's and, by
 * {@link WriteMode}, its appender writes the entries; everything that a promise rests on is done here. The files are
 * described at {@link JournalFiles}, an entry at {@link Envelope}.
 * <p>
 * Appending and syncing allocate nothing between rolls. {@link #housekeeping()} belongs on a background thread.
 */
public final class ChronicleJournal implements Journal
{
    private final JournalPaths paths;
    private final EpochClock clock;
    private final JournalListener listener;
    private final Disk disk;
    private final int entryBytesMax;
    private final JournalLock lock;
    private final CycleCatalog catalog;
    private final Markets markets;
    private final CyclePreparer preparer;
    private final CycleWriter writer;
    private final Retention retention;
    private final JournalHousekeeping housekeeping;
    private final long journalId;
    private long appendedSequence;
    private volatile int durableBytes;
    private volatile long durableSequence;
    private volatile JournalFailedException failure;
    private boolean isClosed;

    ChronicleJournal(
        final JournalConfig config,
        final EpochClock clock,
        final JournalListener listener,
        final Disk disk,
        final JournalLock lock,
        final JournalOpening opening)
    {
        this.paths = opening.paths();
        this.clock = clock;
        this.listener = listener;
        this.disk = disk;
        this.entryBytesMax = config.entryBytesMax();
        this.lock = lock;
        this.catalog = opening.catalog();
        this.markets = opening.markets();
        this.preparer = opening.preparer();
        this.writer = opening.writer();
        this.journalId = opening.journalId();
        this.appendedSequence = opening.lastSequence();
        this.durableSequence = appendedSequence;
        retention = new Retention(
            catalog, paths, journalId, config.retentionBytes(), config.retentionAgeMs(), clock, disk);
        housekeeping = new JournalHousekeeping(
            preparer,
            new CycleSealer(catalog, clock, WriteMode.DIRECT == config.writeMode(), disk, listener),
            retention,
            new Pace(() -> durableBytes),
            this::durableSequence,
            listener,
            this::onHousekeepingFailure);
    }

    /**
     * Opens a journal, or makes it when the directory holds none. Whatever an earlier process left is checked first,
     * and brought in order when that process did not close the journal.
     *
     * @param config where it is and how large it may become.
     * @param clock  wall clock, for file names and ages only.
     * @return the open journal.
     * @throws JournalInUseException   when another process has it open.
     * @throws CorruptJournalException when entries are missing that were on the disk.
     * @throws NewerFormatException    when a newer program wrote it.
     * @throws JournalFullException    when there is no room for a cycle file.
     * @throws JournalFailedException  when the disk refused.
     */
    public static ChronicleJournal open(final JournalConfig config, final EpochClock clock)
    {
        return open(config, clock, JournalListener.NONE);
    }

    /**
     * Opens a journal that tells what it does.
     *
     * @param config   where it is and how large it may become.
     * @param clock    wall clock, for file names and ages only.
     * @param listener to tell.
     * @return the open journal.
     * @see #open(JournalConfig, EpochClock)
     */
    public static ChronicleJournal open(
        final JournalConfig config, final EpochClock clock, final JournalListener listener)
    {
        return open(config, clock, listener, new KernelDisk());
    }

    static ChronicleJournal open(
        final JournalConfig config, final EpochClock clock, final JournalListener listener, final Disk disk)
    {
        return JournalOpening.open(config, clock, listener, disk);
    }

    @Override
    public long journalId()
    {
        return journalId;
    }

    @Override
    public long append(final DirectBuffer buffer, final int offset, final int length)
    {
        refuseIfFailed();
        if (length < Entry.HEADER_LENGTH || length > entryBytesMax)
        {
            throw new IllegalArgumentException("an entry has " + Entry.HEADER_LENGTH + " to " + entryBytesMax +
                " bytes, not " + length);
        }

        if (!writer.fits(length))
        {
            roll();
        }

        try
        {
            writer.write(appendedSequence + 1, durableSequence, buffer, offset, length);
        }
        catch (final IOException | RuntimeException | AssertionError | InternalError ex)
        {
            throw fail("append of sequence " + (appendedSequence + 1), ex);
        }

        appendedSequence++;
        if (length >= Entry.PREFIX_LENGTH)
        {
            markets.onEntry(buffer, offset);
        }

        return appendedSequence;
    }

    private void roll()
    {
        final long startNs = System.nanoTime();
        final boolean wasReady = preparer.isReady();
        // A channel closes itself when its thread is interrupted, which would look like a disk that refused.
        final boolean interrupted = Thread.interrupted();
        try
        {
            final long nowMs = clock.time();
            if (!writer.roll(CycleName.next(writer.cycle(), nowMs), appendedSequence + 1, durableSequence, nowMs))
            {
                throw new JournalFullException("journal " + paths.directory() + " is full at sequence " +
                    appendedSequence + ": " + preparer.refusal() + ". Make room, or keep less (retention).");
            }

            catalog.add(new Cycle(writer.path(), writer.cycle(), appendedSequence + 1, null));
        }
        catch (final JournalFullException ex)
        {
            throw ex;
        }
        catch (final IOException | RuntimeException | AssertionError | InternalError ex)
        {
            throw fail("the next cycle file", ex);
        }
        finally
        {
            if (interrupted)
            {
                Thread.currentThread().interrupt();
            }
        }

        listener.onRoll(writer.cycle(), System.nanoTime() - startNs, wasReady);
    }

    @Override
    public int entryLengthMax()
    {
        return entryBytesMax;
    }

    @Override
    public void sync()
    {
        refuseIfFailed();
        if (durableSequence == appendedSequence)
        {
            return;
        }

        final long startNs = System.nanoTime();
        try
        {
            writer.force();
        }
        catch (final IOException | RuntimeException ex)
        {
            throw fail("sync", ex);
        }

        durableBytes = writer.writtenBytes();
        durableSequence = appendedSequence;
        listener.onSync(appendedSequence, System.nanoTime() - startNs);
    }

    private void refuseIfFailed()
    {
        final JournalFailedException first = failure;
        if (null != first)
        {
            throw new JournalFailedException("nothing is appended or promised any more: " + first.getMessage(), first);
        }

        if (isClosed)
        {
            throw new IllegalStateException("journal " + paths.directory() + " is closed");
        }
    }

    private JournalFailedException fail(final String what, final Throwable cause)
    {
        final JournalFailedException failed = new JournalFailedException("journal " + paths.directory() +
            " failed at " + what + ", sequence " + durableSequence + " is the last that is surely on the disk: " +
            cause + ". Look at the disk, then start again: opening checks what is there.", cause);
        failure = failed;
        listener.onFailed(failed);

        return failed;
    }

    private void onHousekeepingFailure(final Exception ex)
    {
        if (!(ex instanceof ClosedByInterruptException))
        {
            fail("housekeeping", ex);
        }
    }

    @Override
    public long appendedSequence()
    {
        return appendedSequence;
    }

    @Override
    public long durableSequence()
    {
        return durableSequence;
    }

    @Override
    public Markets markets()
    {
        return markets;
    }

    @Override
    public JournalReader newReader(final long fromSequence)
    {
        return new CycleReader(new DurableCycles(catalog, this::durableSequence), fromSequence);
    }

    @Override
    public long sequenceNotAfter(final long marketId, final long position)
    {
        return catalog.sequenceNotAfter(marketId, position);
    }

    /**
     * The journal's background work: the next file, summaries, retention. Of one thread, any but the journal's own when
     * appends should not wait.
     *
     * @return an agent that must be scheduled until the journal is closed.
     */
    public JournalHousekeeping housekeeping()
    {
        return housekeeping;
    }

    /**
     * Keeps retention from deleting what is still needed. Any thread may ask.
     *
     * @param sequence first one that stays, whatever the policy says.
     */
    public void retainFrom(final long sequence)
    {
        retention.holdFrom(sequence);
    }

    /**
     * @return the cycles that are there, oldest first. Any thread may ask.
     */
    public List<Cycle> cycles()
    {
        return catalog.all();
    }

    /**
     * @return sequence of the first entry that is still there. Any thread may ask.
     */
    public long firstSequence()
    {
        return catalog.firstSequence();
    }

    /**
     * @return whether the next file is ready, so that a roll need not wait. Any thread may ask.
     */
    public boolean isNextCycleReady()
    {
        return preparer.isReady();
    }

    /**
     * @return why the journal has failed for good, or null. Any thread may ask.
     */
    public JournalFailedException failure()
    {
        return failure;
    }

    /** Syncs, ends the last file, and leaves the mark of a stop in order; after a failure only lets go of the files. */
    @Override
    public void close()
    {
        if (isClosed)
        {
            return;
        }

        final boolean interrupted = Thread.interrupted();
        try
        {
            housekeeping.stop();
            if (null == failure)
            {
                sync();
                writer.seal();
                new MarkFile(journalId, appendedSequence).write(paths.cleanStop(), disk);
            }
        }
        catch (final IOException ex)
        {
            throw fail("close", ex);
        }
        finally
        {
            isClosed = true;
            CloseHelper.quietCloseAll(writer, preparer, lock);
            if (interrupted)
            {
                Thread.currentThread().interrupt();
            }
        }
    }
}
