package io.belay.journal.tools;

import java.io.IOException;
import java.nio.file.Path;

import io.belay.journal.JournalFiles;

/**
 * Walks over those entries of a journal that were asked for, that have a place in their market's history and that no
 * later entry has ended, unless those are wanted too. Of one thread.
 */
final class LiveWalk implements AutoCloseable
{
    private final EntryWalk walk;
    private final EntryFilter filter;
    private final DeadEntries dead;
    private final boolean isDeadWanted;
    private long framesLeft;
    private boolean isAtEnd;

    /**
     * @param files  of the journal.
     * @param filter of the entries.
     * @param dead   entries of the journal; those behind what it has seen are left out, too.
     */
    LiveWalk(final JournalFiles files, final EntryFilter filter, final DeadEntries dead)
    {
        this(files, filter, dead, false);
    }

    /**
     * @param files        of the journal.
     * @param filter       of the entries.
     * @param dead         entries of the journal; those behind what it has seen are left out in any case.
     * @param isDeadWanted whether entries that a later one ended are not left out.
     */
    LiveWalk(
        final JournalFiles files, final EntryFilter filter, final DeadEntries dead, final boolean isDeadWanted)
    {
        this.isDeadWanted = isDeadWanted;
        this.walk = new EntryWalk(files);
        this.filter = filter;
        this.dead = dead;
    }

    /**
     * Begins in the file that holds a sequence, or earlier.
     *
     * @param sequence from which on entries are wanted.
     * @throws IOException when a file cannot be read.
     */
    void startNear(final long sequence) throws IOException
    {
        walk.startNear(sequence);
    }

    /**
     * Goes on to the next entry.
     *
     * @param checkBytes whether its checksum matters.
     * @return whether there is one.
     * @throws IOException when a file cannot be read.
     */
    boolean next(final boolean checkBytes) throws IOException
    {
        while (true)
        {
            final EntryWalk.Step step = checkBytes ? walk.next() : walk.skip();
            if (EntryWalk.Step.ENTRY == step)
            {
                final EntryView entry = walk.entry();
                if (filter.isBehindAll(entry) || entry.sequence() == dead.nextSequence())
                {
                    return false;
                }

                if (entry.hasPrefix() && !entry.isSuperseded() && filter.matches(entry))
                {
                    if (isDeadWanted || !dead.contains(entry))
                    {
                        return true;
                    }

                    framesLeft += entry.isFrame() ? 1 : 0;
                }
            }
            else if (EntryWalk.Step.END == step || EntryWalk.Step.DEFECT == step)
            {
                isAtEnd = true;

                return false;
            }
        }
    }

    /**
     * @return how many frames that were asked for were left out, since a later entry ended them.
     */
    long framesLeft()
    {
        return framesLeft;
    }

    /**
     * @return whether it came to the end of what can be read, and not of what was asked for.
     */
    boolean isAtEnd()
    {
        return isAtEnd;
    }

    /**
     * Judges the end that it came to.
     *
     * @param files of the journal.
     * @return what is there.
     * @throws IOException when a file cannot be read.
     */
    Hole judgeEnd(final JournalFiles files) throws IOException
    {
        return null == walk.finding() ? Hole.judgeEnd(files, walk) : Hole.judge(files, walk.finding());
    }

    /** Damage in the present entry that no checksum shows. */
    Finding finding(final String what)
    {
        return Finding.damage(file(), offset(), walk.entry().sequence(), what);
    }

    Path file()
    {
        return walk.file().path();
    }

    /**
     * @return offset of the entry in its file.
     */
    long offset()
    {
        return walk.cursor().offset();
    }

    EntryView entry()
    {
        return walk.entry();
    }

    @Override
    public void close()
    {
        walk.close();
    }
}
