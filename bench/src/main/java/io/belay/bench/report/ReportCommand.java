package io.belay.bench.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchJson;
import io.belay.node.cli.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Merges the files of runs and shows them.
 */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Merges the JSON files of one or more runs: rounds are counted together, and goals computed from " +
        "all of them. Writes what is asked for and prints the verdict.",
    footerHeading = "%nExit codes:%n",
    footer = "  0 done, 2 usage or a file that is none of belay bench, 6 a file could not be written.")
public final class ReportCommand implements Callable<Integer>
{
    @Parameters(paramLabel = "FILES", arity = "1..*", description = "As --json of a benchmark wrote them.")
    private List<Path> files;

    @Option(names = "--html", paramLabel = "FILE", description = "A page that needs nothing else, for a browser.")
    private Path html;

    @Option(names = "--json", paramLabel = "FILE", description = "The merged run.")
    private Path json;

    @Option(names = "--hgrm", paramLabel = "DIR", description = "An interval log (.hlog) and percentiles (.hgrm) for " +
        "each system under each load, as the tools of HdrHistogram read them.")
    private Path hgrm;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException
    {
        final Merge merge;
        try
        {
            merge = merged();
        }
        catch (final IOException | IllegalArgumentException ex)
        {
            final PrintWriter err = spec.commandLine().getErr();
            err.println("belay bench report: " + ex.getMessage());
            err.flush();

            return ExitCodes.USAGE;
        }

        write(merge);

        return ExitCodes.OK;
    }

    private void write(final Merge merge) throws IOException
    {
        if (null != json)
        {
            BenchJson.write(merge.file(), json);
        }
        if (null != html)
        {
            new Page(merge.file(), merge.remarks()).write(html);
        }
        if (null != hgrm)
        {
            new HistogramFiles(merge.file()).write(hgrm);
        }

        final PrintWriter out = spec.commandLine().getOut();
        final Verdict verdict = Verdict.of(new Run(merge.file()));
        out.println(verdict.text());
        if (!verdict.details().isEmpty())
        {
            out.println(verdict.details());
        }
        merge.remarks().forEach(out::println);
        out.flush();
    }

    private Merge merged() throws IOException
    {
        final Map<String, BenchFile> runs = new LinkedHashMap<>();
        for (final Path file : files)
        {
            if (null != runs.put(file.toString(), ResultFile.read(file)))
            {
                throw new IllegalArgumentException(file + " is given twice");
            }
        }

        return Merge.of(runs);
    }
}
