package io.belay.bench.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.belay.bench.floor.AeronRoundTrip;
import io.belay.bench.result.Environment;

/**
 * Looks at the machine. What cannot be told is "unknown".
 */
public final class Environments
{
    private static final String UNKNOWN = "unknown";

    private Environments()
    {
    }

    /**
     * @param directory on the disk that is measured.
     * @param profile   of Belay.
     * @return what this is.
     */
    public static Environment here(final Path directory, final String profile)
    {
        return new Environment(
            Runtime.getRuntime().availableProcessors(),
            field("/proc/cpuinfo", "model name"),
            memoryBytes(),
            System.getProperty("os.name") + " " + System.getProperty("os.version"),
            firstLine("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "none"),
            hypervisor(),
            System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
            ManagementFactory.getRuntimeMXBean().getInputArguments(),
            directory.toAbsolutePath().normalize().toString(),
            fileSystem(directory),
            disk(directory),
            profile,
            gitRevision(),
            AeronRoundTrip.aeronVersion());
    }

    private static long memoryBytes()
    {
        final String text = field("/proc/meminfo", "MemTotal");
        try
        {
            return Long.parseLong(text.replaceAll("\\D", "")) * 1024;
        }
        catch (final NumberFormatException ex)
        {
            return 0;
        }
    }

    private static String hypervisor()
    {
        return field("/proc/cpuinfo", "flags").contains("hypervisor") ? "virtual machine" : "none";
    }

    /** The mount whose point is the longest that begins the path: type and device. */
    private static String fileSystem(final Path directory)
    {
        final String[] mount = mount(directory);

        return mount.length < 3 ? UNKNOWN : mount[2] + " on " + mount[0] + ", " + mount[3];
    }

    private static String[] mount(final Path directory)
    {
        String[] best = {};
        for (final String line : lines("/proc/self/mounts"))
        {
            final String[] words = line.split(" ");
            if (words.length > 3 && existing(directory).startsWith(words[1]) &&
                (0 == best.length || words[1].length() >= best[1].length()))
            {
                best = words;
            }
        }

        return best;
    }

    private static Path existing(final Path directory)
    {
        Path path = directory.toAbsolutePath().normalize();
        while (!Files.exists(path) && null != path.getParent())
        {
            path = path.getParent();
        }

        return path;
    }

    private static String disk(final Path directory)
    {
        final String[] mount = mount(directory);
        if (0 == mount.length || !mount[0].startsWith("/dev/"))
        {
            return UNKNOWN;
        }

        final String device = mount[0].substring("/dev/".length());
        final String disk = Files.exists(Path.of("/sys/block", device)) ? device : device.replaceAll("p?\\d+$", "");

        return "write cache " + firstLine("/sys/block/" + disk + "/queue/write_cache", UNKNOWN) +
            ", scheduler " + firstLine("/sys/block/" + disk + "/queue/scheduler", UNKNOWN);
    }

    private static String gitRevision()
    {
        final Path sources = sources();
        if (null == sources)
        {
            return UNKNOWN;
        }

        final String revision = git(sources, "rev-parse", "--short=12", "HEAD");

        return revision.isEmpty() ? UNKNOWN :
            revision + (git(sources, "status", "--porcelain", "--untracked-files=no").isEmpty() ? "" : "+");
    }

    /** The checkout that this was built in: the jar lies in bench/target/belay. */
    private static Path sources()
    {
        final StringTokenizer entries =
            new StringTokenizer(System.getProperty("java.class.path"), java.io.File.pathSeparator);
        while (entries.hasMoreTokens())
        {
            for (Path path = Path.of(entries.nextToken()).toAbsolutePath(); null != path; path = path.getParent())
            {
                if (Files.exists(path.resolve(".git")) && Files.exists(path.resolve("sbe-schemas")))
                {
                    return path;
                }
            }
        }

        return null;
    }

    private static String git(final Path sources, final String... arguments)
    {
        try
        {
            final Process process = new ProcessBuilder(
                Stream.concat(Stream.of("git", "-C", sources.toString()), Stream.of(arguments)).toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

            return process.waitFor(10, TimeUnit.SECONDS) && 0 == process.exitValue() ? text : "";
        }
        catch (final IOException ex)
        {
            return "";
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();

            return "";
        }
    }

    private static String field(final String file, final String name)
    {
        return lines(file).stream()
            .filter((line) -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT)))
            .map((line) -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst().orElse(UNKNOWN);
    }

    private static String firstLine(final String file, final String missing)
    {
        final List<String> lines = lines(file);

        return lines.isEmpty() ? missing : lines.get(0).strip();
    }

    private static List<String> lines(final String file)
    {
        try
        {
            return Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1);
        }
        catch (final IOException ex)
        {
            return List.of();
        }
    }
}
