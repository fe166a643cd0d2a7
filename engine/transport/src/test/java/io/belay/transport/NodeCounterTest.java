package io.belay.transport;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;

import io.aeron.Counter;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCounterTest
{
    private final UnsafeBuffer key = new UnsafeBuffer(new byte[CountersReader.MAX_KEY_LENGTH]);

    @TempDir
    private Path folder;

    @Test
    void shouldRefuseANameThatDoesNotFit()
    {
        assertThrows(IllegalArgumentException.class, () -> NodeCounter.write(key, 1, 2, ""));
        assertThrows(IllegalArgumentException.class, () -> NodeCounter.write(key, 1, 2, "x".repeat(101)));
        assertThrows(IllegalArgumentException.class, () -> NodeCounter.write(key, 1, 2, "é".repeat(51)));
    }

    @Test
    void shouldReadNothingWhenTheKeyIsNoNodes()
    {
        for (final int length : new int[]{0, -1, 101, Integer.MAX_VALUE, Integer.MIN_VALUE})
        {
            key.putInt(8, length, LITTLE_ENDIAN);
            assertNull(NodeCounter.read(key, 1));
        }
    }

    @Test
    void shouldReadWhatWasWrittenAtTheAgreedPlaces()
    {
        final String longest = "é".repeat(50);
        NodeCounter.write(key, -7, 123456, longest);

        assertEquals(-7, key.getInt(0, LITTLE_ENDIAN));
        assertEquals(123456, key.getInt(4, LITTLE_ENDIAN));
        assertEquals(100, key.getInt(8, LITTLE_ENDIAN));
        assertEquals(new NodeCounter(-7, 123456, longest, 99), NodeCounter.read(key, 99));
    }

    @Test
    void shouldShowANodeUntilItsCounterIsClosed()
    {
        try (DriverFixture fixture = new DriverFixture(folder))
        {
            final CountersReader counters = fixture.streams.counters();
            assertNull(NodeCounter.newest(counters, null));

            final Counter old = NodeCounter.publish(fixture.streams.aeron(), 1, 10, "alpha");
            NodeCounter.publish(fixture.streams.aeron(), 1, 11, "alpha");
            assertEquals(11, NodeCounter.newest(counters, null).appendStreamId());
            assertEquals("belay-node: alpha", counters.getCounterLabel(old.id()));

            NodeCounter.publish(fixture.streams.aeron(), 2, 12, "beta");
            assertEquals(12, NodeCounter.newest(counters, "beta").appendStreamId());
            assertNull(NodeCounter.newest(counters, "gamma"));
            assertEquals(
                NodeNotFoundException.Reason.SEVERAL_NODES,
                assertThrows(NodeNotFoundException.class, () -> NodeCounter.newest(counters, null)).reason());

            old.close();
            DriverFixture.await("counter gone", () -> 2 == NodeCounter.find(counters).size());
            assertEquals(
                List.of("alpha", "beta"),
                NodeCounter.find(counters).stream().map(NodeCounter::nodeName).sorted().toList());
        }
    }
}
