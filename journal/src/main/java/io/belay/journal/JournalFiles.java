package io.belay.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The files of a journal, read only: for tools and for readers in other processes. Nothing is written, locked, made or
 * deleted, so the journal may belong to a running node, may be a copy, or may have died.
 * <p>
 * A journal's directory holds:
 * <pre>
 *   lock              held by the process that writes, with its pid
 *   identity          the journal's id and the version of its format
 *   clean-stop        what the journal ended with; only there when it was closed in order
 *   retained-from     the sequence before which retention has deleted; only there when it has
 *   cycles/           whole files of earlier runs, one a cycle, in order of their names
 *     20261121-094432B.cq4        entries
 *     20261121-094432B.summary    what they are, once the file was sealed
 *     20261121-094432B.clients    what markets remember of their clients; beside the newest sealed file only
 *   queue/            files of the present or last run, where the queue writes
 *     20261121-101500B.cq4
 *     next.filling, next.ready    the next file
 *     metadata.cq4t               of the queue; never read
 * </pre>
 */
public final class JournalFiles
{
    static final String LOCK = "lock";
    static final String IDENTITY = "identity";
    static final String CLEAN_STOP = "clean-stop";
    static final String RETAINED_FROM = "retained-from";
    static final String CYCLES = "cycles";
    static final String QUEUE = "queue";

    private static final long WRITE_NS_MAX = 1_000_000_000L;
    private static final long LOOK_INTERVAL_NS = 1_000_000;

    private final Path directory;
    private final CycleCatalog catalog = new CycleCatalog();

    private JournalFiles(final Path directory)
    {
        this.directory = directory;
    }

    /**
     * Lists the files of a journal.
     *
     * @param directory of the journal, or one that holds nothing but cycle files.
     * @return its files.
     * @throws IOException when it cannot be read, or is not a journal.
     */
    public static JournalFiles open(final Path directory) throws IOException
    {
        if (!Files.isDirectory(directory))
        {
            throw new NoSuchFileException(directory.toString(), null, "no such directory");
        }

        final JournalFiles files = new JournalFiles(directory);
        if (!files.isJournal() && files.paths().isEmpty())
        {
            throw new NoSuchFileException(
                directory.toString(), null, "not a journal: there is neither a folder `queue` nor a .cq4 file");
        }

        files.refresh();

        return files;
    }

    /**
     * @param directory to look into.
     * @return whether it has the folders of a journal.
     */
    public static boolean isThere(final Path directory)
    {
        return Files.isDirectory(directory.resolve(QUEUE));
    }

    /**
     * The paths of all cycle files in some folders, oldest first; of two with one name that in the later folder. A file
     * that is linked into a later folder before it leaves an earlier one is always found.
     */
    static List<Path> cycleFiles(final Path... folders) throws IOException
    {
        final Map<String, Path> byName = new TreeMap<>();
        for (final Path folder : folders)
        {
            if (Files.isDirectory(folder))
            {
                try (Stream<Path> paths = Files.list(folder))
                {
                    paths.filter(path -> CycleName.parse(path, CycleName.SUFFIX) >= 0)
                        .forEach(path -> byName.put(String.valueOf(path.getFileName()), path));
                }
                catch (final NoSuchFileException ignore)
                {
                    // It was taken away in this moment, and what it held with it.
                }
                catch (final UncheckedIOException ex)
                {
                    throw ex.getCause();
                }
            }
        }

        return List.copyOf(byName.values());
    }

    /**
     * Lists the files anew.
     *
     * @throws IOException when they cannot be read.
     */
    public void refresh() throws IOException
    {
        List<Path> listed;
        List<Path> present = paths();
        List<Cycle> found;
        do
        {
            listed = present;
            found = read(listed);
            present = paths();
        }
        while (!present.equals(listed)); // A file that a recovery moved meanwhile would be missed.

        catalog.replaceAll(found);
    }

