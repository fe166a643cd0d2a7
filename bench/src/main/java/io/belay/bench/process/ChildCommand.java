package io.belay.bench.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.belay.node.cli.Belay;
import io.belay.node.cli.SubCommand;
import org.agrona.IoUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs another command for as long as its parent lives.
 * <p>
 * The parent holds the other end of standard input and never writes. When the parent ends in whatever way, {@code kill
 * -9} included, the kernel closes that end; then this process ends as if it had been told to by a signal, after it has
 * deleted what nobody else would.
 */
@Command(
    name = "child",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Runs a command that ends when its standard input does.")
public final class ChildCommand implements SubCommand, Callable<Integer>
{
    private static final int EXIT_ORPHANED = 143;
    private static final long EXIT_TIMEOUT_MS = 5_000;

    @Option(names = "--delete", paramLabel = "DIR", description = "Directory to delete when the parent has died.")
    private Path directory;

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The command, after --.")
    private List<String> command;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call()
    {
        final Thread guard = new Thread(this::awaitOrphaned, "parent-guard");
        guard.setDaemon(true);
        guard.start();

        return Belay.commandLine()
            .setOut(spec.commandLine().getOut())
            .setErr(spec.commandLine().getErr())
            .execute(command.toArray(new String[0]));
    }

    private void awaitOrphaned()
    {
        try
        {
            while (System.in.read() >= 0)
            {
                // The parent has nothing to say.
            }
        }
        catch (final IOException ignore)
        {
            // No parent any more, in other words.
        }

        endInOrder();
    }

    private void endInOrder()
    {
        if (null != directory)
        {
            // Those who have mapped these files keep them until they end.
            IoUtil.delete(new File(directory.toString()), true);
        }

        final Thread exit = new Thread(() -> System.exit(EXIT_ORPHANED), "orphan-exit");
        exit.start();
        try
        {
            exit.join(EXIT_TIMEOUT_MS);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }

        Runtime.getRuntime().halt(EXIT_ORPHANED);
    }
}
