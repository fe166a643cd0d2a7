package io.belay.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ChildCommandTest
{
    @TempDir
    private Path directory;

    @Test
    void shouldEndAndDeleteWhatIsSharedWhenTheParentIsGone() throws Exception
    {
        final Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.writeString(shared.resolve("acked"), "left behind");
        final Process child = new ProcessBuilder(JavaCommand.ofThisProcess().with(List.of(
            "child", "--delete", shared.toString(), "--", "driver", "--dir", shared.resolve("aeron").toString())))
            .redirectErrorStream(true)
            .start();
        try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8))
        {
            String line = output.readLine();
            while (null != line && !line.startsWith("READY driver"))
            {
                line = output.readLine();
            }

            assertNotNull(line, "the driver did not start");
            assertTrue(child.isAlive());

            child.getOutputStream().close(); // What the kernel does when the parent dies.

            assertTrue(child.waitFor(30, TimeUnit.SECONDS), "it lives on without a parent");
            assertEquals(143, child.exitValue());
            assertFalse(Files.exists(shared));
        }
        finally
        {
            child.destroyForcibly();
        }
    }
}
