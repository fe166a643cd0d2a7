package io.belay.bench.command;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.belay.node.cli.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Benchmarks of the parts. They run in processes of their own, whose class path holds JMH; that of the product does not.
 */
@Command(
    name = "parts",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures the parts that an append passes through, each alone, with JMH: codecs, clock, look-up of a " +
        "market, journal with and without force, quorum.",
    footerHeading = "%nExit codes:%n",
    footer = {
        "  0 measured, 1 a benchmark failed or none has such a name, 2 wrong command line, 6 the benchmarks are not",
        "  built here, 70 a defect."
    })
final class PartsCommand implements Callable<Integer>
{
    private static final String JAR = "jmh/target/parts/belay-parts.jar";

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results in JMH's own JSON format.")
    private Path json;

    @Option(names = "--dir", paramLabel = "DIR",
        description = "Directory on the disk that journals are measured on. Default: the system's temporary one.")
    private Path directory;

    @Option(names = "--quick", description = "Short iterations: shows that all runs, and hardly more.")
    private boolean isQuick;

    @Option(names = "--list", description = "Only lists the benchmarks and their parameters.")
    private boolean isList;

    @Parameters(arity = "0..*", paramLabel = "REGEX|OPTION",
        description = "Benchmarks whose names match; after --, JMH's own options, as in: -- -prof gc Codec.")
    private List<String> arguments = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        final Path jar = jar();
        if (!Files.isRegularFile(jar))
        {
            spec.commandLine().getErr().println("belay bench parts: there is no " + jar +
                ": scripts/belay builds it in a source tree when it is asked for, or mvn -pl bench/jmh -am package");

            return ExitCodes.PRECONDITION;
        }

        spec.commandLine().getOut().flush();
        final Process process = new ProcessBuilder(command(jar)).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "parts-end"));

        return process.waitFor();
    }

    /** JMH starts a process for each benchmark: none may outlive this one. */
    private static void end(final Process process)
    {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    List<String> command(final Path jar)
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (null != directory)
        {
            command.add("-Dbelay.bench.dir=" + directory.toAbsolutePath());
        }

        command.addAll(List.of("-jar", jar.toString()));
        if (isList)
        {
            command.add("-lp");
        }

        if (null != json)
        {
            command.addAll(List.of("-rf", "json", "-rff", json.toString()));
        }

        if (isQuick)
        {
            command.addAll(List.of("-wi", "1", "-w", "200ms", "-i", "2", "-r", "200ms"));
        }

        command.addAll(arguments);

        return command;
    }

    /** Beside what this class was loaded from: the product in bench/target/belay, or its classes in bench/target. */
    private static Path jar()
    {
        try
        {
            Path folder = Path.of(PartsCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            while (null != folder && !folder.endsWith("target"))
            {
                folder = folder.getParent();
            }

            return (null == folder ? Path.of("") : folder.resolveSibling("")).resolve(JAR);
        }
        catch (final URISyntaxException ex)
        {
            throw new IllegalStateException(ex);
        }
    }
}
