package io.belay.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import io.belay.node.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command line as a shell sees it, as far as no node is needed.
 */
class BelayTest
{
    @TempDir
    private Path folder;

    private static void assertRefusal(final int code, final String text, final String... args)
    {
        final CommandRun run = CommandRun.of(args);
        assertEquals(code, run.code(), run.err());
        assertTrue(run.err().contains(text), run::err);
        assertFalse(run.err().contains("\tat "), run::err);
        assertEquals("", run.out());
    }

    @Test
    void shouldAnswerUsageWhenNothingIsAskedFor()
    {
        assertRefusal(ExitCodes.USAGE, "Usage: belay");
    }

    @Test
    void shouldSuggestWhatWasMeantWhenACommandIsUnknown()
    {
        assertRefusal(ExitCodes.USAGE, "belay node", "nod", "alpha.properties");
    }

    @Test
    void shouldAnswerUsageWhenAnArgumentIsMissingOrWrong()
    {
        assertRefusal(ExitCodes.USAGE, "FILE", "node");
        assertRefusal(ExitCodes.USAGE, "--market", "append");
        assertRefusal(ExitCodes.USAGE, "--formt", "status", "--formt", "json", folder.toString());
        assertRefusal(ExitCodes.USAGE, "xml", "status", "--format", "xml", folder.toString());
        for (final String timeout : new String[]{"soon", "5", "-1s", "", "1m", "s"})
        {
            assertRefusal(ExitCodes.USAGE, "--timeout=" + timeout + " is not a number with a unit: ns, us, ms or s",
                "append", "--market", "A", "--timeout", timeout);
        }

        for (final String timeout : new String[]{"0", "0s"})
        {
            assertRefusal(ExitCodes.USAGE, "--timeout=" + timeout + " leaves no time for an outcome",
                "append", "--market", "A", "--timeout", timeout);
        }

        assertRefusal(ExitCodes.USAGE, "--market: market name 'A B'", "append", "--market", "A B");
    }

    @Test
    void shouldAnswerUsageWhenTheConfigurationIsWrong() throws IOException
    {
        final Path file = Files.writeString(
            folder.resolve("alpha.properties"), "belay.node=alpha\nbelay.node.alpha.id=0");
        assertRefusal(ExitCodes.USAGE, "belay: 'belay.node.alpha.id=0' (" + file + ") is not between 1 and 65534",
            "node", file.toString());
        assertRefusal(ExitCodes.USAGE, "belay: 'belay.node.alpha.id=x' (-D) is not a whole number",
            "node", file.toString(), "-Dbelay.node.alpha.id=x");
        assertRefusal(ExitCodes.USAGE, "is not between 1 and 65534", "status", file.toString());
        assertRefusal(ExitCodes.USAGE, "there is no such file", "node", folder.resolve("other").toString());
    }

    @Test
    void shouldAnswerUnreachableWhenNoNodeHasRunThere()
    {
        assertRefusal(ExitCodes.UNREACHABLE, "belay: no node has run in " + folder, "status", folder.toString());
        final String none = folder.resolve("none").toString();
        assertRefusal(ExitCodes.UNREACHABLE, "belay: no node has run in " + none + ": there is no such ",
            "status", none);
    }

    @Test
    void shouldAnswerPreconditionWhenTheLinesAreNotThere()
    {
        final Path file = folder.resolve("lines");
        assertRefusal(ExitCodes.PRECONDITION, "belay: there is no " + file,
            "append", "--market", "A", "--aeron-dir", folder.toString(), file.toString());
    }

    @Test
    void shouldAnswerPreconditionWhenTheLinesAreAFolder()
    {
        assertRefusal(ExitCodes.PRECONDITION, folder + ": is a directory",
            "append", "--market", "A", "--aeron-dir", folder.toString(), folder.toString());
    }

