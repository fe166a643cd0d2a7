package io.belay.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ResultFileTest
{
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void chooseFile()
    {
        file = folder.resolve("run.json");
    }

    @Test
    void shouldNameTheFileWhenItIsNotThere()
    {
        assertRefused("there is no");
    }

    @Test
    void shouldRefuseADirectory() throws IOException
    {
        Files.createDirectory(file);

        assertRefused("is a directory");
    }

    @Test
    void shouldRefuseAnEmptyFile() throws IOException
    {
        Files.writeString(file, "");

        assertRefused("run.json");
    }

    @Test
    void shouldRefuseWhatIsNoText() throws IOException
    {
        Files.write(file, new byte[] {(byte)0xC3, 0x28, (byte)0xFF, (byte)0xFE});

        assertRefused("is no JSON");
    }

    @Test
    void shouldRefuseJsonOfSomebodyElse() throws IOException
    {
        Files.writeString(file, "{\"results\": []}");
        assertRefused("has no schema");

        Files.writeString(file, "[1, 2]");
        assertRefused("has no schema");
    }

    @Test
    void shouldSayWhichSchemaItReadsWhenAFileHasANewerOne() throws IOException
    {
        Files.writeString(file, "{\"schema\": \"belay.bench/2\"}");

        assertRefused("belay.bench/2", "belay.bench/1");
    }

    @Test
    void shouldRefuseATruncatedFileWhereverItWasCut() throws IOException
    {
        BenchJson.write(SampleRun.sweep(7), file);
        final byte[] whole = Files.readAllBytes(file);
        for (int length = 1; length < whole.length - 2; length += whole.length / 50)
        {
            final byte[] part = Arrays.copyOf(whole, length);
            Files.write(file, part);

            assertRefused("run.json");
        }
    }

    @Test
    void shouldRefuseAFileWhoseNumbersAreNone() throws IOException
    {
        Files.writeString(file, "{\"schema\": \"belay.bench/1\", \"measurements\": [{\"round\": \"one\"}]}");

        assertRefused("damaged");
    }

    @Test
    void shouldRefuseAMeasurementOfNothing() throws IOException
    {
        Files.writeString(file, "{\"schema\": \"belay.bench/1\", \"measurements\": [{\"round\": 1}]}");

        assertRefused("names no system or no load");
    }

    @Test
    void shouldSayWhoseHistogramIsDamaged() throws IOException
    {
        Files.writeString(file, """
            {"schema": "belay.bench/1", "measurements": [
              {"system": "belay", "load": {"kind": "closed", "inFlight": 1}, "round": 3, "histogram": "HISTFAAAA"}]}
            """);

        assertRefused("a histogram of belay in round 3");
    }

    @Test
    void shouldReadWhatLeavesListsOut() throws IOException
    {
        Files.writeString(file, """
            {"schema": "belay.bench/1", "measurements": [
              {"system": "belay", "load": {"kind": "closed", "inFlight": 64}, "round": 1, "valid": true}]}
            """);

        final BenchFile run = ResultFile.read(file);

        assertEquals("closed-64", run.measurements().get(0).load().text());
        assertTrue(new Page(run, List.of()).html().contains("closed-64"));
    }

    private void assertRefused(final String... words)
    {
        final IOException refusal = assertThrows(IOException.class, () -> ResultFile.read(file));
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
        for (final String word : words)
        {
            assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
        }
    }
}
