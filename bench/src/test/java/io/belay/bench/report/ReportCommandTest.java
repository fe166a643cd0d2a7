package io.belay.bench.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReportCommandTest
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;
    private String first;
    private String second;

    @BeforeEach
    void writeRuns() throws IOException
    {
        first = folder.resolve("one.json").toString();
        second = folder.resolve("two.json").toString();
        BenchJson.write(SampleRun.compare(1, 2), Path.of(first));
        BenchJson.write(SampleRun.compare(2, 1), Path.of(second));
    }

    @Test
    void shouldRefuseToReportOnNothing()
    {
        assertEquals(2, run());
        assertTrue(err.toString().contains("FILES"), err.toString());
    }

    @Test
    void shouldRefuseAFileThatIsNoneOfBelayBenchAndWriteNothing() throws IOException
    {
        final Path html = folder.resolve("page.html");
        final Path foreign = Files.writeString(folder.resolve("foreign.json"), "{\"a\": 1}");

        assertEquals(2, run(first, foreign.toString(), "--html", html.toString()));
        assertEquals("belay bench report: " + foreign + " is not a file of belay bench: it has no schema",
            err.toString().strip());
        assertFalse(Files.exists(html));
    }

    @Test
    void shouldRefuseOneFileTwice() throws IOException
    {
        assertEquals(2, run(first, first));
        assertEquals("belay bench report: " + first + " is given twice", err.toString().strip());
    }

    @Test
    void shouldRefuseACopyOfAFile() throws IOException
    {
        final Path copy = Files.copy(Path.of(first), folder.resolve("copy.json"));

        assertEquals(2, run(first, copy.toString()));
        assertTrue(err.toString().contains("holds a measurement that another file holds too"), err.toString());
    }

    @Test
    void shouldWriteWhatIsAskedForAndPrintTheVerdict() throws IOException
    {
        final Path html = folder.resolve("new").resolve("page.html");
        final Path json = folder.resolve("new").resolve("merged.json");
        final Path hgrm = folder.resolve("hgrm");

        final int code =
            run(first, second, "--html", html.toString(), "--json", json.toString(), "--hgrm", hgrm.toString());

        assertEquals(0, code, err.toString());

        final BenchFile merged = ResultFile.read(json);
        assertEquals(3, merged.rounds());
        assertEquals(3, merged.goals().get(0).rounds());
        assertTrue(Files.readString(html).contains("Merged from 2 runs"));
        assertTrue(Files.exists(hgrm.resolve("belay_closed_inflight=1_length=256_markets=1.hlog")));
        assertTrue(out.toString().startsWith("13 of 13 goals met"), out.toString());
    }

    @Test
    void shouldGiveTheSameRunBackWhenItsMergedFileIsReadAgain() throws IOException
    {
        final Path json = folder.resolve("merged.json");
        run(first, second, "--json", json.toString());
        final BenchFile once = ResultFile.read(json);
        run(json.toString(), "--json", json.toString());

        assertEquals(once, ResultFile.read(json));
    }

    private int run(final String... args)
    {
        final CommandLine line = new CommandLine(new ReportCommand());

        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    }
}
