package io.belay.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A journal of ours on a disk that remembers what was forced, for tests outside of this package: what a power cut would
 * leave of it can be had at any time.
 */
public final class CutJournal implements AutoCloseable
{
    private final Path root;
    private final StableDisk disk = new StableDisk();
    private final Frames frames = new Frames();
    private final ChronicleJournal journal;

    /**
     * Makes the journal: files of 512 KiB that the queue maps in blocks of 272 KiB.
     *
     * @param root for it.
     * @param mode how it is written.
     */
    public CutJournal(final Path root, final WriteMode mode)
    {
        this.root = root;
        journal = new Journals(mode).open(root, disk);
    }

    /**
     * Appends frames that say by their bytes which ones they are.
     *
     * @param count         how many.
     * @param payloadLength of each in bytes.
     */
    public void append(final int count, final int payloadLength)
    {
        Journals.append(journal, frames, count, payloadLength);
    }

    /** As {@link Journal#sync()}. */
    public void sync()
    {
        journal.sync();
    }

    /**
     * @return as {@link Journal#durableSequence()}.
     */
    public long durableSequence()
    {
        return journal.durableSequence();
    }

    /**
     * @return how many files it has.
     */
    public int fileCount()
    {
        return journal.cycles().size();
    }

    /**
     * @param refused whether the disk refuses every force from now on.
     */
    public void refuseForce(final boolean refused)
    {
        disk.refuseForce(refused);
    }

    /**
     * Builds what a power cut leaves now: the bytes that were forced, under the names that were.
     *
     * @param image directory to make.
     * @throws IOException when it cannot be written.
     */
    public void cut(final Path image) throws IOException
    {
        disk.cut(root, image);
    }

    /**
     * Copies the files as they are in the page cache now, as when the kernel had written all of them.
     *
     * @param image directory to make.
     * @throws IOException when it cannot be written.
     */
    public void copy(final Path image) throws IOException
    {
        PowerCutTest.copy(root, image);
    }

    /**
     * Checks that what a cut left is opened, that all of it is there and right up to what was acknowledged, and that the
     * journal goes on: what is appended then is read again, in either mode.
     *
     * @param image        that the cut left.
     * @param mode         to open it in first.
     * @param acknowledged sequence.
     */
    public static void checkRecovers(final Path image, final WriteMode mode, final long acknowledged)
    {
        new Journals(mode).checkRecovers(image, acknowledged, image.toString());
    }

    /**
     * @param image that a cut left.
     * @param mode  to open it in.
     * @return the last sequence; every entry up to it was read and is what was written.
     */
    public static long recovered(final Path image, final WriteMode mode)
    {
        try (ChronicleJournal journal = new Journals(mode).open(image))
        {
            return Journals.readAll(journal.newReader(1));
        }
    }

    /**
     * @param image of a journal.
     * @return its cycle files, oldest first.
     * @throws IOException when they cannot be listed.
     */
    public static List<Path> files(final Path image) throws IOException
    {
        return new JournalPaths(image).cycleFiles();
    }

    /**
     * @param image    of a journal.
     * @param sequence of an entry in its first file.
     * @return offset in that file at which the entry's message begins.
     * @throws IOException when it cannot be read.
     */
    public static int offsetOf(final Path image, final long sequence) throws IOException
    {
        try (CycleFile file = CycleFile.open(files(image).get(0)))
        {
            final CycleCursor cursor = file.cursor();
            while (CycleCursor.Step.ENTRY == cursor.next())
            {
                if (cursor.sequence() == sequence)
                {
                    return cursor.messageOffset();
                }
            }

            throw new IllegalStateException(image + " has no sequence " + sequence + " in its first file");
        }
    }

    @Override
    public void close()
    {
        journal.close();
    }
}
