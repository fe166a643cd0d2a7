package io.belay.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.belay.node.cli.Belay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rounds of faults against real processes. {@code -Dbelay.test.rounds=N} asks for more of them, and
 * {@code -Dbelay.test.seed=N} for the choices of an earlier run.
 */
class CrashRunTest
{
    private static final long SEED = Long.getLong("belay.test.seed", System.nanoTime() & 0xFFFF_FFFFL);
    private static final int ROUNDS = Integer.getInteger("belay.test.rounds", 25);

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static void print(final String line)
    {
        System.out.println(line);
    }

    private int crash(final String... options)
    {
        final String[] words = new String[options.length + 1];
        words[0] = "crash";
        System.arraycopy(options, 0, words, 1, options.length);

        return Belay.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(words);
    }

    @Test
    void shouldEndWithUsageWhenOptionsAreWrong()
    {
        assertEquals(2, crash("--rounds", "0"));
        assertEquals(2, crash("--only", "kill,flood"));
        assertTrue(err.toString().contains("--only flood: no such fault; there are kill-owner"), err::toString);
        assertEquals(2, crash("--orders", directory.resolve("none.csv").toString()));
    }

    @Test
    void shouldRefuseADirectoryThatHoldsSomething() throws Exception
    {
        Files.writeString(directory.resolve("something"), "");
        assertEquals(6, crash("--rounds", "1", "--dir", directory.toString()));
        assertTrue(err.toString().contains("is not empty"), err::toString);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldLoseNothingAcknowledgedWhateverHappens() throws Exception
    {
        final Settings settings = new Settings(ROUNDS, SEED, Set.of(), directory.resolve("run"), null, false);
        final Tally tally;
        try (CrashRun run = new CrashRun(settings, CrashRunTest::print))
        {
            tally = run.run();
        }

        tally.table().forEach(CrashRunTest::print);
        assertTrue(tally.isClean(), () -> "seed " + SEED + System.lineSeparator() + tally.violations());
        assertEquals(ROUNDS, tally.rounds());
        assertTrue(tally.durable() > 0);
        for (final FaultKind kind : Faults.ALL)
        {
            assertTrue(ROUNDS < 25 || tally.skipped().containsKey(kind.name()) || tally.done().containsKey(kind.name()),
                () -> kind.name() + " was neither done nor skipped; seed " + SEED);
        }
    }
}
