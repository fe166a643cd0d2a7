package io.belay.bench.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.belay.bench.load.LoadException;
import io.belay.bench.load.LoadPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DiskFloorTest
{
    private static final long FILE_BYTES = 1 << 20;
    private static final long WINDOW_NS = 500_000_000;
    private static final List<LoadPlan> CLOSED = List.of(LoadPlan.closed(1, 256, 100_000_000, WINDOW_NS));

    @TempDir
    private Path directory;

    @Test
    void shouldRefuseWhatIsNoDirectory()
    {
        final Path none = directory.resolve("none");

        final String message = assertThrows(
            LoadException.class, () -> DiskFloor.measure(none, FILE_BYTES, 256, CLOSED)).getMessage();

        assertTrue(message.contains("is not a directory"), message);
    }

    @Test
    void shouldSayWhyAWriterDoesNotComeUp() throws IOException
    {
        Files.writeString(directory.resolve("floor-1.dat"), "in the way");

        final String message = assertThrows(
            LoadException.class, () -> DiskFloor.measure(directory, FILE_BYTES, 256, CLOSED)).getMessage();

        assertTrue(message.contains("disk writer 1: cannot prepare "), message);
    }

    @Test
    void shouldCountWhatBothWritersSyncedInTheSameWindow() throws IOException
    {
        final DiskFloor floor = DiskFloor.measure(directory, FILE_BYTES, 256, CLOSED).get(0);

        assertEquals(2, floor.writers().size());
        assertEquals(
            floor.latencies().getTotalCount(),
            floor.writers().get(0).getTotalCount() + floor.writers().get(1).getTotalCount());
        // One thread does one at a time: their times cannot be longer than the window.
        floor.writers().forEach((writer) -> assertTrue(writer.getTotalCount() > 0 &&
            writer.getMean() * writer.getTotalCount() <= WINDOW_NS * 1.01, writer.getTotalCount() + " records"));
        assertEquals(floor.latencies().getTotalCount() * 2.0, floor.ratePerSecond(), 1e-6);
        try (Stream<Path> files = Files.list(directory))
        {
            assertEquals(0, files.count(), "both files are gone");
        }
    }

    @Test
    void shouldCountFromWhenARecordWasDue()
    {
        final List<DiskFloor> floors = DiskFloor.measure(directory, FILE_BYTES, 256, List.of(
            LoadPlan.closed(1, 256, 0, WINDOW_NS),
            LoadPlan.open(1000, 256, 100_000_000, WINDOW_NS)));

        assertEquals(2, floors.size());
        // However slow the disk is: each record that was due in the window counts.
        floors.get(1).writers().forEach((writer) -> assertEquals(500, writer.getTotalCount()));
    }
}