    @Test
    void shouldAnswerUsageWhenTheConfigurationIsAFolderOrHoldsAKeyTwice() throws IOException
    {
        assertRefusal(ExitCodes.USAGE,
            "cannot read the property file " + folder + ": it is a directory", "node", folder.toString());
        final Path file = Files.writeString(folder.resolve("alpha.properties"), "belay.dir=/a\nbelay.dir=/b\n");
        assertRefusal(ExitCodes.USAGE, "'belay.dir' stands there twice, with '/a' and with '/b'; remove one",
            "node", file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "append", "status", "driver", "dump", "tail", "replay", "diff", "export", "verify"})
    void shouldTellEachCommandsUsageWhenAsked(final String command)
    {
        for (final String[] args : List.of(new String[]{command, "--help"}, new String[]{"help", command}))
        {
            final CommandRun run = CommandRun.of(args);
            assertEquals(ExitCodes.OK, run.code(), run.err());
            assertTrue(run.out().startsWith("Usage: belay " + command), run::out);
            assertEquals("", run.err());
        }
    }

    @Test
    void shouldListExitCodesWhenAskedForHelpOnThem()
    {
        final CommandRun run = CommandRun.of("help", "exit-codes");
        assertEquals(ExitCodes.OK, run.code(), run.err());
        assertEquals(ExitCodes.HELP, run.out());
        assertEquals(run, CommandRun.of("exit-codes"));
        assertEquals(run, CommandRun.of("exit-codes", "--help"));
        for (final int code : new int[]{0, 1, 2, 3, 4, 5, 6, 7, 70, 130, 141, 143})
        {
            assertTrue(run.out().lines().anyMatch((line) -> line.strip().startsWith(code + " ")), () -> "" + code);
        }
    }

    @ParameterizedTest
    @CsvSource({"node,'0 2 3 4 6 7 70 130 143'", "append,'0 2 4 5 6 70 130'", "status,'0 1 2 4 70'"})
    void shouldNameTheExitCodesOfACommandInItsHelp(final String command, final String codes)
    {
        final String help = CommandRun.of(command, "--help").out();
        final String list = help.substring(help.indexOf("Exit codes:"));
        for (final String code : codes.split(" ", -1))
        {
            assertTrue(list.matches("(?s).*[ ,]" + code + " .*"), () -> code + " is not in " + list);
        }
    }

    @Test
    void shouldPrintEachKeyWithWhereItCameFromInTheFormOfAPropertyFile() throws IOException
    {
        final Path file = Files.writeString(folder.resolve("alpha.properties"), """
            belay.node.alpha.id=1
            belay.node.alpha.endpoint=localhost:9001
            belay.markets=SOLO
            belay.market.owner=alpha
            belay.market.w=1
            belay.dir=/nowhere
            aeron.dir=/nowhere/aeron
            """);
        final CommandRun run = CommandRun.of("node", "--print-config", "-Dbelay.node=alpha", file.toString());
        assertEquals(ExitCodes.OK, run.code(), run.err());
        for (final String line : List.of(
            "belay.node=alpha +# -D", "belay.dir=/nowhere +# " + file, "aeron.dir=/nowhere/aeron +# " + file,
            "belay.retry.interval=1s +# default", "belay.driver.embedded=false +# default"))
        {
            assertTrue(run.out().lines().anyMatch((text) -> text.matches(line)), () -> line + " in " + run.out());
        }

        final Properties again = new Properties();
        for (final String line : run.out().lines().toList())
        {
            again.load(new StringReader(line.substring(0, line.indexOf("  # ")).strip()));
        }

        assertEquals("localhost:9001", again.getProperty("belay.node.alpha.endpoint"));
    }

    @Test
    void shouldTellItsVersion()
    {
        final CommandRun run = CommandRun.of("--version");
        assertEquals(ExitCodes.OK, run.code());
        assertTrue(run.out().matches("belay \\d+\\.\\d+\\.\\d+\\R"), run::out);
    }
}
