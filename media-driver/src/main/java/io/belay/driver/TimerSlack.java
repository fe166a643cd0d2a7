package io.belay.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The timer slack of a thread: by how much the kernel may delay its wake-ups, 50 µs unless told otherwise. It puts a
 * floor of 55 µs under the shortest park; with a slack of 1 ns that floor is 4 µs.
 */
public final class TimerSlack
{
    private static final Path THREAD_LINK = Path.of("/proc/thread-self");

    private TimerSlack()
    {
    }

    /**
     * Set the slack of the calling thread. Threads that it starts afterwards inherit it.
     *
     * @param slackNs from 1; 0 means the default of the process.
     * @return false where the system has no such thing or does not let us; parks are then slower, nothing else.
     */
    public static boolean setNs(final long slackNs)
    {
        try
        {
            Files.write(slackFile(), Long.toString(slackNs).getBytes(StandardCharsets.US_ASCII));

            return true;
        }
        catch (final IOException ex)
        {
            return false;
        }
    }

    /** The slack of the calling thread in nanoseconds, or -1 where it cannot be known. */
    public static long ns()
    {
        try
        {
            return Long.parseLong(Files.readString(slackFile(), StandardCharsets.US_ASCII).trim());
        }
        catch (final IOException ex)
        {
            return -1;
        }
    }

    /** The link reads {@code <pid>/task/<tid>}, but the file is only found under {@code /proc/<tid>}. */
    private static Path slackFile() throws IOException
    {
        return Path.of("/proc", Files.readSymbolicLink(THREAD_LINK).getFileName().toString(), "timerslack_ns");
    }
}