    private static List<Cycle> read(final List<Path> listed) throws IOException
    {
        final List<Cycle> found = new ArrayList<>();
        for (final Path path : listed)
        {
            try (CycleFile file = CycleFile.open(path))
            {
                if (CycleDefect.NONE == file.defect())
                {
                    found.add(new Cycle(path, file.cycle(), file.firstSequence(), SummaryFile.read(path)));
                }
            }
            catch (final NoSuchFileException ignore)
            {
                // Retention, or a recovery that moves files, was faster: then the list has changed.
            }
        }

        return found;
    }

    /**
     * @return where the journal is.
     */
    public Path directory()
    {
        return directory;
    }

    /**
     * @return whether these are the folders of a journal, and not just cycle files that somebody laid together.
     */
    public boolean isJournal()
    {
        return isThere(directory);
    }

    /**
     * Reads anew which journal this is.
     *
     * @return the journal's id, or 0 when no whole mark says it, as where cycle files were laid together, or in the
     *     moment when a journal is made.
     * @throws IOException when the mark cannot be read.
     */
    public long journalId() throws IOException
    {
        final MarkFile identity = MarkFile.read(new JournalPaths(directory).identity());

        return null == identity ? 0 : identity.first();
    }

    /**
     * Looks whether the journal's beginning is missing: what retention deletes is no loss, since it says so first.
     *
     * @param first the oldest cycle file with a good header.
     * @return what is missing, in words, or null.
     * @throws IOException when retention's mark cannot be read.
     */
    public String lossBefore(final CycleFile first) throws IOException
    {
        final JournalPaths paths = new JournalPaths(directory);

        return Retained.read(paths).lossBefore(first, paths);
    }

    /**
     * Every cycle file there is, also one without a good header, which {@link #cycles()} leaves out.
     *
     * @return their paths, oldest first.
     * @throws IOException when they cannot be listed.
     */
    public List<Path> paths() throws IOException
    {
        return cycleFiles(directory, directory.resolve(QUEUE), directory.resolve(CYCLES));
    }

    /**
     * @return the cycles with a good header, oldest first, as they were listed.
     */
    public List<Cycle> cycles()
    {
        return catalog.all();
    }

    /**
     * @return sequence of the first entry that is there.
     */
    public long firstSequence()
    {
        return catalog.firstSequence();
    }

    /**
     * As {@link Journal#sequenceNotAfter(long, long)}, by the summaries that were there when the files were listed.
     *
     * @param marketId of the entry.
     * @param position of the entry in its market.
     * @return a sequence not behind the live entry with that position.
     */
    public long sequenceNotAfter(final long marketId, final long position)
    {
        return catalog.sequenceNotAfter(marketId, position);
    }

    /**
     * Looks again at a place where the last file looks damaged: its writer may be in the middle of a write there, whose
     * parts need not arrive in order. Waits for up to a second, and not at all when no process writes.
     *
     * @param cursor that has found a defect.
     * @return what stands there now; {@link CycleCursor.Step#DEFECT} when it is damage.
     */
    public CycleCursor.Step lookAgain(final CycleCursor cursor)
    {
        final long startNs = System.nanoTime();
        CycleCursor.Step step = CycleCursor.Step.DEFECT;
        while (CycleCursor.Step.DEFECT == step && cursor.mayBeInFlight() && System.nanoTime() - startNs < WRITE_NS_MAX &&
            JournalLock.isHolderAlive(directory))
        {
            LockSupport.parkNanos(LOOK_INTERVAL_NS);
            cursor.forgetLength();
            step = cursor.next();
        }

        return step;
    }

    /**
     * Reads all entries that are there, durable or not: in the files of a running node a few of the last may not be on
     * the disk yet. Each entry's checksum is checked before it is handed over. The reader finds what is appended, and
     * files that are begun, while it reads.
     *
     * @param fromSequence first sequence wanted, at least 1.
     * @return a reader that stands before it.
     * @throws EntryRetiredException when it is older than the first file.
     */
    public JournalReader newReader(final long fromSequence)
    {
        return new CycleReader(new ListedCycles(this, catalog), fromSequence);
    }
}
