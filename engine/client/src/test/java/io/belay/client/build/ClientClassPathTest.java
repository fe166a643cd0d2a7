package io.belay.client.build;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

/** A trading process embeds the client: whatever it drags along, that process has to live with. */
class ClientClassPathTest
{
    @Test
    void shouldBringNeitherChronicleNorTheJournal()
    {
        final List<String> found = new ArrayList<>();
        for (final String name : List.of(
            "net/openhft/chronicle/queue/ChronicleQueue.class",
            "net/openhft/chronicle/bytes/Bytes.class",
            "net/openhft/chronicle/core/Jvm.class",
            "com/sun/jna/Native.class",
            "io/belay/journal/Journal.class",
            "io/belay/replication/package-info.class",
            "io/belay/node/package-info.class",
            "uk/co/real_logic/sbe/SbeTool.class"))
        {
            if (ClassLoader.getSystemResource(name) != null)
            {
                found.add(name);
            }
        }

        assertEquals(List.of(), found);
    }

    @Test
    void shouldBringWhatItNeeds()
    {
        assertNotNull(ClassLoader.getSystemResource("io/aeron/Aeron.class"));
        assertNotNull(ClassLoader.getSystemResource("io/belay/wire/Entry.class"));
    }
}
