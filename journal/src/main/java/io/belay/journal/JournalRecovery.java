package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Clears the queue's folder before a journal is opened, so that the queue begins in an empty one, always: whatever lay
 * there is moved among the sealed files first.
 * <p>
 * After a power cut the queue looks healthy and is not: what it appends can land behind a hole. So a file that an
 * earlier process has written is never appended to. A whole file that ends with its end mark is kept as it is. Of any
 * other the valid prefix is copied into a new file and the end mark is put behind it. A file gets its second name, that
 * name is forced, and only then the first one goes: so it is in one of the two folders at any moment, also where a
 * rename across folders is no single step, and a recovery that is cut is simply done again. The original of a copied
 * file stays, as {@code .replaced}, until the journal was once more found whole.
 */
final class JournalRecovery
{
    private static final String TEMPORARY_SUFFIX = ".recovering";
    private static final String REPLACED_SUFFIX = ".replaced";
    private static final int COPY_BYTES = 1 << 20;

    private final Path queue;
    private final Path cycles;
    private final Disk disk;

    JournalRecovery(final Path queue, final Path cycles, final Disk disk)
    {
        this.queue = queue;
        this.cycles = cycles;
        this.disk = disk;
    }

    /**
     * Empties the queue's folder.
     *
     * @param scan of the journal.
     * @return the journal's cycles, every one sealed and on the disk.
     */
    List<Cycle> run(final JournalScan scan) throws IOException
    {
        dropRests(scan.rests());
        deleteIn(cycles, REPLACED_SUFFIX);
        deleteIn(cycles, TEMPORARY_SUFFIX);

        final List<Cycle> sealed = new ArrayList<>();
        for (final ScannedCycle cycle : scan.cycles())
        {
            sealed.add(cycle.at(queue.equals(cycle.path().getParent()) ? bringIn(cycle) : repair(cycle)));
        }

        disk.forceDirectory(cycles);
        deleteAll(queue);
        disk.forceDirectory(queue);

        return sealed;
    }

    /**
     * Rests behind a hole go first: were this cut once the file with the hole has its end mark, and they were still
     * there, a file would seem to be missing before them.
     */
    private void dropRests(final List<Path> rests) throws IOException
    {
        for (final Path rest : rests)
        {
            Files.delete(rest);
        }

        if (!rests.isEmpty())
        {
            disk.forceDirectory(queue);
        }
    }

    private Path bringIn(final ScannedCycle cycle) throws IOException
    {
        final Path target = cycles.resolve(cycle.path().getFileName());
        if (cycle.isSealed())
        {
            // The process may have died before it forced what it wrote, and the machine lived on.
            try (FileChannel channel = FileChannel.open(cycle.path(), StandardOpenOption.WRITE))
            {
                channel.truncate(cycle.endOffset() + (long)CycleMap.TRAILER);
                disk.forceFile(cycle.path(), channel);
            }

            if (null != cycle.summary())
            {
                Files.deleteIfExists(CycleName.summary(target));
                Files.createLink(CycleName.summary(target), CycleName.summary(cycle.path()));
                Files.deleteIfExists(CycleName.clients(target));
                if (ClientsFile.isThere(cycle.path()))
                {
                    Files.createLink(CycleName.clients(target), CycleName.clients(cycle.path()));
                }
            }

            Files.createLink(target, cycle.path());

            return target;
        }

        Files.createLink(replaced(target), cycle.path());
        copy(cycle, target);

        return target;
    }

    /** A file among the sealed ones that lost its end mark gets it back. */
    private Path repair(final ScannedCycle cycle) throws IOException
    {
        if (!cycle.isSealed())
        {
            Files.createLink(replaced(cycle.path()), cycle.path());
            copy(cycle, cycle.path());
        }

        return cycle.path();
    }

    private void copy(final ScannedCycle cycle, final Path target) throws IOException
    {
        final long usable = disk.usableBytes(cycles);
        if (usable < cycle.endOffset() + (long)COPY_BYTES)
        {
            throw new JournalFullException("no room to recover " + cycle.path() + ": " + cycle.endOffset() +
                " bytes must be copied and only " + usable + " are free. Make room; nothing was lost by trying.");
        }

        final Path temporary = target.resolveSibling(target.getFileName() + TEMPORARY_SUFFIX);
        final ByteBuffer piece = ByteBuffer.allocateDirect(COPY_BYTES);
        try (FileChannel from = FileChannel.open(cycle.path(), StandardOpenOption.READ);
            FileChannel to = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE))
        {
            long offset = 0;
            while (offset < cycle.endOffset())
            {
                piece.clear().limit((int)Math.min(COPY_BYTES, cycle.endOffset() - offset));
                final int length = from.read(piece, offset);
                if (length <= 0)
                {
                    throw new IOException(cycle.path() + " became shorter while it was read");
                }

                disk.write(temporary, to, piece.flip(), offset);
                offset += length;
            }

            piece.clear().order(ByteOrder.LITTLE_ENDIAN).putInt(CycleCursor.END_OF_DATA).putInt(0).flip();
            disk.write(temporary, to, piece, offset);
            disk.forceFile(temporary, to);
        }

        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        disk.forceDirectory(cycles);
    }

    private static Path replaced(final Path path)
    {
        return path.resolveSibling(path.getFileName() + REPLACED_SUFFIX);
    }

    private static void deleteIn(final Path directory, final String suffix) throws IOException
    {
        try (Stream<Path> paths = Files.list(directory))
        {
            for (final Path path : paths.filter(path -> path.toString().endsWith(suffix)).toList())
            {
                Files.delete(path);
            }
        }
    }

    /** What is left are prepared files, files that hold nothing valid, and the queue's own metadata. */
    private static void deleteAll(final Path directory) throws IOException
    {
        deleteIn(directory, "");
    }
}
