package io.belay.bench.floor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

import io.belay.bench.load.LoadException;
import io.belay.driver.TimerSlack;

/**
 * The far process of the bare pair: writes what has arrived in one go, syncs it, and answers with how many records are
 * durable.
 * <p>
 * It says {@code READY} with the port that it listens at, serves the one who calls there, and ends with its parent.
 */
public final class NioStandby
{
    static final String READY = "READY";

    private final SocketChannel socket;
    private final PreparedFile file;
    private final int recordBytes;
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(NioPair.BATCH_BYTES);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(Long.BYTES);
    private long durable;

    private NioStandby(final SocketChannel socket, final PreparedFile file, final int recordBytes)
    {
        this.socket = socket;
        this.file = file;
        this.recordBytes = recordBytes;
    }

    /**
     * @param args path of the file, its length and that of a record in bytes.
     */
    public static void main(final String[] args)
    {
        ChildMain.orFail(() -> listen(args));
    }

    private static void listen(final String[] args) throws IOException
    {
        TimerSlack.setNs(1);
        final ParentGuard parent = new ParentGuard();
        try (PreparedFile file = PreparedFile.create(Path.of(args[0]), Long.parseLong(args[1]));
            ServerSocketChannel server = ServerSocketChannel.open())
        {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            System.out.println(READY + " " + ((InetSocketAddress)server.getLocalAddress()).getPort());
            System.out.flush();
            parent.watch();
            try (SocketChannel socket = server.accept())
            {
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
                new NioStandby(socket, file, Integer.parseInt(args[2])).serve();
            }
        }
    }

    private void serve() throws IOException
    {
        while (socket.read(arrived) >= 0)
        {
            final int records = arrived.position() / recordBytes;
            if (records > 0)
            {
                keep(records);
                tell();
            }
        }
    }

    private void keep(final int records) throws IOException
    {
        final int length = records * recordBytes;
        final int end = arrived.position();
        for (int i = 0; i < records; i++)
        {
            if (arrived.getLong(i * recordBytes) != durable + i)
            {
                throw new LoadException("record " + arrived.getLong(i * recordBytes) + " came where " +
                    (durable + i) + " was due");
            }
        }

        file.append(arrived.position(0).limit(length));
        file.sync();
        durable += records;
        arrived.limit(end).position(length);
        arrived.compact();
    }

    private void tell() throws IOException
    {
        answer.clear().putLong(durable).flip();
        while (answer.hasRemaining())
        {
            socket.write(answer);
        }
    }
}
