package io.belay.journal.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.belay.journal.JournalFiles;
import io.belay.wire.MarketId;
import io.belay.wire.MarketNames;
import org.agrona.collections.LongHashSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A command over one journal: results go to standard output, everything else to standard error.
 */
abstract class JournalCommand implements Callable<Integer>
{
    private static final String IN_NODE = "journal";
    private static final long FULL_BYTES = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Parameters(
        index = "0",
        paramLabel = "DIR",
        description = "Directory of a journal, or of a node: one that runs, one that has died, or a copy. It is only " +
            "read.")
    private Path directory;

    @Override
    public final Integer call()
    {
        final PrintWriter notes = spec.commandLine().getErr();
        final Output output = new Output(spec.commandLine().getOut());
        try
        {
            final int exitCode = run(open(directory), output, notes);
            output.flush();

            return output.isClosed() ? ExitCode.OUTPUT_CLOSED : exitCode;
        }
        catch (final CommandException ex)
        {
            output.flush();
            if (null != ex.getMessage())
            {
                note(notes, ex.getMessage());
            }

            return ex.exitCode();
        }
        catch (final ClosedByInterruptException ex)
        {
            return ExitCode.INTERRUPTED;
        }
        catch (final IOException | UncheckedIOException ex)
        {
            output.flush();
            note(notes, "cannot read " + directory + ": " + ex.getMessage());

            return ExitCode.PRECONDITION;
        }
        catch (final InternalError ex)
        {
            output.flush();
            note(notes, "cannot read " + directory + ": " + pageWords() + " (" + ex.getMessage() + ")");

            return ExitCode.PRECONDITION;
        }
        finally
        {
            notes.flush();
        }
    }

    /** So the machine tells of a mapped page that it cannot bring. In a file system in memory a hole takes one, too. */
    private String pageWords()
    {
        return "a page of one of its files cannot be brought into memory" +
            (directory.toFile().getUsableSpace() < FULL_BYTES ? ", and the file system is full: make room" :
                ": it was cut short in this moment, or its disk is bad; the kernel's log says more");
    }

    /**
     * Does the work.
     *
     * @param files  of the journal.
     * @param output for results.
     * @param notes  for all else.
     * @return exit code.
     * @throws IOException      when the journal cannot be read.
     * @throws CommandException to end with a message.
     */
    abstract int run(JournalFiles files, Output output, PrintWriter notes) throws IOException, CommandException;

    /** Finds the journal in a directory of its own or of a node. */
    final JournalFiles open(final Path place) throws IOException, CommandException
    {
        try
        {
            return JournalFiles.open(isOfNode(place) ? place.resolve(IN_NODE) : place);
        }
        catch (final AccessDeniedException ex)
        {
            throw new CommandException(ExitCode.PRECONDITION, "no permission to read " + ex.getFile(), ex);
        }
        catch (final NoSuchFileException ex)
        {
            throw new CommandException(ExitCode.PRECONDITION, words(ex), ex);
        }
    }

    private static boolean isOfNode(final Path place)
    {
        return !JournalFiles.isThere(place) && JournalFiles.isThere(place.resolve(IN_NODE));
    }

    private static String words(final FileSystemException ex)
    {
        return ex.getFile() + ": " + (null == ex.getReason() ? "no such file or directory" : ex.getReason());
    }

    final Path directory()
    {
        return directory;
    }

    final void note(final PrintWriter notes, final String text)
    {
        notes.println(spec.qualifiedName() + ": " + text);
    }

    /** Tells what was found where reading ended. */
    final int conclude(final PrintWriter notes, final Hole hole)
    {
        if (hole.isLoss())
        {
            return corrupt(notes, hole.finding());
        }

        if (hole.tailBytes() > 0)
        {
            note(notes, hole.tailWords());
        }

        return ExitCode.OK;
    }

    /**
     * Tells of markets that were asked for and are not there.
     *
     * @param lead what to say before, the subject of the sentence.
     */
    final int tellAbsent(
        final PrintWriter notes, final String lead, final LongHashSet marketIds, final MarketNames names,
        final String tail)
    {
        for (final long marketId : marketIds)
        {
            note(notes, lead + " has no entry of market " + names.show(marketId) + " (" + MarketId.toHex(marketId) +
                ")" + tail);
        }

        return marketIds.isEmpty() ? ExitCode.OK : ExitCode.PRECONDITION;
    }

    /** Tells of damage, and what to do. */
    final int corrupt(final PrintWriter notes, final Finding finding)
    {
        final boolean isNewer = Finding.Kind.NEWER_FORMAT == finding.kind();
        note(notes, (isNewer ? "" : "corrupt: ") + finding);
        note(notes, finding.advice());

        return isNewer ? ExitCode.PRECONDITION : ExitCode.CORRUPT;
    }
}
