package io.belay.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

import org.agrona.CloseHelper;
import org.agrona.concurrent.EpochClock;

/**
 * Opens a journal, step by step: lock, scan, recovery, a first file, the mark that it exists.
 */
final class JournalOpening
{
    private final JournalConfig config;
    private final EpochClock clock;
    private final Disk disk;
    private final JournalPaths paths;
    private final CycleCatalog catalog = new CycleCatalog();
    private JournalScan scan;
    private CyclePreparer preparer;
    private CycleWriter writer;
    private long journalId;

    private JournalOpening(final JournalConfig config, final EpochClock clock, final Disk disk)
    {
        this.config = config;
        this.clock = clock;
        this.disk = disk;
        this.paths = new JournalPaths(config.directory());
    }

    static ChronicleJournal open(
        final JournalConfig config, final EpochClock clock, final JournalListener listener, final Disk disk)
    {
        final JournalOpening opening = new JournalOpening(config, clock, disk);
        JournalLock lock = null;
        try
        {
            opening.makeDirectory();
            lock = JournalLock.acquire(config.directory());
            opening.run();
            opening.tell(listener);

            return new ChronicleJournal(config, clock, listener, disk, lock, opening);
        }
        catch (final IOException ex)
        {
            CloseHelper.quietCloseAll(opening.writer, opening.preparer, lock);
            throw new JournalFailedException(
                "journal " + config.directory() + " cannot be opened: " + ex + ". Look at the file that is named, at " +
                    "its rights and at the disk. Nothing was lost by trying.", ex);
        }
        catch (final InternalError ex)
        {
            CloseHelper.quietCloseAll(opening.writer, opening.preparer, lock);
            throw opening.unreadable(ex);
        }
        catch (final RuntimeException ex)
        {
            CloseHelper.quietCloseAll(opening.writer, opening.preparer, lock);
            throw ex;
        }
    }

    private void tell(final JournalListener listener)
    {
        if (scan.isForgetful())
        {
            listener.onClientsForgotten(catalog.firstSequence());
        }
    }

    /** So the machine tells of a mapped page that it cannot bring: a bad disk, or a full file system in memory. */
    private JournalException unreadable(final InternalError cause)
    {
        final String text =
            "journal " + config.directory() + " cannot be opened: a page of one of its files cannot be ";
        if (config.directory().toFile().getUsableSpace() <= Math.max(config.reserveBytes(), 1 << 20))
        {
            return new JournalFullException(text + "brought into memory, and the file system is full. Make room, or " +
                "keep less (retention).", cause);
        }

        return new JournalFailedException(
            text + "read; the kernel's log says more. Nothing was lost by trying. " + Advice.SAVE, cause);
    }

    private void makeDirectory() throws IOException
    {
        if (!Files.isDirectory(paths.directory()))
        {
            Files.createDirectories(paths.directory());
            disk.forceDirectory(paths.directory().toAbsolutePath().getParent());
        }
    }

    private void run() throws IOException
    {
        Files.createDirectories(paths.cycles());
        Files.createDirectories(paths.queue());

        final MarkFile identity = MarkFile.read(paths.identity());
        scan = JournalScan.of(paths, config.checkedBytes());
        final List<Cycle> sealed = new JournalRecovery(paths.queue(), paths.cycles(), disk).run(scan);
        journalId = scan.isEmpty() ? newJournalId() : scan.journalId();

        Files.deleteIfExists(paths.cleanStop());
        disk.forceDirectory(paths.directory());
        begin();
        if (null == identity)
        {
            // Only now: from here on a journal without any readable file has lost something.
            new MarkFile(journalId, CycleFile.FORMAT_VERSION).write(paths.identity(), disk);
        }

        fillCatalog(sealed);
    }

    /** Never 0, which means "none" in epochs. */
    private static long newJournalId()
    {
        final SecureRandom random = new SecureRandom();
        long id = random.nextLong();
        while (0 == id)
        {
            id = random.nextLong();
        }

        return id;
    }

    private void begin() throws IOException
    {
        preparer = new CyclePreparer(
            paths.queue(),
            config.cycleBytes(),
            config.blockBytes(),
            config.reserveBytes(),
            WriteMode.DIRECT == config.writeMode(),
            disk);

        // Before the queue is made: it maps files of its own, and a write to one on a full disk would kill the process.
        if (!preparer.prepareNow())
        {
            throw new JournalFullException("journal " + paths.directory() + " cannot be opened: " +
                preparer.refusal() + ". Make room, or keep less (retention).");
        }

        writer = switch (config.writeMode())
        {
            case QUEUE -> new QueueCycleWriter(paths.queue(), config, disk, preparer, journalId);
            case DIRECT -> new DirectCycleWriter(paths.queue(), config, disk, preparer, journalId);
        };

        final long nowMs = clock.time();
        if (!writer.roll(CycleName.next(scan.lastCycle(), nowMs), lastSequence() + 1, lastSequence(), nowMs))
        {
            throw new JournalFullException(preparer.refusal());
        }

        writer.force();
    }

    /** A file that holds no entry was kept until now, so that a journal always had one. */
    private void fillCatalog(final List<Cycle> sealed) throws IOException
    {
        final List<Cycle> cycles = new ArrayList<>();
        for (int i = 0; i < sealed.size(); i++)
        {
            if (scan.cycles().get(i).isEmpty())
            {
                Files.deleteIfExists(sealed.get(i).path());
                Files.deleteIfExists(CycleName.summary(sealed.get(i).path()));
                Files.deleteIfExists(CycleName.clients(sealed.get(i).path()));
            }
            else
            {
                cycles.add(sealed.get(i));
            }
        }

        cycles.add(new Cycle(writer.path(), writer.cycle(), lastSequence() + 1, null));
        catalog.replaceAll(cycles);
        catalog.clientsKeptBeside(scan.clientsCycle());
    }

    JournalPaths paths()
    {
        return paths;
    }

    CycleCatalog catalog()
    {
        return catalog;
    }

    Markets markets()
    {
        return scan.markets();
    }

    CyclePreparer preparer()
    {
        return preparer;
    }

    CycleWriter writer()
    {
        return writer;
    }

    long journalId()
    {
        return journalId;
    }

    long lastSequence()
    {
        return scan.lastSequence();
    }
}
