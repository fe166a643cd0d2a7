package io.belay.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.belay.bench.process.ChildProcess;
import io.belay.bench.process.RunProcesses;

/**
 * One machine of a pair: a disk, perhaps a driver, a node, and its trading processes.
 */
final class Machine implements AutoCloseable
{
    static final long READY_TIMEOUT_MS = 60_000;
    static final long END_TIMEOUT_MS = 20_000;

    private final Pair pair;
    private final int index;
    private final String name;
    private final Volume volume;
    private final Path directory;
    private final Path aeronDirectory;
    private final FaultControl control;
    private final List<Trader> traders = new ArrayList<>();
    private ChildProcess driver;
    private ChildProcess node;
    private int starts;
    private long downSinceNs;
    private String whyDown = "";
    private boolean isEndExcused;

    Machine(final Pair pair, final int index, final String name) throws IOException
    {
        this.pair = pair;
        this.index = index;
        this.name = name;
        volume = null == pair.layout().disk() ? null :
            Volume.create(pair.layout().disk(), pair.folder(), name + "-disk");
        directory = (null == volume ? pair.folder() : volume.root()).resolve(name);
        aeronDirectory = pair.shared().resolve(
            Layout.Driver.SHARED == pair.layout().driver() ? "aeron" : "aeron-" + name);
        control = null == pair.bench().library() ? null : FaultControl.create(pair.shared().resolve(name + ".control"));
    }

    String name()
    {
        return name;
    }

    int index()
    {
        return index;
    }

    Volume volume()
    {
        return volume;
    }

    FaultControl control()
    {
        return control;
    }

    Path directory()
    {
        return directory;
    }

    Path journal()
    {
        return directory.resolve("journal");
    }

    Path aeronDirectory()
    {
        return aeronDirectory;
    }

    List<Trader> traders()
    {
        return traders;
    }

    ChildProcess node()
    {
        return node;
    }

    /** Its driver when that is a process of its own, else null. */
    ChildProcess driver()
    {
        return driver;
    }

    boolean isNodeAlive()
    {
        return null != node && node.isAlive();
    }

    private boolean hasDriver()
    {
        return Layout.Driver.OWN == pair.layout().driver() ||
            (Layout.Driver.SHARED == pair.layout().driver() && 0 == index);
    }

    /** Starts the driver when there is to be one and it does not run. */
    void startDriver() throws IOException, InterruptedException
    {
        if (hasDriver() && (null == driver || !driver.isAlive()))
        {
            final List<String> command = new ArrayList<>(List.of("driver", "--dir", aeronDirectory.toString()));
            Pair.DRIVER_SETTINGS.forEach((setting) -> command.add("-D" + setting));
            driver = start("driver", command, false, "READY driver");
            if (!driver.awaitReady(READY_TIMEOUT_MS))
            {
                throw new IOException("the driver of " + name + " does not start: " + driver.lastWords());
            }
        }
    }

    /** Starts the node when it does not run, and does not wait for it. */
    void startNode(final Path file) throws IOException
    {
        if (isNodeAlive())
        {
            return;
        }

        noticeDown("its node was found dead");
        if (null != node)
        {
            pair.silences().add(new Span(downSinceNs, System.nanoTime(), name + ": " + whyDown, index));
        }

        downSinceNs = 0;
        isEndExcused = false;
        node = start("node", List.of("node", file.toString()), true, "READY node=" + name);
    }

    void startTraders() throws IOException
    {
        for (final Trader trader : traders)
        {
            trader.start();
        }
    }

    ChildProcess start(final String role, final List<String> belay, final boolean hasDisk, final String ready)
        throws IOException
    {
        final List<String> command = new ArrayList<>();
        if (null != control)
        {
            command.add("env");
            command.addAll(pair.bench().library().environment(control, hasDisk));
        }

        if (pair.layout().isWired())
        {
            command.addAll(pair.bench().namespaces().enter(index));
        }

        final List<String> child = new ArrayList<>(List.of("child", "--"));
        child.addAll(belay);
        final List<String> java = pair.bench().java().with(child);
        command.add(java.get(0));
        command.addAll(Pair.JVM_FLAGS);
        command.add("-XX:ErrorFile=" + pair.folder().resolve("log").resolve("crash-of-jvm-%p.log"));
        command.addAll(java.subList(1, java.size()));
        final Path log = pair.folder().resolve("log").resolve(name + "-" + ++starts + "-" + role + ".log");
        pair.diary().note("start " + log.getFileName());

        return ChildProcess.start(name + "-" + role, command, ready, log, RunProcesses.IGNORE);
    }

    /** Its node may end with any code, or was seen to have ended. */
    void excuseEnd()
    {
        isEndExcused = true;
    }

    boolean isEndExcused()
    {
        return isEndExcused;
    }

    /** From now on it can acknowledge nothing, nor anything be on two disks, until the node is started again. */
    void noticeDown(final String why)
    {
        noticeDown(why, System.nanoTime());
    }

    void noticeDown(final String why, final long sinceNs)
    {
        if (0 == downSinceNs)
        {
            downSinceNs = sinceNs;
            whyDown = why;
        }
    }

    /** As kill -9. */
    void killNode() throws InterruptedException
    {
        excuseEnd();
        kill(node);
        noticeDown("its node was killed");
    }

    static void kill(final ChildProcess child) throws InterruptedException
    {
        if (null != child && child.isAlive())
        {
            ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);
            if (!child.awaitEnd(END_TIMEOUT_MS))
            {
                throw new IllegalStateException(child.name() + " cannot be killed");
            }
        }
    }

    static void signal(final ChildProcess child, final String signal) throws IOException
    {
        Program.run("kill", "-" + signal, String.valueOf(child.pid()));
    }

    @Override
    public void close() throws IOException
    {
        try
        {
            for (final Trader trader : traders)
            {
                trader.close();
            }

            for (final ChildProcess child : new ChildProcess[]{node, driver})
            {
                if (null != child)
                {
                    child.close();
                }
            }
        }
        finally
        {
            if (null != control)
            {
                control.close();
            }

            if (null != volume)
            {
                volume.close();
            }
        }
    }

    /** Whether there is a journal yet. */
    boolean hasJournal()
    {
        return Files.isDirectory(journal());
    }
}
