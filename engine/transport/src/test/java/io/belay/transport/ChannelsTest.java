package io.belay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aeron.ChannelUri;
import org.agrona.SystemUtil;
import org.junit.jupiter.api.Test;

class ChannelsTest
{
    @Test
    void shouldRefuseLengthsThatNoDriverTakes()
    {
        assertThrows(IllegalArgumentException.class, () -> Channels.ipc(1000));
        assertThrows(IllegalArgumentException.class, () -> Channels.ipc(64 * 1024, 1401));
        assertThrows(IllegalArgumentException.class, () -> Channels.udp("host:1", 70_000, 64 * 1024));
        assertThrows(IllegalArgumentException.class, () -> Channels.wal("host:1", 1, 1408, 3));
    }

    @Test
    void shouldNameEverythingThatAWalStreamNeeds()
    {
        final ChannelUri uri = ChannelUri.parse(Channels.wal("10.0.0.2:7001", -5, 8192, 1 << 20));

        assertEquals("udp", uri.media());
        assertEquals("10.0.0.2:7001", uri.get("endpoint"));
        assertEquals("-5", uri.get("session-id"));
        assertEquals(8192, SystemUtil.parseSize("mtu", uri.get("mtu")));
        assertEquals(1 << 20, SystemUtil.parseSize("term-length", uri.get("term-length")));
        assertEquals("true", uri.get("ssc"));
    }

    @Test
    void shouldSpyOnExactlyThatStream()
    {
        final String wal = Channels.wal("10.0.0.2:7001", 5, 8192, 1 << 20);
        final ChannelUri spy = ChannelUri.parse(Channels.spy(wal));

        assertEquals("aeron-spy", spy.prefix());
        assertEquals("5", spy.get("session-id"));
        assertEquals("10.0.0.2:7001", spy.get("endpoint"));
    }
}
