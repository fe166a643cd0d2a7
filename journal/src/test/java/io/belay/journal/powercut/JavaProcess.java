package io.belay.journal.powercut;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another Java process with the class path of this one, whose words go to a file.
 */
public final class JavaProcess implements AutoCloseable
{
    private final Process process;
    private final Path said;

    private JavaProcess(final Process process, final Path said)
    {
        this.process = process;
        this.said = said;
    }

    /**
     * Starts it, without assertions.
     *
     * @param main class to run.
     * @param said file for its words.
     * @param args of it.
     * @return the process.
     * @throws IOException when it cannot be started.
     */
    public static JavaProcess start(final Class<?> main, final Path said, final String... args) throws IOException
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--") || argument.startsWith("-Dchronicle.") ||
                argument.startsWith("-Dagrona."))
            .forEach(command::add);
        command.addAll(List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), main.getName()));
        command.addAll(List.of(args));

        return new JavaProcess(
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start(), said);
    }

    boolean isAlive()
    {
        return process.isAlive();
    }

    /**
     * Waits for it.
     *
     * @param timeoutS at the longest, in seconds.
     * @return whether it ended by itself in time.
     * @throws InterruptedException when the thread was interrupted.
     */
    public boolean await(final long timeoutS) throws InterruptedException
    {
        return process.waitFor(timeoutS, TimeUnit.SECONDS);
    }

    /**
     * @return the lines of its words.
     * @throws IOException when they cannot be read.
     */
    public List<String> said() throws IOException
    {
        return Files.readAllLines(said, StandardCharsets.UTF_8);
    }

    /** Kills it, as only a kernel can, and waits until it is gone. */
    @Override
    public void close()
    {
        process.destroyForcibly().onExit().join();
    }
}
