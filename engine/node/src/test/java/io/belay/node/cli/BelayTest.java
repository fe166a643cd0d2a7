package io.belay.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.belay.node.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
    @ValueSource(strings = {"node", "append", "status", "driver", "dump", "tail", "verify"})
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
        for (final int code : new int[]{0, 1, 2, 3, 4, 5, 6, 70, 130, 143})
        {
            assertTrue(run.out().lines().anyMatch((line) -> line.strip().startsWith(code + " ")), () -> "" + code);
        }
    }

    @Test
    void shouldTellItsVersion()
    {
        final CommandRun run = CommandRun.of("--version");
        assertEquals(ExitCodes.OK, run.code());
        assertTrue(run.out().matches("belay \\d+\\.\\d+\\.\\d+\\R"), run::out);
    }
}
