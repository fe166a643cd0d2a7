package io.belay.bench.process;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.belay.node.cli.Belay;

/**
 * How to start {@code belay} once more: the same Java, the same flags, the same classes.
 */
public final class JavaCommand
{
    /** Flags that bind a port or a file, and so cannot be shared. */
    private static final List<String> PRIVATE_FLAGS = List.of(
        "-agentlib:", "-agentpath:", "-javaagent:", "-Xlog:", "-Xloggc:", "-Xrunjdwp", "-XX:StartFlightRecording",
        "-XX:FlightRecorderOptions", "-Dcom.sun.management.", "-Djava.class.path");

    private final String java;
    private final List<String> flags;
    private final String classPath;

    JavaCommand(final String java, final List<String> flags, final String classPath)
    {
        this.java = java;
        this.flags = List.copyOf(flags);
        this.classPath = classPath;
    }

    /**
     * @return the command that this process was started with.
     */
    public static JavaCommand ofThisProcess()
    {
        return new JavaCommand(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            ManagementFactory.getRuntimeMXBean().getInputArguments(),
            System.getProperty("java.class.path"));
    }

    /**
     * @param arguments of {@code belay}.
     * @return the whole command.
     */
    public List<String> with(final List<String> arguments)
    {
        final List<String> command = new ArrayList<>();
        command.add(java);
        for (final String flag : flags)
        {
            if (PRIVATE_FLAGS.stream().noneMatch(flag::startsWith))
            {
                command.add(flag);
            }
        }

        // Opens and exports stand in the manifest of the assembled jar, and count only with -jar.
        if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator))
        {
            command.add("-jar");
            command.add(classPath);
        }
        else
        {
            command.add("-cp");
            command.add(classPath);
            command.add(Belay.class.getName());
        }

        command.addAll(arguments);

        return command;
    }
}
