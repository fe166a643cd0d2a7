package io.belay.bench.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

import io.belay.bench.load.LoadException;
import org.agrona.CloseHelper;

/**
 * Ports of the loopback address that nobody uses, for systems that must be told theirs. They are all held until the
 * last is found, so that no two are the same; whoever takes one after that makes the start fail, with words.
 */
final class FreePorts
{
    private FreePorts()
    {
    }

    static List<Integer> udp(final int count)
    {
        final List<DatagramChannel> held = new ArrayList<>();
        try
        {
            final List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < count; i++)
            {
                final DatagramChannel channel = DatagramChannel.open();
                held.add(channel);
                channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                ports.add(((InetSocketAddress)channel.getLocalAddress()).getPort());
            }

            return ports;
        }
        catch (final IOException ex)
        {
            throw new LoadException("no free ports on loopback: " + ex.getMessage(), ex);
        }
        finally
        {
            CloseHelper.closeAll(held);
        }
    }

    static int tcp()
    {
        try (ServerSocketChannel channel = ServerSocketChannel.open())
        {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            return ((InetSocketAddress)channel.getLocalAddress()).getPort();
        }
        catch (final IOException ex)
        {
            throw new LoadException("no free port on loopback: " + ex.getMessage(), ex);
        }
    }
}
