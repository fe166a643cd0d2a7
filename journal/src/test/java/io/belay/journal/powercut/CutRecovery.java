package io.belay.journal.powercut;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.belay.journal.ChronicleJournal;
import io.belay.journal.CorruptJournalException;
import io.belay.journal.JournalFiles;
import io.belay.journal.JournalListener;
import io.belay.journal.JournalReader;
import io.belay.journal.RiggedDisk;
import io.belay.journal.powercut.Verdict.Outcome;
import io.belay.journal.tools.VerifyCommand;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SystemEpochClock;
import picocli.CommandLine;

/**
 * A process that looks at what a cut has left, recovers it, compares every entry, goes on writing, closes, and looks
 * again.
 */
public final class CutRecovery implements JournalListener
{
    private static final int READ_LIMIT = 1000;
    /** Verify's exit code for a directory that is not there, or holds no file of a journal yet. */
    private static final int NO_JOURNAL = 6;

    private final CutArguments arguments;
    private final Witness witness;
    private final SeededFrames frames;
    private final Generations generations;
    private int verifyExitCode;
    private long junkBytes;
    private long junkBytesBefore;
    private long walked;
    private String walkEnd = "";
    private long recovered;
    private long openMs;
    private long last;
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
        Parent.endWith();
        System.out.println(new CutRecovery(CutArguments.parse(args)).run().line());
    }

    private Verdict run() throws IOException
    {
        verifyAsIs();
        junkBytesBefore = junkBytes;
        walk();
        final long beginNs = System.nanoTime();
        witness.opening();
        try (ChronicleJournal journal = open())
        {
            openMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNs);
            recovered = journal.durableSequence();
            witness.opened(recovered + 1);
            if (recovered < arguments.acked())
            {
                return verdict(Outcome.LOST, "opened with less than was acknowledged");
            }

            final String fault = null == faultBefore() ? continueWith(journal) : faultBefore();

            return verdict(null == fault ? Outcome.RIGHT : Outcome.WRONG, null == fault ? "" : fault);
        }
        catch (final CorruptJournalException ex)
        {
            return verdict(Outcome.REFUSED, ex.getMessage());
        }
    }

    private Verdict verdict(final Outcome outcome, final String detail)
    {
        return new Verdict(outcome, walked, recovered, openMs, junkBytesBefore, detail + walkEnd);
    }

    /** What was wrong before anything was repaired, though the journal opens and nothing is lost. */
    private String faultBefore()
    {
        if (walked < arguments.acked())
        {
            return "a reader from outside sees only " + walked;
        }

        if (walked > recovered)
        {
            return "a reader from outside saw " + walked + ", and recovery kept " + recovered;
        }

        return verifyExitCode == 0 || verifyExitCode == NO_JOURNAL ? null : "verify ended with " + verifyExitCode;
    }

    /** Damage there is none, but behind the end there may be rests of what nobody was promised. */
    private void verifyAsIs()
    {
        final StringWriter out = new StringWriter();
        verifyExitCode = new CommandLine(new VerifyCommand())
            .setOut(new PrintWriter(out)).execute(arguments.journal().toString());
        final Matcher tail = Pattern.compile("tail: (\\d+) bytes").matcher(out.toString());
        junkBytes = tail.find() ? Long.parseLong(tail.group(1)) : 0;
    }

    private ChronicleJournal open()
    {
        return arguments.isHeld() ?
            RiggedDisk.open(
                arguments.config(), SystemEpochClock.INSTANCE, this, arguments.omission(), this::beforeForce) :
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
    private void walk() throws IOException
    {
        if (!Files.isDirectory(arguments.journal()))
        {
            return;
        }

        try
        {
            final JournalFiles files = JournalFiles.open(arguments.journal());
            last = files.firstSequence() - 1;
            readAll(files.newReader(files.firstSequence()));
        }
        catch (final NoSuchFileException ex)
        {
            walkEnd = "; there was no journal yet";
        }
        catch (final CorruptJournalException | UncheckedIOException ex)
        {
            walkEnd = "; the walk ended: " + ex.getMessage();
        }

        walked = last;
    }

    private void readAll(final JournalReader reader)
    {
        try (reader)
        {
            while (0 < reader.poll(this::onEntry, READ_LIMIT))
            {
                Thread.onSpinWait();
            }
        }
    }

    private boolean onEntry(final long sequence, final DirectBuffer buffer, final int offset, final int length)
    {
        if (sequence != last + 1 || !frames.matches(buffer, offset, length, sequence, generations.of(sequence)))
        {
            throw new IllegalStateException("sequence " + sequence + " after " + last + " is not the one that" +
                " generation " + generations.of(sequence) + " wrote");
        }

        last = sequence;

        return true;
    }

    /** Answers what is wrong, or null. */
    private String continueWith(final ChronicleJournal journal) throws IOException
    {
        if (journal.firstSequence() > 1 && 0 == arguments.retention())
        {
            return "the journal begins at " + journal.firstSequence();
        }

        final String fault = faultOf(journal, recovered);
        if (null != fault)
        {
            return fault;
        }

        final int generation = generations.begin(recovered + 1);
        append(journal, generation, 5);
        rolls = 0;
        while (0 == rolls)
        {
            append(journal, generation, 64);
        }

        append(journal, generation, 4);
        final long end = journal.appendedSequence();
        final String faultAfter = faultOf(journal, end);
        journal.close();

        return null == faultAfter ? reopen(end) : faultAfter;
    }

    private String faultOf(final ChronicleJournal journal, final long end)
    {
        if (end != journal.durableSequence())
        {
            return journal.durableSequence() + " is durable, not " + end;
        }

        last = journal.firstSequence() - 1;
        readAll(journal.newReader(journal.firstSequence()));
        if (end != last)
        {
            return "of " + end + " entries " + last + " can be read";
        }

        return frames.areAtEnd(journal.markets(), end) ? null : "the markets are not those of " + end + " entries";
    }

    private void append(final ChronicleJournal journal, final int generation, final int count)
    {
        for (int i = 0; i < count; i++)
        {
            journal.append(frames.buffer(), 0, frames.encode(journal.appendedSequence() + 1, generation));
        }

        journal.sync();
    }

    private String reopen(final long end)
    {
        verifyAsIs();
        if (0 != verifyExitCode || 0 != junkBytes)
        {
            return "verify ended with " + verifyExitCode + " and found " + junkBytes + " bytes of junk after a close";
        }

        try (ChronicleJournal journal = ChronicleJournal.open(arguments.config(), SystemEpochClock.INSTANCE))
        {
            return faultOf(journal, end);
        }
    }

    @Override
    public void onRoll(final int cycle, final long durationNs, final boolean wasReady)
    {
        rolls++;
    }
}
