package io.belay.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM with the class path of the tests. It dies with this one: it watches the pipe between them.
 */
final class Child implements AutoCloseable
{
    private final Process process;
    private final List<String> lines = new ArrayList<>();

    private Child(final Process process)
    {
        this.process = process;
        final Thread reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** A {@code belay} command. */
    static Child belay(final String... args)
    {
        return start(ChildMain.BELAY, args);
    }

    static Child appender(final String... args)
    {
        return start(ChildMain.APPENDER, args);
    }

    private static Child start(final String main, final String... args)
    {
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-XX:-UsePerfData",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED", "--add-opens=java.base/java.util.zip=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED"));
        System.getProperties().stringPropertyNames().stream()
            .filter((name) -> name.startsWith("chronicle.") || name.startsWith("agrona."))
            .forEach((name) -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of(
            "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ChildMain.class.getName(), main));
        command.addAll(List.of(args));
        try
        {
            return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    private void read()
    {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8))
        {
            for (String line = reader.readLine(); null != line; line = reader.readLine())
            {
                synchronized (lines)
                {
                    lines.add(line);
                }
            }
        }
        catch (final IOException ex)
        {
            synchronized (lines)
            {
                lines.add("(the output ended with " + ex + ")");
            }
        }
    }

    String output()
    {
        synchronized (lines)
        {
            return String.join("\n", lines);
        }
    }

    Child awaitLine(final String start)
    {
        Await.until("a line " + start, () -> output().lines().anyMatch((line) -> line.startsWith(start)), this::output);

        return this;
    }

    long pid()
    {
        return process.pid();
    }

    boolean isAlive()
    {
        return process.isAlive();
    }

    /** Sends a signal that Java has no method for. */
    void signal(final String name)
    {
        try
        {
            final int code = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).start().waitFor();
            assertEquals(0, code, () -> "kill -" + name + " " + pid());
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new AssertionError(ex);
        }
    }

    /** As kill -9. */
    void kill()
    {
        process.destroyForcibly();
        awaitExit();
    }

    /** As SIGTERM, and no more: the pipe stays open. */
    int terminate()
    {
        process.toHandle().destroy();

        return awaitExit();
    }

    int awaitExit()
    {
        try
        {
            if (!process.waitFor(40, TimeUnit.SECONDS))
            {
                throw new AssertionError("process " + pid() + " does not end: " + output());
            }

            return process.exitValue();
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new AssertionError(ex);
        }
    }

    @Override
    public void close()
    {
        process.destroyForcibly();
    }
}
