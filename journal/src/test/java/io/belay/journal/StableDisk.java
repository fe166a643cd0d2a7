package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The real disk, and beside it what a power cut would leave: only pages that were forced, only names that were in a
 * directory when that was forced. It can refuse.
 */
final class StableDisk implements Disk
{
    private static final int PAGE = 4096;

    private final KernelDisk kernel = new KernelDisk();
    private final Map<Object, Inode> inodes = new HashMap<>();
    private final Map<Path, Map<String, Object>> directories = new TreeMap<>();
    private Write inFlight;
    private boolean isForceRefused;
    private Runnable beforeForce = () -> { };
    private long usableBytes = Long.MAX_VALUE;

    /** Every force fails from now on, or works again. */
    void refuseForce(final boolean refused)
    {
        isForceRefused = refused;
    }

    /** Is run before each force, on the thread that forces. */
    void beforeForce(final Runnable hook)
    {
        beforeForce = hook;
    }

    /** What the file system claims to have left. */
    void usableBytes(final long bytes)
    {
        usableBytes = bytes;
    }

    @Override
    public synchronized void forceRange(
        final Path file, final MappedByteBuffer map, final int offset, final int length) throws IOException
    {
        refuse();
        kernel.forceRange(file, map, offset, length);
        final Inode inode = inode(file);
        inode.length = Files.size(file);
        for (int page = offset / PAGE; page <= (offset + length - 1) / PAGE; page++)
        {
            final int begin = page * PAGE;
            final byte[] bytes = new byte[Math.min(PAGE, map.capacity() - begin)];
            map.duplicate().position(begin).get(bytes);
            inode.pages.put(page, bytes);
        }
    }

    @Override
    public synchronized void writeThrough(final ThroughFile file, final ByteBuffer bytes, final long offset)
        throws IOException
    {
        final byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        inFlight = new Write(key(file.path()), copy, (int)offset);
        refuse();
        kernel.writeThrough(file, bytes, offset);
        inFlight = null;
        final Inode inode = inode(file.path());
        inode.length = Files.size(file.path());
        for (int at = 0; at < copy.length; at += PAGE)
        {
            inode.pages.put((int)(offset + at) / PAGE, Arrays.copyOfRange(copy, at, at + PAGE));
        }
    }

    @Override
    public synchronized void forceFile(final Path file, final FileChannel channel) throws IOException
    {
        refuse();
        kernel.forceFile(file, channel);
        final Inode inode = inode(file);
        inode.pages.clear();
        readPages(file, inode);
    }

    @Override
    public synchronized void forceDirectory(final Path directory) throws IOException
    {
        refuse();
        kernel.forceDirectory(directory);
        directories.put(directory.toAbsolutePath(), names(directory));
    }

    private void refuse() throws IOException
    {
        beforeForce.run();
        if (isForceRefused)
        {
            throw new IOException("Input/output error, on command");
        }
    }

    @Override
    public void write(final Path file, final FileChannel channel, final ByteBuffer bytes, final long offset)
        throws IOException
    {
        kernel.write(file, channel, bytes, offset);
    }

    @Override
    public long usableBytes(final Path directory) throws IOException
    {
        return Math.min(usableBytes, kernel.usableBytes(directory));
    }

    /** Takes all that is in a directory now as being on the disk. */
    void settle(final Path directory) throws IOException
    {
        try (Stream<Path> paths = Files.walk(directory))
        {
            for (final Path path : paths.toList())
            {
                if (Files.isDirectory(path))
                {
                    directories.put(path.toAbsolutePath(), names(path));
                }
                else
                {
                    readPages(path, inode(path));
                }
            }
        }
    }

    private static Map<String, Object> names(final Path directory) throws IOException
    {
        final Map<String, Object> names = new TreeMap<>();
        try (Stream<Path> paths = Files.list(directory))
        {
            for (final Path path : paths.toList())
            {
                names.put(path.getFileName().toString(), Files.isDirectory(path) ? path : key(path));
            }
        }

        return names;
    }

    private static Object key(final Path file) throws IOException
    {
        return Files.getAttribute(file, "unix:ino");
    }

    private Inode inode(final Path file) throws IOException
    {
        return inodes.computeIfAbsent(key(file), ino -> new Inode());
    }

