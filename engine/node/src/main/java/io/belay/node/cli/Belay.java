package io.belay.node.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;

import io.belay.client.BelayException;
import io.belay.driver.DriverCommand;
import io.belay.driver.DriverRefusedException;
import io.belay.journal.CorruptJournalException;
import io.belay.journal.JournalException;
import io.belay.journal.tools.DiffCommand;
import io.belay.journal.tools.DumpCommand;
import io.belay.journal.tools.ExportCommand;
import io.belay.journal.tools.ReplayCommand;
import io.belay.journal.tools.TailCommand;
import io.belay.journal.tools.VerifyCommand;
import io.belay.node.ConfigException;
import io.belay.node.NodeRefusedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * The main class of {@code belay}.
 */
@Command(
    name = "belay",
    description = "A replicated write-ahead journal: an append is acknowledged when it is on two disks.",
    mixinStandardHelpOptions = true,
    version = "belay 0.1.0",
    footer = {"", "belay help COMMAND tells more; belay help exit-codes lists how commands end."},
    subcommands = {
        NodeCommand.class,
        AppendCommand.class,
        StatusCommand.class,
        PromoteCommand.class,
        HandoverCommand.class,
        AssignCommand.class,
        DriverCommand.class,
        DumpCommand.class,
        TailCommand.class,
        ReplayCommand.class,
        DiffCommand.class,
        ExportCommand.class,
        VerifyCommand.class,
        CommandLine.HelpCommand.class})
public final class Belay implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    /** Lists how commands end. */
    @Command(name = "exit-codes", hidden = true)
    static final class ExitCodesCommand implements Callable<Integer>
    {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call()
        {
            spec.commandLine().getOut().print(ExitCodes.HELP);
            spec.commandLine().getOut().flush();

            return ExitCodes.OK;
        }
    }

    @Override
    public Integer call()
    {
        spec.commandLine().usage(spec.commandLine().getErr());

        return ExitCodes.USAGE;
    }

    /**
     * @return the command line, with the commands of the rooms above.
     */
    public static CommandLine commandLine()
    {
        final CommandLine commandLine = new CommandLine(new Belay());
        for (final SubCommand command : ServiceLoader.load(SubCommand.class))
        {
            commandLine.addSubcommand(command);
        }

        final CommandLine exitCodes = new CommandLine(new ExitCodesCommand());
        // What `help exit-codes` shows is a usage, so the table is one, and nothing else is in it.
        exitCodes.getCommandSpec().addOption(OptionSpec.builder("-h", "--help").usageHelp(true).hidden(true).build());
        exitCodes.getCommandSpec().usageMessage().synopsisHeading("").customSynopsis(ExitCodes.HELP.split("\n"));
        commandLine.addSubcommand(exitCodes);
        commandLine.setExecutionExceptionHandler((ex, failed, result) -> explain(ex, failed.getErr()));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);

        return commandLine;
    }

    private static int explain(final Exception ex, final PrintWriter err)
    {
        final int code = codeOf(ex);
        if (ExitCodes.INTERNAL == code)
        {
            ex.printStackTrace(err);
        }

        err.println("belay: " + textOf(ex));
        err.flush();

        return code;
    }

    private static int codeOf(final Exception ex)
    {
        if (ex instanceof NodeRefusedException refusal)
        {
            return refusal.kind().exitCode();
        }

        if (ex instanceof BelayException failure)
        {
            return switch (failure.code())
            {
                case NO_DRIVER, DRIVER_LOST, NO_NODE, NODE_LOST, TIMEOUT, CLOSED -> ExitCodes.UNREACHABLE;
                case SEVERAL_NODES -> ExitCodes.USAGE;
                case REFUSED, UNKNOWN_MARKET, NOT_OWNER -> ExitCodes.PRECONDITION;
            };
        }

        if (ex instanceof ConfigException)
        {
            return ExitCodes.USAGE;
        }

        if (ex instanceof CorruptJournalException)
        {
            return ExitCodes.CORRUPTION;
        }

        return ex instanceof JournalException || ex instanceof DriverRefusedException || ex instanceof IOException ?
            ExitCodes.PRECONDITION : ExitCodes.INTERNAL;
    }

    /** The file system's own exceptions hold little more than a path. */
    private static String textOf(final Exception ex)
    {
        if (ex instanceof NoSuchFileException)
        {
            return "there is no " + ex.getMessage();
        }

        return null == ex.getMessage() || ex instanceof FileSystemException ? ex.toString() : ex.getMessage();
    }

    /**
     * Runs one command.
     *
     * @param args of the command line.
     */
    public static void main(final String[] args)
    {
        System.setOut(new PrintStream(System.out, false, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        final int code = commandLine()
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .execute(args);
        System.out.flush();
        System.exit(code);
    }
}
