package io.belay.bench.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.belay.node.cli.Belay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hand-overs and a promotion of real processes: every append is durable or goes to the other node. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangesCommandTest
{
    @TempDir
    private Path directory;

    @Test
    void shouldRefuseADirectoryThatHoldsSomething() throws Exception
    {
        Files.writeString(directory.resolve("note"), "mine");
        final StringWriter err = new StringWriter();

        assertEquals(6, Belay.commandLine().setErr(new PrintWriter(err))
            .execute("bench", "changes", "--out", directory.toString()));
        assertTrue(err.toString().contains("is not empty"), err::toString);
    }

    @Test
    void shouldLoseNothingAndShowThePauses()
    {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int code = Belay.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(
            "bench", "changes", "--out", directory.resolve("run").toString(), "--handovers", "3", "--promotions", "2",
            "--rate", "1000");

        assertEquals(0, code, () -> out + "\n" + err);
        assertTrue(out.toString().contains("without an acknowledgement             n=3 "), out::toString);
        assertTrue(out.toString().contains("W=1  n=2 "), out::toString);
    }
}