    private static void readPages(final Path file, final Inode inode) throws IOException
    {
        final byte[] all = Files.readAllBytes(file);
        inode.length = all.length;
        for (int page = 0; page * PAGE < all.length; page++)
        {
            inode.pages.put(page, Arrays.copyOfRange(all, page * PAGE, Math.min(all.length, (page + 1) * PAGE)));
        }
    }

    /** Builds what a power cut leaves now when the kernel has written nothing of its own accord. */
    synchronized void cut(final Path directory, final Path image) throws IOException
    {
        cut(directory, image, null, 0);
    }

    /**
     * Builds what a power cut leaves now when the kernel has also written some pages and names that nobody forced.
     *
     * @param random which; null for none.
     * @param torn   share of those pages of which only some sectors were written.
     */
    synchronized void cut(final Path directory, final Path image, final Random random, final double torn)
        throws IOException
    {
        Files.createDirectories(image);
        final boolean areNamesWritten = null != random && random.nextBoolean();
        final Map<String, Object> names =
            areNamesWritten ? names(directory) : directories.getOrDefault(directory.toAbsolutePath(), Map.of());
        final Map<Object, Path> present = present(directory);
        for (final Map.Entry<String, Object> entry : names.entrySet())
        {
            final Path target = image.resolve(entry.getKey());
            if (entry.getValue() instanceof Path)
            {
                cut((Path)entry.getValue(), target, random, torn);
            }
            else
            {
                write(entry.getValue(), present.get(entry.getValue()), target, random, torn);
            }
        }
    }

    private static Map<Object, Path> present(final Path directory) throws IOException
    {
        final Map<Object, Path> present = new HashMap<>();
        try (Stream<Path> paths = Files.walk(directory.getParent()))
        {
            for (final Path path : paths.filter(Files::isRegularFile).toList())
            {
                present.put(key(path), path);
            }
        }

        return present;
    }

    private void write(
        final Object key, final Path now, final Path target, final Random random, final double torn)
        throws IOException
    {
        final Inode forced = inodes.getOrDefault(key, new Inode());
        final Inode current = new Inode();
        if (null != random && null != now)
        {
            readPages(now, current);
        }

        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE))
        {
            for (final Map.Entry<Integer, byte[]> page : forced.pages.entrySet())
            {
                channel.write(ByteBuffer.wrap(page.getValue()), (long)page.getKey() * PAGE);
            }

            for (final Map.Entry<Integer, byte[]> page : current.pages.entrySet())
            {
                final byte[] old = forced.pages.get(page.getKey());
                if (!Arrays.equals(old, page.getValue()) && random.nextBoolean())
                {
                    channel.write(
                        ByteBuffer.wrap(tear(old, page.getValue(), random, torn)), (long)page.getKey() * PAGE);
                }
            }

            if (null != random && null != inFlight && inFlight.key.equals(key))
            {
                tearInFlight(channel, random);
            }

            final long length = Math.max(forced.length, current.length);
            if (channel.size() < length)
            {
                channel.write(ByteBuffer.allocate(1), length - 1);
            }
        }
    }

    /** Of a write that has not returned any sectors may be on the disk. */
    private void tearInFlight(final FileChannel channel, final Random random) throws IOException
    {
        for (int sector = 0; sector < inFlight.bytes.length; sector += 512)
        {
            if (random.nextBoolean())
            {
                channel.write(ByteBuffer.wrap(inFlight.bytes, sector, 512), (long)inFlight.offset + sector);
            }
        }
    }

    private static byte[] tear(final byte[] old, final byte[] now, final Random random, final double torn)
    {
        if (random.nextDouble() >= torn)
        {
            return now;
        }

        final byte[] mixed = null == old ? new byte[now.length] : Arrays.copyOf(old, now.length);
        for (int sector = 0; sector < now.length; sector += 512)
        {
            if (random.nextBoolean())
            {
                System.arraycopy(now, sector, mixed, sector, Math.min(512, now.length - sector));
            }
        }

        return mixed;
    }

    private static final class Write
    {
        private final Object key;
        private final byte[] bytes;
        private final int offset;

        Write(final Object key, final byte[] bytes, final int offset)
        {
            this.key = key;
            this.bytes = bytes;
            this.offset = offset;
        }
    }

    private static final class Inode
    {
        private final Map<Integer, byte[]> pages = new TreeMap<>();
        private long length;
    }
}
