package io.belay.bench.floor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.belay.bench.load.AnswerListener;
import io.belay.bench.load.LoadException;
import io.belay.bench.load.LoadProcess;
import io.belay.bench.load.Target;
import org.agrona.CloseHelper;

/**
 * The least that keeps a record durable on two sides: two processes, one TCP connection, one prepared file each, one
 * thread each. What has gathered is sent in one write, written to the own file, synced while the far side does the
 * same, and answered by one cumulative number. No format, no checksum, no epochs, no readers.
 */
public final class NioPair implements Target, LoadProcess.Described
{
    /** Of one batch at most, and of each side's buffer. */
    static final int BATCH_BYTES = 1 << 20;

    private static final long FILE_BYTES = 256L << 20;
    private static final long READY_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(120);

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final int recordBytes;
    private final AnswerListener listener;
    private final ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_BYTES);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(Long.BYTES);
    private PreparedFile file;
    private Companion standby;
    private SocketChannel socket;
    private long sent;
    private long standbyDurable;
    private long answered;

    private NioPair(final Options options, final int recordBytes, final AnswerListener listener)
    {
        this.recordBytes = recordBytes;
        this.listener = listener;
        final Path directory = options.path("dir");
        final long fileBytes = options.number("file.bytes", FILE_BYTES, BATCH_BYTES, 1L << 40);
        options.requireAllKnown();
        if (recordBytes < Long.BYTES || recordBytes > BATCH_BYTES)
        {
            throw new LoadException("a record of " + recordBytes + " bytes is not from 8 to " + BATCH_BYTES);
        }

        settings.put("record", recordBytes + " bytes");
        settings.put("files", "one a side, " + (fileBytes >> 20) + " MiB, zero-filled in 4 KiB writes and synced before");
        settings.put("sync", "FileChannel.force(false) once a batch, both sides at the same time");
        settings.put("batch", "what has gathered, " + (BATCH_BYTES >> 10) + " KiB at most");
        settings.put("network", "SocketChannel on loopback, TCP_NODELAY, direct buffers");
        settings.put("waiting", "standby blocks in read; owner polls as the load's thread idles");
        start(directory, fileBytes);
    }

    /**
     * Prepares both files, starts the far process and connects.
     *
     * @param options     {@code dir} on the disk, {@code file.bytes} of each file.
     * @param recordBytes of each record.
     * @param listener    of the answers.
     * @return the pair, ready.
     * @throws LoadException if it does not come up, with the reason.
     */
    public static NioPair open(final Options options, final int recordBytes, final AnswerListener listener)
    {
        return new NioPair(options, recordBytes, listener);
    }

    private void start(final Path directory, final long fileBytes)
    {
        try
        {
            DiskRoom.require(directory, 2 * fileBytes);
            standby = Companion.start("standby of the bare pair", NioStandby.class, List.of(
                directory.resolve("pair-standby.dat").toString(),
                Long.toString(fileBytes),
                Integer.toString(recordBytes)));
            file = PreparedFile.create(directory.resolve("pair-owner.dat"), fileBytes);
            final int port = Integer.parseInt(standby.await(NioStandby.READY, READY_TIMEOUT_NS));
            socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.configureBlocking(false);
        }
        catch (final IOException ex)
        {
            close();
            throw new LoadException("the bare pair does not come up: " + ex.getMessage(), ex);
        }
        catch (final RuntimeException ex)
        {
            close();
            throw ex;
        }
    }

    @Override
    public Map<String, String> settings()
    {
        return settings;
    }

    @Override
    public boolean send(final long id)
    {
        final int position = batch.position();
        if (batch.remaining() < recordBytes)
        {
            return false;
        }

        batch.putLong(position, id);
        batch.position(position + recordBytes);

        return true;
    }

    @Override
    public int poll()
    {
        try
        {
            return flush() + answer();
        }
        catch (final IOException ex)
        {
            throw new LoadException("the bare pair broke: " + ex.getMessage(), ex);
        }
    }

    /** To the standby first, so that its sync runs beside the own one. */
    private int flush() throws IOException
    {
        final int records = batch.position() / recordBytes;
        if (records > 0)
        {
            batch.flip();
            while (batch.hasRemaining())
            {
                socket.write(batch);
            }

            file.append(batch.rewind());
            file.sync();
            batch.clear();
            sent += records;
        }

        return records;
    }

    private int answer() throws IOException
    {
        int read = socket.read(answer);
        while (read > 0 && !answer.hasRemaining())
        {
            standbyDurable = answer.getLong(0);
            answer.clear();
            read = socket.read(answer);
        }
        if (read < 0)
        {
            throw new IOException("the standby has hung up");
        }

        final long durable = Math.min(sent, standbyDurable);
        final int count = (int)(durable - answered);
        while (answered < durable)
        {
            listener.onAnswered(answered++);
        }

        return count;
    }

    @Override
    public void close()
    {
        CloseHelper.closeAll(socket, standby, file);
    }
}
