package io.belay.journal.powercut;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeUnit;

import io.belay.journal.ChronicleJournal;
import io.belay.journal.CorruptJournalException;
import io.belay.journal.JournalFiles;
import io.belay.journal.JournalListener;
import io.belay.journal.JournalReader;
import io.belay.journal.RiggedDisk;
import io.belay.journal.powercut.Verdict.Outcome;
import io.belay.journal.tools.VerifyCommand;
import org.agrona.concurrent.SystemEpochClock;
import picocli.CommandLine;

/**
 * A process that looks at what a cut has left, recovers it, compares every entry, goes on writing, closes, and looks
 * again.
 */
public final class CutRecovery implements JournalListener
{
    private static final int READ_LIMIT = 1000;

    private final CutArguments arguments;
    private final Witness witness;
    private final SeededFrames frames;
    private final Generations generations;
    private int rolls;
    private int stepsLeft;

    private CutRecovery(final CutArguments arguments) throws IOException
    {
        this.arguments = arguments;
        this.witness = Witness.open(arguments.witness());
        this.frames = new SeededFrames(arguments.seed());
        this.generations = Generations.read(arguments.generations());
        this.stepsLeft = witness.holdStep();
    }

    /**
     * Prints a verdict.
     *
     * @param args as {@link CutArguments} has them.
     * @throws IOException when the other file system has a fault.
     */
    public static void main(final String[] args) throws IOException
    {
        System.out.println(new CutRecovery(CutArguments.parse(args)).run().line());
    }

    private Verdict run() throws IOException
    {
        final StringBuilder end = new StringBuilder();
        final long walked = walk(end);
        final long beginNs = System.nanoTime();
        witness.opening();
        try (ChronicleJournal journal = open())
        {
            final long openMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNs);
            final long recovered = journal.durableSequence();
            witness.opened(recovered + 1);
            if (recovered < arguments.acked())
            {
                return new Verdict(Outcome.LOST, walked, recovered, openMs, "opened with less than was acknowledged");
            }

            final String fault = walked < arguments.acked() ? "a reader from outside sees only " + walked + end :
                continueWith(journal, recovered);

            return new Verdict(
                null == fault ? Outcome.RIGHT : Outcome.WRONG, walked, recovered, openMs,
                null == fault ? end.toString() : fault);
        }
        catch (final CorruptJournalException ex)
        {
            return new Verdict(Outcome.REFUSED, walked, 0, 0, ex.getMessage());
        }
    }

    private ChronicleJournal open()
    {
        return arguments.isHeld() ?
            RiggedDisk.open(
                arguments.config(), SystemEpochClock.INSTANCE, this, RiggedDisk.Omission.NOTHING, this::beforeForce) :
            ChronicleJournal.open(arguments.config(), SystemEpochClock.INSTANCE, this);
    }

    private void beforeForce()
    {
        if (0 == stepsLeft)
        {
            witness.hold();
        }

        stepsLeft = Math.max(Witness.NO_STEP, stepsLeft - 1);
    }

    /** Reads the files as they are; behind what was acknowledged anything may lie. */
    private long walk(final StringBuilder end) throws IOException
    {
        if (!Files.isDirectory(arguments.journal()))
        {
            return 0;
        }

        final long[] last = new long[1];
        try (JournalReader reader = JournalFiles.open(arguments.journal()).newReader(1))
        {
            readAll(reader, last);
        }
        catch (final NoSuchFileException ex)
        {
            end.append("; there is no journal yet");
        }
        catch (final CorruptJournalException | UncheckedIOException ex)
        {
            end.append("; the walk ended: ").append(ex.getMessage());
        }

        return last[0];
    }

    private void readAll(final JournalReader reader, final long[] last)
    {
        while (0 < reader.poll((sequence, buffer, offset, length) ->
        {
            if (sequence != last[0] + 1 ||
                !frames.matches(buffer, offset, length, sequence, generations.of(sequence)))
            {
                throw new IllegalStateException("sequence " + sequence + " after " + last[0] + " is not the one that" +
                    " generation " + generations.of(sequence) + " wrote");
            }

            last[0] = sequence;

            return true;
        }, READ_LIMIT))
        {
            Thread.onSpinWait();
        }
    }

    /** Answers what is wrong, or null. */
    private String continueWith(final ChronicleJournal journal, final long recovered) throws IOException
    {
        if (recovered != lastOf(journal))
        {
            return "of " + recovered + " entries " + lastOf(journal) + " can be read";
        }

        final int generation = generations.begin(recovered + 1);
        append(journal, generation, 5);
        rolls = 0;
        while (0 == rolls)
        {
            append(journal, generation, 64);
        }

        append(journal, generation, 4);
        final long last = journal.durableSequence();
        if (last != lastOf(journal))
        {
            return "of " + last + " entries " + lastOf(journal) + " can be read after going on from " + recovered;
        }

        journal.close();

        return reopen(last);
    }

    private void append(final ChronicleJournal journal, final int generation, final int count)
    {
        for (int i = 0; i < count; i++)
        {
            journal.append(frames.buffer(), 0, frames.encode(journal.appendedSequence() + 1, generation));
        }

        journal.sync();
    }

    private String reopen(final long last)
    {
        final int exitCode = new CommandLine(new VerifyCommand()).execute(arguments.journal().toString());
        if (0 != exitCode)
        {
            return "verify ended with " + exitCode;
        }

        try (ChronicleJournal journal = ChronicleJournal.open(arguments.config(), SystemEpochClock.INSTANCE))
        {
            return last == journal.durableSequence() && last == lastOf(journal) ? null :
                "opened again, there are " + journal.durableSequence() + " entries, not " + last;
        }
    }

    private long lastOf(final ChronicleJournal journal)
    {
        final long[] last = new long[1];
        try (JournalReader reader = journal.newReader(1))
        {
            readAll(reader, last);
        }

        return last[0];
    }

    @Override
    public void onRoll(final int cycle, final long durationNs, final boolean wasReady)
    {
        rolls++;
    }
}
