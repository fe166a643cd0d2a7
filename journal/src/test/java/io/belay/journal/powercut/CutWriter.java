package io.belay.journal.powercut;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import io.belay.journal.ChronicleJournal;
import io.belay.journal.JournalHousekeeping;
import io.belay.journal.JournalListener;
import io.belay.journal.RiggedDisk;
import org.agrona.concurrent.SystemEpochClock;

/**
 * A process that appends in a closed loop until it is killed: a batch, a sync, and only then the acknowledgement.
 */
public final class CutWriter implements JournalListener
{
    private static final int BATCH_MAX = 64;

    private final CutArguments arguments;
    private final Witness witness;
    private final SeededFrames frames;
    private final Thread journalThread = Thread.currentThread();
    private ChronicleJournal journal;
    private long cycleOffset;
    private volatile int stepsLeft = Witness.NO_STEP;

    private CutWriter(final CutArguments arguments) throws IOException
    {
        this.arguments = arguments;
        this.witness = Witness.open(arguments.witness());
        this.frames = new SeededFrames(arguments.seed());
    }

    /**
     * Writes.
     *
     * @param args as {@link CutArguments} has them.
     * @throws IOException when the other file system has a fault.
     */
    public static void main(final String[] args) throws IOException
    {
        Parent.endWith();
        new CutWriter(CutArguments.parse(args)).run();
    }

    private void run() throws IOException
    {
        witness.opening();
        // The control, and a writer that is held at a step, need a disk that tells; any other has the journal's own.
        journal = arguments.isDiskPlain() ?
            ChronicleJournal.open(arguments.config(), SystemEpochClock.INSTANCE, this) :
            RiggedDisk.open(
                arguments.config(), SystemEpochClock.INSTANCE, this, arguments.omission(), this::beforeForce);
        startHousekeeping(journal.housekeeping());

        final int generation =
            Generations.read(arguments.generations()).begin(journal.durableSequence() + 1);
        witness.opened(journal.durableSequence() + 1);
        write(generation, new Random(arguments.seed() + generation));
    }

    private static void startHousekeeping(final JournalHousekeeping housekeeping)
    {
        final Thread thread = new Thread(() ->
        {
            while (true)
            {
                if (0 == housekeeping.doWork())
                {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }, housekeeping.roleName());
        thread.setDaemon(true);
        thread.start();
    }

    private void write(final int generation, final Random random)
    {
        while (true)
        {
            for (int i = random.nextInt(BATCH_MAX); i >= 0; i--)
            {
                final int length = frames.encode(journal.appendedSequence() + 1, generation);
                journal.append(frames.buffer(), 0, length);
                cycleOffset += RiggedDisk.bytesInCycle(length);
                witness.cycleOffset(cycleOffset);
            }

            witness.syncing();
            journal.sync();
            witness.acked(journal.durableSequence());
        }
    }

    @Override
    public void onRoll(final int cycle, final long durationNs, final boolean wasReady)
    {
        cycleOffset = 0;
        witness.rolled(journal.appendedSequence() + 1);
        if (Witness.NO_STEP == stepsLeft)
        {
            stepsLeft = witness.holdStep();
        }

        step();
    }

    private void beforeForce()
    {
        if (Thread.currentThread() == journalThread)
        {
            step();
        }
        else if (Witness.NO_STEP != stepsLeft)
        {
            // The housekeeping thread waits too: on ext4 what it forces puts the names of others on the disk as well.
            Witness.awaitEnd();
        }
    }

    private void step()
    {
        if (0 == stepsLeft)
        {
            witness.hold();
        }

        stepsLeft = Math.max(Witness.NO_STEP, stepsLeft - 1);
    }
}
