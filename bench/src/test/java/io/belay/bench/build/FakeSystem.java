package io.belay.bench.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A system with nothing but a shell, a few small tools, and the programs that a test puts there. It holds a copy of the
 * scripts in a project of their own, so that they can build and install without touching this one.
 */
final class FakeSystem
{
    private static final List<String> SMALL_TOOLS = List.of(
        "sh", "sed", "awk", "find", "cat", "rm", "mv", "cp", "mkdir", "touch", "dirname", "readlink", "flock", "env", "sleep");

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>();

    FakeSystem(final Path folder) throws IOException
    {
        this.folder = folder;
        Files.createDirectories(bin());
        for (final String tool : SMALL_TOOLS)
        {
            executable(bin().resolve(tool), "exec " + found(tool) + " \"$@\"");
        }

        for (final String file : List.of("scripts/setup.sh", "scripts/belay", "scripts/test"))
        {
            final Path copy = project().resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Repository.root().resolve(file), copy);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        for (final String source : List.of("pom.xml", ".mvn/jvm.config", "a/pom.xml", "a/src/main/A.java",
            "engine/b/pom.xml", "engine/b/src/main/B.java", "bench/peers/pom.xml", "bench/peers/src/main/P.java"))
        {
            Files.createDirectories(project().resolve(source).getParent());
            Files.writeString(project().resolve(source), "");
        }

        environment.put("PATH", bin().toString());
        environment.put("LOG", log().toString());
    }

    Path project()
    {
        return folder.resolve("project");
    }

    FakeSystem with(final String variable, final String value)
    {
        environment.put(variable, value);

        return this;
    }

    /** Put a program on the path. It writes its name and arguments to the log and then does what the script says. */
    FakeSystem program(final String name, final String script)
    {
        return executable(bin().resolve(name), "echo \"" + name + " $*\" >>\"$LOG\"\n" + script);
    }

    /** Put a Java of some release somewhere, which writes its arguments to the log. */
    Path javaHome(final String name, final String version)
    {
        final Path home = folder.resolve(name);
        executable(home.resolve("bin/java"), "echo \"" + name + " $*\" >>\"$LOG\"");
        executable(home.resolve("bin/javac"), "");
        write(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");

        return home;
    }

    Process start(final Path directory, final String... command) throws IOException
    {
        final ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);

        return builder.start();
    }

    /** Run to the end, and give exit code, standard output and standard error. */
    Outcome run(final String... command) throws IOException, InterruptedException
    {
        final Process process = start(folder, command);
        process.getOutputStream().close();
        final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        final String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        return new Outcome(process.waitFor(), out, err);
    }

    /** What the programs were called with, in the order of the calls. */
    List<String> calls() throws IOException
    {
        return Files.exists(log()) ? new ArrayList<>(Files.readAllLines(log())) : List.of();
    }

    record Outcome(int exitCode, String out, String err)
    {
    }

    private Path bin()
    {
        return folder.resolve("bin");
    }

    private Path log()
    {
        return folder.resolve("calls.log");
    }

    private static Path found(final String tool)
    {
        for (final String place : List.of("/bin", "/usr/bin"))
        {
            if (Files.isExecutable(Path.of(place, tool)))
            {
                return Path.of(place, tool);
            }
        }

        throw new IllegalStateException("this machine has no " + tool);
    }

    private FakeSystem executable(final Path path, final String script)
    {
        write(path, "#!/bin/sh\n" + script + "\n");
        try
        {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }

        return this;
    }

    private static void write(final Path path, final String text)
    {
        try
        {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}
