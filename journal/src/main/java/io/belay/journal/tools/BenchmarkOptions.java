package io.belay.journal.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import io.belay.journal.JournalFiles;
import picocli.CommandLine.Option;

/**
 * The options that turn a replay into a measurement of itself.
 */
final class BenchmarkOptions
{
    @Option(names = "--benchmark", description = "Measure, send nothing. With --format json one object a row.")
    private boolean isAskedFor;

    @Option(
        names = "--rounds",
        paramLabel = "COUNT",
        defaultValue = "5",
        description = "Of the benchmark. Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--json", paramLabel = "FILE", description = "Of the benchmark: also write the rows there, as one " +
        "JSON array.")
    private Path jsonFile;

    boolean isAskedFor() throws CommandException
    {
        if (!isAskedFor && null != jsonFile)
        {
            throw new CommandException(ExitCode.USAGE, "--json goes with --benchmark");
        }

        return isAskedFor;
    }

    /**
     * Measures, and prints a row for each figure.
     *
     * @param files  of the journal.
     * @param filter of the frames.
     * @param format of what is printed.
     * @param output to print to.
     * @return exit code.
     * @throws IOException      when the journal cannot be read.
     * @throws CommandException when nothing can be measured.
     */
    int run(final JournalFiles files, final EntryFilter filter, final Format format, final Output output)
        throws IOException, CommandException
    {
        if (rounds < 1)
        {
            throw new CommandException(ExitCode.USAGE, "--rounds must be 1 or more, not " + rounds);
        }

        final List<ReplayBenchmark.Row> rows = new ReplayBenchmark(files, filter).run(rounds);
        rows.forEach(row -> output.line(row.print(format.newLine())));
        if (null != jsonFile)
        {
            write(rows);
        }

        return ExitCode.OK;
    }

    private void write(final List<ReplayBenchmark.Row> rows) throws CommandException
    {
        try
        {
            Files.writeString(
                jsonFile,
                rows.stream().map(row -> row.print(new JsonLine())).collect(Collectors.joining(",\n", "[\n", "\n]\n")),
                StandardCharsets.UTF_8);
        }
        catch (final IOException | UncheckedIOException ex)
        {
            throw new CommandException(ExitCode.PRECONDITION, "--json: cannot write " + jsonFile + ": " +
                ex.getClass().getSimpleName() + " " + ex.getMessage(), ex);
        }
    }
}
