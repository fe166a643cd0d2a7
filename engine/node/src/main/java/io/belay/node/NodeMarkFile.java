package io.belay.node;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;

import org.agrona.IoUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tells other processes about a node: who it is, where its counters are, that it lives, and its distinct errors.
 * <pre>
 *   0         4          8      16         24           32       36              40         48            4096
 *  +---------+----------+------+----------+------------+--------+---------------+----------+-------------+---------
 *  | version | reserved | pid  | start ms | activity ms| node id| length of the | instance | text: node  | distinct
 *  |         |          |      |          |            |        | text          |          | \n aeron dir| errors
 *  +---------+----------+------+----------+------------+--------+---------------+----------+-------------+---------
 * </pre>
 * All little-endian. It locks nothing: the journal's own lock keeps a second node out.
 */
public final class NodeMarkFile implements AutoCloseable
{
    /** Name of the file in the node's directory. */
    public static final String FILE_NAME = "node.mark";

    private static final int VERSION = 2;
    private static final int PID_OFFSET = 8;
    private static final int START_OFFSET = 16;
    private static final int ACTIVITY_OFFSET = 24;
    private static final int NODE_ID_OFFSET = 32;
    private static final int TEXT_LENGTH_OFFSET = 36;
    private static final int INSTANCE_OFFSET = 40;
    private static final int TEXT_OFFSET = 48;
    private static final int ERRORS_OFFSET = 4096;
    private static final int ERRORS_LENGTH = 1 << 20;

    /** The system tells when a process began in its own clock, which may have been set since. */
    private static final long CLOCK_TOLERANCE_MS = 60_000;

    private final MappedByteBuffer mapping;
    private final UnsafeBuffer buffer;

    private NodeMarkFile(final MappedByteBuffer mapping)
    {
        this.mapping = mapping;
        mapping.order(LITTLE_ENDIAN);
        buffer = new UnsafeBuffer(mapping);
    }

    static NodeMarkFile create(
        final Path directory,
        final int nodeId,
        final String nodeName,
        final long instance,
        final String aeronDirectory,
        final long nowMs)
    {
        final File file = directory.resolve(FILE_NAME).toFile();
        IoUtil.deleteIfExists(file);
        final NodeMarkFile mark =
            new NodeMarkFile(IoUtil.mapNewFile(file, ERRORS_OFFSET + ERRORS_LENGTH));
        final byte[] text = (nodeName + "\n" + aeronDirectory).getBytes(UTF_8);
        mark.buffer.putLong(PID_OFFSET, ProcessHandle.current().pid(), LITTLE_ENDIAN);
        mark.buffer.putLong(START_OFFSET, nowMs, LITTLE_ENDIAN);
        mark.buffer.putLong(ACTIVITY_OFFSET, nowMs, LITTLE_ENDIAN);
        mark.buffer.putInt(NODE_ID_OFFSET, nodeId, LITTLE_ENDIAN);
        mark.buffer.putLong(INSTANCE_OFFSET, instance, LITTLE_ENDIAN);
        mark.buffer.putInt(TEXT_LENGTH_OFFSET, text.length, LITTLE_ENDIAN);
        mark.buffer.putBytes(TEXT_OFFSET, text);
        mark.buffer.putIntRelease(0, VERSION);

        return mark;
    }

    /**
     * Opens the mark of a node, which may be running in another process.
     *
     * @param directory of the node.
     * @return its mark.
     * @throws ConfigException when there is none, or one of another version.
     */
    public static NodeMarkFile open(final Path directory)
    {
        final File file = directory.resolve(FILE_NAME).toFile();
        if (!file.exists())
        {
            throw new ConfigException("no node has run in " + directory + ": there is no " + FILE_NAME);
        }

        final NodeMarkFile mark = new NodeMarkFile(
            IoUtil.mapExistingFile(file, FileChannel.MapMode.READ_ONLY, FILE_NAME));
        final int version = mark.mapping.capacity() < ERRORS_OFFSET ? 0 : mark.buffer.getIntVolatile(0);
        if (VERSION != version)
        {
            mark.close();
            throw new ConfigException(file + " has version " + version + "; this build reads version " + VERSION);
        }

        return mark;
    }

    /** The instance that left its mark last; 0 when there is none that can be read. */
    static long instanceIn(final Path directory)
    {
        try (NodeMarkFile mark = open(directory))
        {
            return mark.instance();
        }
        catch (final ConfigException ex)
        {
            return 0; // The first start here, or the first of this version.
        }
    }

    void touch(final long nowMs)
    {
        buffer.putLongRelease(ACTIVITY_OFFSET, nowMs);
    }

    /**
     * @return process of the node.
     */
    public long pid()
    {
        return buffer.getLong(PID_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @return whether that process lives: a process with its pid that began later is another one.
     */
    public boolean isAlive()
    {
        final long latestMs = startMs() + CLOCK_TOLERANCE_MS;

        return ProcessHandle.of(pid())
            .filter(ProcessHandle::isAlive)
            .filter((process) -> process.info().startInstant().map(Instant::toEpochMilli).orElse(0L) <= latestMs)
            .isPresent();
    }

    /**
     * @return when that agent which has not been run for longest was run, milliseconds since 1970; 100 ms ago when all
     *         is well.
     */
    public long activityMs()
    {
        return buffer.getLongVolatile(ACTIVITY_OFFSET);
    }

    /**
     * @return when the node was started, milliseconds since 1970.
     */
    public long startMs()
    {
        return buffer.getLong(START_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @return id of the node.
     */
    public int nodeId()
    {
        return buffer.getInt(NODE_ID_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @return random number of this run of the node, which its counters carry too.
     */
    public long instance()
    {
        return buffer.getLong(INSTANCE_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @return name of the node.
     */
    public String nodeName()
    {
        return text()[0];
    }

    /**
     * @return directory of the media driver whose counters show the node.
     */
    public String aeronDirectory()
    {
        return text()[1];
    }

    private String[] text()
    {
        final byte[] text = new byte[Math.min(buffer.getInt(TEXT_LENGTH_OFFSET, LITTLE_ENDIAN), ERRORS_OFFSET -
            TEXT_OFFSET)];
        buffer.getBytes(TEXT_OFFSET, text);

        return (new String(text, UTF_8) + "\n").split("\n", 3);
    }

    /**
     * @return where the distinct errors are kept, in Agrona's format.
     */
    public AtomicBuffer errors()
    {
        return new UnsafeBuffer(mapping, ERRORS_OFFSET, ERRORS_LENGTH);
    }

    @Override
    public void close()
    {
        IoUtil.unmap(mapping);
    }
}
