package io.belay.bench.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A browser without a screen, if this machine has one.
 *
 * @param program of it.
 */
record Browser(Path program)
{
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final long TIMEOUT_S = 120;

    static Optional<Browser> find()
    {
        final String path = System.getenv().getOrDefault("PATH", "");

        return Stream.of(path.split(File.pathSeparator))
            .flatMap((folder) -> NAMES.stream().map((name) -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst()
            .map(Browser::new);
    }

    /**
     * @param page   to open.
     * @param folder for what the browser keeps.
     * @return the page as it stands after its scripts ran.
     */
    String open(final Path page, final Path folder) throws IOException, InterruptedException
    {
        final Path dom = Files.createTempFile(folder, "dom", ".html");
        final Path log = Files.createTempFile(folder, "browser", ".log");
        final Process process = new ProcessBuilder(
            program.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
            "--disable-dev-shm-usage", "--user-data-dir=" + folder.resolve("profile"),
            "--allow-file-access-from-files", "--window-size=1400,900", "--dump-dom", page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
        try
        {
            if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS) || 0 != process.exitValue())
            {
                throw new IOException(program + " did not show the page: " +
                    Files.readString(log, StandardCharsets.UTF_8));
            }

            return Files.readString(dom, StandardCharsets.UTF_8);
        }
        finally
        {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
