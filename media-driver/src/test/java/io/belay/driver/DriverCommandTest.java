package io.belay.driver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DriverCommandTest
{
    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** The command as a process of its own, so that it can be sent signals. */
    public static void main(final String[] args)
    {
        System.exit(new CommandLine(new DriverCommand()).execute(args));
    }

    @Test
    void shouldAnswerUsageWhenTheProfileIsUnknown()
    {
        assertEquals(2, execute("--profile", "fast"));
        assertTrue(err.toString().contains("dev, low-latency or throughput"), err::toString);
    }

    @Test
    void shouldAnswerPreconditionWhenAFileIsMissing()
    {
        assertEquals(6, execute("--dir", folder.resolve("driver").toString(), "missing.properties"));
        assertTrue(err.toString().contains("missing.properties"), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void shouldPrintEveryKeyWithItsOrigin() throws IOException
    {
        final Path file = Files.writeString(folder.resolve("prod.properties"), "aeron.mtu.length=1504\n");

        assertEquals(0, execute("--print-config", "-Daeron.ipc.mtu.length=4096", file.toString()));

        assertEquals("aeron.mtu.length=1504 # file " + file, line("aeron.mtu.length="));
        assertEquals("aeron.ipc.mtu.length=4096 # -D", line("aeron.ipc.mtu.length="));
        assertEquals("aeron.threading.mode=SHARED # profile dev", line("aeron.threading.mode="));
        assertEquals("aeron.max.resend=16 # default", line("aeron.max.resend="));
        assertTrue(line("aeron.dir=").endsWith(" # default"), line("aeron.dir="));
    }

    @Test
    void shouldPrintJsonWhenAskedTo() throws IOException
    {
        final Path file = Files.writeString(
            folder.resolve("odd.properties"), "aeron.driver.resolver.name=a\"b\\\\c\\u0001\n");

        assertEquals(0, execute("--print-config", "--format", "json", file.toString()));

        final String json = out.toString();
        assertTrue(json.contains(
            "{\"key\":\"aeron.driver.resolver.name\",\"value\":\"a\\\"b\\\\c\\u0001\",\"origin\":\"file " + file +
            "\"}"), json);
    }

    @Test
    void shouldEndWith143AndRemoveItsDirectoryWhenTerminated() throws IOException, InterruptedException
    {
        final Path directory = folder.resolve("driver");
        final Process driver = start(directory);
        try (BufferedReader lines = driver.inputReader())
        {
            assertEquals(
                "READY driver dir=" + directory + " pid=" + driver.pid() + " profile=dev", lines.readLine());
            assertTrue(Files.exists(directory.resolve("cnc.dat")));

            driver.destroy();
            assertEquals(143, driver.waitFor());
            assertFalse(Files.exists(directory));
        }
        finally
        {
            driver.destroyForcibly();
        }
    }

    @Test
    void shouldReplaceWhatAKilledDriverLeftBehind() throws IOException, InterruptedException
    {
        final Path directory = folder.resolve("driver");
        final Process killed = start(directory);
        try (BufferedReader lines = killed.inputReader())
        {
            assertTrue(lines.readLine().startsWith("READY"));
        }
        finally
        {
            killed.destroyForcibly().waitFor();
        }

        assertTrue(Files.exists(directory.resolve("cnc.dat")), "a killed driver cannot tidy up");
        try (BelayDriver next = BelayDriver.launch(
            DriverConfig.of(DriverProfile.DEV).withDirectory(directory.toString())))
        {
            assertEquals(directory.toString(), next.aeronDirectoryName());
        }
    }

    private int execute(final String... args)
    {
        return new CommandLine(new DriverCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args);
    }

    private String line(final String start)
    {
        return out.toString().lines()
            .filter((line) -> line.startsWith(start))
            .map((line) -> line.replaceAll(" +", " "))
            .findFirst()
            .orElse("no line starts with " + start);
    }

    private static Process start(final Path directory) throws IOException
    {
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            DriverCommandTest.class.getName(),
            "--dir",
            directory.toString()));

        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
