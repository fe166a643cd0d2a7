package io.belay.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochClock;

/**
 * A journal on Chronicle Queue, with durability, checksums and recovery of its own.
 */
public final class ChronicleJournal implements Journal
{
    private final EpochClock clock;
    private final CycleCatalog catalog = new CycleCatalog();
    private final Markets markets = new Markets();
    private final CyclePreparer preparer;
    private final CycleWriter writer;
    private final long journalId;
    private long appendedSequence;
    private volatile long durableSequence;

    private ChronicleJournal(final JournalConfig config, final EpochClock clock) throws IOException
    {
        this.clock = clock;
        final Disk disk = new KernelDisk();
        final Path cycles = config.directory().resolve(JournalFiles.CYCLES);
        Files.createDirectories(cycles);
        preparer = new CyclePreparer(cycles, config.cycleBytes(), config.blockBytes(), config.reserveBytes(), disk);
        journalId = new java.security.SecureRandom().nextLong();
        writer = CycleWriter.begin(cycles, config, config.cycleBytes(), disk, preparer, journalId, 0);
        roll();
        sync();
    }

    /**
     * Opens.
     *
     * @param config of it.
     * @param clock  wall.
     * @return the journal.
     * @throws IOException when.
     */
    public static ChronicleJournal open(final JournalConfig config, final EpochClock clock) throws IOException
    {
        return new ChronicleJournal(config, clock);
    }

    @Override
    public long journalId()
    {
        return journalId;
    }

    @Override
    public long append(final DirectBuffer buffer, final int offset, final int length)
    {
        if (!writer.fits(length))
        {
            roll();
        }

        try
        {
            writer.write(appendedSequence + 1, durableSequence, buffer, offset, length);
        }
        catch (final IOException ex)
        {
            throw new JournalFailedException(ex.getMessage(), ex);
        }

        if (length >= Entry.PREFIX_LENGTH)
        {
            markets.onEntry(buffer, offset);
        }

        return ++appendedSequence;
    }

    private void roll()
    {
        final int cycle = CycleName.next(writer.cycle(), clock.time());
        try
        {
            if (!writer.roll(cycle, appendedSequence + 1, durableSequence, clock.time()))
            {
                throw new JournalFullException("full: " + preparer.refusal());
            }
        }
        catch (final IOException ex)
        {
            throw new JournalFailedException(ex.getMessage(), ex);
        }

        catalog.add(new Cycle(writer.path(), cycle, appendedSequence + 1, null));
    }

    @Override
    public void sync()
    {
        try
        {
            writer.force();
        }
        catch (final IOException ex)
        {
            throw new JournalFailedException(ex.getMessage(), ex);
        }

        durableSequence = appendedSequence;
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
        return new CycleReader(
            new CycleReader.Source()
            {
                @Override
                public long readableSequence()
                {
                    return durableSequence;
                }

                @Override
                public boolean isExact()
                {
                    return true;
                }

                @Override
                public Cycle containing(final long sequence)
                {
                    return catalog.containing(sequence);
                }

                @Override
                public Cycle after(final int cycle)
                {
                    return catalog.after(cycle);
                }

                @Override
                public long firstSequence()
                {
                    return catalog.firstSequence();
                }
            },
            fromSequence);
    }

    @Override
    public long sequenceNotAfter(final long marketId, final long position)
    {
        return catalog.sequenceNotAfter(marketId, position);
    }

    @Override
    public void close()
    {
        writer.close();
        preparer.close();
    }
}
