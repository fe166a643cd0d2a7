package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.agrona.CloseHelper;

/**
 * Keeps a second writer off a journal, by a lock that the kernel frees when the process dies, however it dies. The file
 * holds the pid of the process that has it, or had it last.
 */
final class JournalLock implements AutoCloseable
{
    private final FileChannel channel;

    private JournalLock(final FileChannel channel)
    {
        this.channel = channel;
    }

    static JournalLock acquire(final Path directory) throws IOException
    {
        final Path path = directory.resolve(JournalFiles.LOCK);
        if (Files.exists(path))
        {
            RegularFile.require(path);
        }

        final FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try
        {
            if (null == tryLock(channel))
            {
                throw new JournalInUseException("journal " + directory + " is in use by process " + pidIn(path) +
                    "; stop that process, or give this one a directory of its own");
            }

            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);

            return new JournalLock(channel);
        }
        catch (final IOException | RuntimeException ex)
        {
            CloseHelper.quietClose(channel);
            throw ex;
        }
    }

    private static FileLock tryLock(final FileChannel channel) throws IOException
    {
        try
        {
            return channel.tryLock();
        }
        catch (final OverlappingFileLockException ex)
        {
            return null;
        }
    }

    /** Whether the process that had a journal last is still there, so that it may be writing. */
    static boolean isHolderAlive(final Path directory)
    {
        try
        {
            return ProcessHandle.of(Long.parseLong(pidIn(directory.resolve(JournalFiles.LOCK))))
                .map(ProcessHandle::isAlive).orElse(false);
        }
        catch (final IOException | NumberFormatException ex)
        {
            return false;
        }
    }

    private static String pidIn(final Path path) throws IOException
    {
        final String pid = Files.readString(path, StandardCharsets.US_ASCII).strip();

        return pid.isEmpty() ? "(not known yet)" : pid;
    }

    @Override
    public void close()
    {
        CloseHelper.quietClose(channel);
    }
}
