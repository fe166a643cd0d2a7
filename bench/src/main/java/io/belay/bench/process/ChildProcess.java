package io.belay.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One process of a run. What it prints goes to a file, line by line, and to a listener.
 * <p>
 * Its standard input is a pipe that nobody writes to: it ends with this process, whatever that dies of.
 */
public final class ChildProcess implements AutoCloseable
{
    private static final int LAST_LINES = 5;

    private final String name;
    private final Process process;
    private final String readyPrefix;
    private final Consumer<String> listener;
    private final CountDownLatch readyOrEnded = new CountDownLatch(1);
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread pump;
    private volatile String readyLine;

    private ChildProcess(
        final String name, final Process process, final String readyPrefix, final Consumer<String> listener, final Path log)
    {
        this.name = name;
        this.process = process;
        this.readyPrefix = readyPrefix;
        this.listener = listener;
        pump = new Thread(() -> pump(log), "output-of-" + name);
        pump.setDaemon(true);
    }

    /**
     * @param name        for people.
     * @param command     to run.
     * @param readyPrefix what the line begins with that says that it runs.
     * @param log         file for what it prints.
     * @param listener    of each line, on a thread of its own.
     * @return the process; the caller closes it.
     * @throws IOException when it cannot be started.
     */
    public static ChildProcess start(
        final String name,
        final List<String> command,
        final String readyPrefix,
        final Path log,
        final Consumer<String> listener) throws IOException
    {
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        final ChildProcess child = new ChildProcess(name, process, readyPrefix, listener, log);
        child.pump.start();

        return child;
    }

    private void pump(final Path log)
    {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            Writer writer = Files.newBufferedWriter(log, StandardCharsets.UTF_8))
        {
            for (String line = reader.readLine(); null != line; line = reader.readLine())
            {
                writer.append(line).append('\n').flush();
                onLine(line);
            }
        }
        catch (final IOException ex)
        {
            remember("(its output was lost: " + ex.getMessage() + ")");
        }
        finally
        {
            readyOrEnded.countDown();
        }
    }

    private void onLine(final String line)
    {
        remember(line);
        if (null == readyLine && line.startsWith(readyPrefix))
        {
            readyLine = line;
            readyOrEnded.countDown();
        }

        listener.accept(line);
    }

    private void remember(final String line)
    {
        synchronized (lastLines)
        {
            lastLines.add(line);
            if (lastLines.size() > LAST_LINES)
            {
                lastLines.remove();
            }
        }
    }

    /**
     * Waits until it says that it runs.
     *
     * @param timeoutMs to wait.
     * @return false when it ended before, or the time was up.
     * @throws InterruptedException when this thread is told to stop.
     */
    public boolean awaitReady(final long timeoutMs) throws InterruptedException
    {
        return readyOrEnded.await(timeoutMs, TimeUnit.MILLISECONDS) && null != readyLine;
    }

    /**
     * Waits until it has ended and all that it printed was read.
     *
     * @param timeoutMs to wait.
     * @return whether it has.
     * @throws InterruptedException when this thread is told to stop.
     */
    public boolean awaitEnd(final long timeoutMs) throws InterruptedException
    {
        if (!process.waitFor(timeoutMs, TimeUnit.MILLISECONDS))
        {
            return false;
        }

        pump.join(timeoutMs);

        return true;
    }

    /**
     * @return name for people.
     */
    public String name()
    {
        return name;
    }

    /**
     * @return id of the process.
     */
    public long pid()
    {
        return process.pid();
    }

    /**
     * @return whether it runs.
     */
    public boolean isAlive()
    {
        return process.isAlive();
    }

    /**
     * @return exit code of a process that has ended.
     */
    public int exitCode()
    {
        return process.exitValue();
    }

    /**
     * @return the last lines that it printed.
     */
    public String lastWords()
    {
        synchronized (lastLines)
        {
            return String.join(System.lineSeparator(), lastLines);
        }
    }

    /** Tells it to end; {@link #close()} makes sure. */
    public void terminate()
    {
        process.destroy();
    }

    /**
     * Ends it in the middle of whatever it does, as {@code kill -9}, and waits until it is gone.
     *
     * @return whether it is gone.
     * @throws InterruptedException when this thread is told to stop.
     */
    public boolean kill() throws InterruptedException
    {
        return process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }

    @Override
    public void close()
    {
        process.destroy();
        try
        {
            if (!process.waitFor(5, TimeUnit.SECONDS))
            {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        }
        catch (final InterruptedException ex)
        {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
