package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts {@link WriterMain} in a process of its own.
 */
final class WriterProcess
{
    private WriterProcess()
    {
    }

    /** A writer of a journal, behind another program when one is named. */
    static ProcessBuilder of(
        final WriteMode mode,
        final Path journal,
        final Path acknowledged,
        final long batches,
        final String... before)
    {
        final List<String> command = new ArrayList<>(List.of(before));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        System.getProperties().stringPropertyNames().stream()
            .filter(name -> name.startsWith("chronicle.") || name.startsWith("agrona."))
            .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            WriterMain.class.getName(), journal.toString(), acknowledged.toString(), "" + batches,
            mode.name()));

        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    static void awaitReady(final Process process) throws IOException
    {
        final BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (null != line && !"READY".equals(line))
        {
            System.out.println(line);
            line = out.readLine();
        }

        assertEquals("READY", line);
    }

    /** The last sequence that the writer was told is durable. */
    static long acknowledged(final Path file) throws IOException
    {
        return Files.exists(file) && Files.size(file) == Long.BYTES ?
            ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong() : 0;
    }
}
