package io.belay.bench.floor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.belay.bench.load.LoadException;
import io.belay.bench.process.JavaCommand;

/**
 * Another process of the same Java and the same classes that takes part in a measurement. It is talked to in lines.
 * <p>
 * Its standard input is a pipe that ends with this process, whatever that dies of: see {@link ParentGuard}.
 */
final class Companion implements AutoCloseable
{
    private static final String END = "\0";
    private static final int LAST_LINES = 8;
    private static final long CLOSE_TIMEOUT_S = 5;

    private final String name;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Writer input;

    private Companion(final String name, final Process process)
    {
        this.name = name;
        this.process = process;
        input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * @param name      for people.
     * @param main      class to run, with the Java, the flags and the class path of this process.
     * @param arguments for it.
     */
    static Companion start(final String name, final Class<?> main, final List<String> arguments)
    {
        return start(name, JavaCommand.ofThisProcess().running(main, arguments));
    }

    /**
     * @param name    for people.
     * @param command to run.
     */
    static Companion start(final String name, final List<String> command)
    {
        try
        {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            final Companion companion = new Companion(name, process);
            final Thread pump = new Thread(companion::pump, "output-of-" + name);
            pump.setDaemon(true);
            pump.start();

            return companion;
        }
        catch (final IOException ex)
        {
            throw new LoadException("cannot start " + name + ": " + ex.getMessage(), ex);
        }
    }

    private void pump()
    {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8))
        {
            for (String line = reader.readLine(); null != line; line = reader.readLine())
            {
                remember(line);
                lines.add(line);
            }
        }
        catch (final IOException ex)
        {
            remember("(its output was lost: " + ex.getMessage() + ")");
        }
        finally
        {
            lines.add(END);
        }
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
     * Waits for a line; what it says before is passed over.
     *
     * @param prefix    of the line.
     * @param timeoutNs from now on.
     * @return the rest of the line.
     * @throws LoadException if it ends before or the time is up, with its last words.
     */
    String await(final String prefix, final long timeoutNs)
    {
        final long deadlineNs = System.nanoTime() + timeoutNs;
        try
        {
            String line = lines.poll(timeoutNs, TimeUnit.NANOSECONDS);
            while (null != line && !line.startsWith(prefix))
            {
                requireAlive(line);
                line = lines.poll(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            if (null == line)
            {
                throw new LoadException(name + " said no " + prefix.strip() + " within " +
                    TimeUnit.NANOSECONDS.toSeconds(timeoutNs) + " s; it said last: " + lastWords());
            }

            return line.substring(prefix.length()).strip();
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while waiting for " + name, ex);
        }
    }

    private void requireAlive(final String line)
    {
        if (line.startsWith(ChildMain.FAILED))
        {
            throw new LoadException(name + ": " + line.substring(ChildMain.FAILED.length()));
        }
        if (END.equals(line))
        {
            throw new LoadException(name + " ended too early; it said last: " + lastWords());
        }
    }

    /** Tells it a line. */
    void tell(final String line)
    {
        try
        {
            input.write(line);
            input.write('\n');
            input.flush();
        }
        catch (final IOException ex)
        {
            throw new LoadException(name + " does not listen any more; it said last: " + lastWords(), ex);
        }
    }

    private String lastWords()
    {
        synchronized (lastLines)
        {
            return lastLines.isEmpty() ? "nothing" : String.join(" | ", lastLines);
        }
    }

    /** Returns when it has ended, by itself or by force. */
    @Override
    public void close()
    {
        process.destroy();
        try
        {
            if (!process.waitFor(CLOSE_TIMEOUT_S, TimeUnit.SECONDS))
            {
                process.destroyForcibly().waitFor(CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
            }
        }
        catch (final InterruptedException ex)
        {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
