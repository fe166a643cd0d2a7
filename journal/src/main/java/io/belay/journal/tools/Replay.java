package io.belay.journal.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.belay.journal.JournalFiles;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Hands the live frames of a journal to a target, each when it is due. Of one thread; allocates nothing per frame.
 */
final class Replay
{
    private static final long SPIN_NS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long PARK_NS_MAX = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int PROGRESS_MASK = (1 << 10) - 1;

    private final EntryFilter filter;
    private final ReplayTarget target;
    private final Pacer pacer;
    private final boolean isPaced;
    private final BooleanSupplier stop;
    private final long limit;
    private final boolean isWhole;
    private final IdleStrategy idle = new BackoffIdleStrategy();
    private Progress progress = Progress.none();
    private long beginSequence;
    private long firstSequence;
    private long lastSequence;
    private long resumeSequence;
    private long frames;
    private long bytes;
    private long walked;
    private boolean isStopped;
    private Hole hole;
    private boolean isDeadWanted;
    private long framesLeft;

    /**
     * @param filter  of the frames.
     * @param target  that takes them.
     * @param pacer   that says when.
     * @param stop    whether to end now.
     * @param limit   how many frames to hand over at the most.
     * @param isWhole whether whole frames are counted, or the bytes in them.
     */
    Replay(
        final EntryFilter filter,
        final ReplayTarget target,
        final Pacer pacer,
        final BooleanSupplier stop,
        final long limit,
        final boolean isWhole)
    {
        this.filter = filter;
        this.target = target;
        this.pacer = pacer;
        this.isPaced = pacer.isPaced();
        this.stop = stop;
        this.limit = limit;
        this.isWhole = isWhole;
    }

    /** Hands over those frames, too, that a later entry ended. */
    void includeSuperseded()
    {
        isDeadWanted = true;
    }

    /**
     * @return how many frames were left out because a later entry ended them.
     */
    long framesLeft()
    {
        return framesLeft;
    }

    /**
     * Tells people at a terminal how far it is.
     *
     * @param files of the journal.
     * @param dead  entries of it.
     * @param notes to tell it on.
     * @return what is told, to be ended.
     */
    Progress newProgress(final JournalFiles files, final DeadEntries dead, final PrintWriter notes)
    {
        beginSequence = Math.max(filter.firstLiveSequence(files), files.firstSequence());
        final long end = Math.min(dead.nextSequence(), filter.lastSequence());
        progress = new Progress(
            Progress.isTerminal() ? notes : null, SystemNanoClock.INSTANCE, end - beginSequence + 1, "frames");

        return progress;
    }

    /**
     * Replays what is there now.
     *
     * @param files of the journal.
     * @param dead  entries of it.
     * @throws IOException      when it cannot be read.
     * @throws CommandException when the target can take no more, or a frame is none.
     */
    void run(final JournalFiles files, final DeadEntries dead) throws IOException, CommandException
    {
        try (LiveWalk walk = new LiveWalk(files, filter, dead, isDeadWanted))
        {
            final long from = isDeadWanted ? filter.firstSequence() : filter.firstLiveSequence(files);
            resumeSequence = from;
            walk.startNear(from);
            if (run(walk))
            {
                hole = walk.judgeEnd(files);
            }

            framesLeft = walk.framesLeft();
            target.flush();
        }
    }

    /** Answers whether it came to the end of what can be read, and not of what was asked for. */
    private boolean run(final LiveWalk walk) throws IOException, CommandException
    {
        while (frames < limit && walk.next(true))
        {
            final EntryView entry = walk.entry();
            if (entry.isFrame() && !deliver(walk, entry))
            {
                isStopped = true;

                return false;
            }

            resumeSequence = entry.sequence() + 1;
            if (0 == (++walked & PROGRESS_MASK))
            {
                tell();
            }
        }

        return walk.isAtEnd();
    }

    private void tell()
    {
        progress.update(resumeSequence - beginSequence, frames);
    }

    /** Hands a frame over; answers false when it was told to stop before. */
    private boolean deliver(final LiveWalk walk, final EntryView frame) throws CommandException
    {
        if (!frame.hasPayload())
        {
            throw new CommandException(
                ExitCode.CORRUPT, walk.finding("a frame that says it has more bytes than there are").toString());
        }

        resumeSequence = frame.sequence();
        if (stop.getAsBoolean() || (isPaced && !awaitDue(frame.hlc())))
        {
            return false;
        }

        if (!target.onFrame(frame) && !insist(frame))
        {
            return false;
        }

        if (isPaced)
        {
            pacer.onSent(frame.hlc());
        }

        count(frame);

        return true;
    }

    /** Hands a frame over again until there is room for it; answers false when it was told to stop before. */
    private boolean insist(final EntryView frame) throws CommandException
    {
        idle.reset();
        do
        {
            if (stop.getAsBoolean())
            {
                return false;
            }

            tell();
            idle.idle();
        }
        while (!target.onFrame(frame));

        return true;
    }

    private void count(final EntryView frame)
    {
        if (0 == frames)
        {
            firstSequence = frame.sequence();
        }

        lastSequence = frame.sequence();
        frames++;
        bytes += isWhole ? frame.length() : frame.payloadLength();
    }

    private boolean awaitDue(final long hlc) throws CommandException
    {
        long leftNs = pacer.leftNs(hlc);
        if (leftNs > SPIN_NS)
        {
            target.flush();
        }

        while (leftNs > 0)
        {
            if (stop.getAsBoolean())
            {
                return false;
            }

            tell();
            if (leftNs > SPIN_NS)
            {
                LockSupport.parkNanos(Math.min(leftNs - SPIN_NS, PARK_NS_MAX));
            }
            else
            {
                Thread.onSpinWait();
            }

            leftNs = pacer.leftNs(hlc);
        }

        return true;
    }

    boolean isStopped()
    {
        return isStopped;
    }

    String resumeWords()
    {
        final String next = Long.toUnsignedString(resumeSequence);

        return "stopped before sequence " + next + "; go on with the same command and --from " + next +
            " in place of any other --from";
    }

    /**
     * @return where to go on later: the sequence of the first entry that was not handed over.
     */
    long resumeSequence()
    {
        return resumeSequence;
    }

    /**
     * @return sequence of the first frame that was handed over, 0 when none was.
     */
    long firstSequence()
    {
        return firstSequence;
    }

    /**
     * @return sequence of the last frame that was handed over, 0 when none was.
     */
    long lastSequence()
    {
        return lastSequence;
    }

    long frames()
    {
        return frames;
    }

    long bytes()
    {
        return bytes;
    }

    /**
     * @return what was found where reading ended, or null when it ended before.
     */
    Hole hole()
    {
        return hole;
    }
}
