package io.belay.bench.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import io.belay.bench.report.HistogramFiles;
import io.belay.bench.report.Page;
import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchJson;
import picocli.CommandLine.Option;

/**
 * Where a benchmark works, and where what it found goes.
 */
public final class BenchOutput
{
    @Option(names = "--dir", paramLabel = "DIR",
        description = "Directory for the journals, on the disk to measure. Default: a new one in ./belay-out.")
    private Path directory;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all that was found as JSON.")
    private Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes the report: one page that needs no network.")
    private Path html;

    @Option(names = "--hgrm", paramLabel = "DIR",
        description = "Writes .hgrm and .hlog files for plotters of HdrHistogram.")
    private Path hgrm;

    /**
     * @param command that runs.
     * @return directory to work in.
     */
    public Path directory(final String command)
    {
        if (null != directory)
        {
            return directory;
        }

        final String time = LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));

        return Path.of("belay-out", "bench-" + command + "-" + time + "-" + ProcessHandle.current().pid());
    }

    /**
     * Writes what was asked for.
     *
     * @param found by the benchmark.
     * @throws IOException when a file cannot be written.
     */
    public void write(final BenchFile found) throws IOException
    {
        if (null != json)
        {
            BenchJson.write(found, json);
        }
        if (null != html)
        {
            new Page(found, List.of()).write(html);
        }
        if (null != hgrm)
        {
            new HistogramFiles(found).write(hgrm);
        }
    }
}
