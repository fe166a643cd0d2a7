package io.belay.bench.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.belay.bench.load.LoadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class AeronRoundTripTest
{
    private static final String TERM_BYTES = Integer.toString(1 << 16);

    @TempDir
    private Path directory;
    private final InOrder load = new InOrder();

    @Test
    void shouldRefuseAMessageThatNeedsMoreThanOneDatagram()
    {
        final String message = assertThrows(LoadException.class, () -> open(true, 8161).close()).getMessage();

        assertTrue(message.contains("8160"), message);
    }

    @Test
    void shouldRefuseADriverProfileThatDoesNotExist()
    {
        final Options options = new Options(Map.of("profile", "fast"));

        assertThrows(LoadException.class, () -> AeronRoundTrip.open(true, options, 256, load).close());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBringBackEachMessageOnceAndInOrder(final boolean isUdp) throws IOException
    {
        try (AeronRoundTrip echo = open(isUdp, 256))
        {
            assertEquals(List.of(), load.run(echo, 100, 1));
            assertEquals(List.of(), load.run(echo, 10_000, 64));
            // Many times more than the terms hold: both sides are told to wait again and again.
            assertEquals(List.of(), load.run(echo, 20_000, 5_000));
        }

        try (Stream<Path> files = Files.list(directory))
        {
            assertEquals(0, files.count(), "the driver's directory is gone");
        }
    }

    private AeronRoundTrip open(final boolean isUdp, final int messageBytes)
    {
        return AeronRoundTrip.open(
            isUdp,
            new Options(Map.of("memory.dir", directory.toString(), "term.bytes", TERM_BYTES, "idle", "yield")),
            messageBytes,
            load);
    }
}
