package io.belay.bench.build;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ImportRulesTest
{
    @TempDir
    private Path house;

    @Test
    void shouldRefuseChronicleOutsideTheJournal() throws IOException
    {
        write("journal", "journal", "Fine", "import net.openhft.chronicle.queue.ChronicleQueue;");
        write("engine/node", "node", "Sly", "private final net.openhft.chronicle.bytes.Bytes<?> bytes = null;");

        assertBreach("engine/node", "net.openhft.chronicle.bytes");
    }

    @Test
    void shouldRefuseAeronOutsideItsRooms() throws IOException
    {
        write("media-driver", "driver", "Fine", "import io.aeron.driver.MediaDriver;");
        write("engine/transport", "transport", "Fine", "import static io.aeron.Publication.CLOSED;");
        write("bench", "bench", "Sly", "import io.aeron.Aeron;");

        assertBreach("bench", "io.aeron");
    }

    @Test
    void shouldRefuseTheGeneratorEverywhere() throws IOException
    {
        write("journal", "journal", "Sly", "import uk.co.real_logic.sbe.ir.Ir;");

        assertBreach("journal", "uk.co.real_logic.sbe.ir");
    }

    @Test
    void shouldRefuseOneFeatureUsingAnother() throws IOException
    {
        write("engine/replication", "replication", "Sly", "import io.belay.fanout.Reader;");

        assertBreach("engine/replication", "may not use fanout");
    }

    @Test
    void shouldRefuseALowerRoomUsingAHigherOne() throws IOException
    {
        write("engine/node", "node", "Fine", "import io.belay.replication.Owner; import io.belay.wire.Entry;");
        write("engine/replication", "replication", "Sly", "import static io.belay.node.Node.NAME;");

        assertBreach("engine/replication", "may not use node");
    }

    @Test
    void shouldRefuseTheJournalInTheClient() throws IOException
    {
        write("engine/client", "client", "Sly", "import io.belay.journal.Journal;");

        assertBreach("engine/client", "may not use journal");
    }

    @Test
    void shouldRefuseAPackageInAnotherRoomsFolder() throws IOException
    {
        write("engine/clock", "journal", "Lost", "");

        assertBreach("engine/clock", "no place in that folder");
    }

    @Test
    void shouldIgnoreWhatIsOnlySaid() throws IOException
    {
        write("bench", "bench", "Talk", "/** Faster than {@link io.aeron.Aeron}. */ String s = \"net.openhft\"; // io.aeron");

        assertEquals(List.of(), ImportRules.violations(house));
    }

    @Test
    void shouldFindNoBreachInThisHouse() throws IOException
    {
        assertTrue(ImportRules.mainSources(Repository.root()).size() > 20, "the sources were not found");
        assertEquals(List.of(), ImportRules.violations(Repository.root()));
    }

    private void assertBreach(final String folder, final String words) throws IOException
    {
        final List<String> violations = ImportRules.violations(house);

        assertEquals(1, violations.size(), violations::toString);
        assertTrue(violations.get(0).startsWith(folder), violations::toString);
        assertTrue(violations.get(0).contains(words), violations::toString);
    }

    private void write(final String folder, final String room, final String type, final String line) throws IOException
    {
        final Path source = house.resolve(folder).resolve("src/main/java/io/belay").resolve(room).resolve(type + ".java");
        Files.createDirectories(source.getParent());
        final boolean isImport = line.startsWith("import");
        Files.writeString(source, "package io.belay." + room + ";\n" + (isImport ? line : "") +
            "\nclass " + type + "\n{\n" + (isImport ? "" : line) + "\n}\n");
    }
}
