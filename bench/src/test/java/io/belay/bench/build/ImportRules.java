package io.belay.bench.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.util.Map.entry;

/**
 * Which room of the house may speak of which. The modules already keep most of this; here is what their boundaries
 * cannot say, because a class path hands on what a neighbour needs.
 */
final class ImportRules
{
    /** Each room with its folder, and the rooms below it that it may use. */
    private static final Map<String, Room> ROOMS = Map.ofEntries(
        entry("wire", new Room("sbe-schemas")),
        entry("journal", new Room("journal", "wire")),
        entry("driver", new Room("media-driver")),
        entry("transport", new Room("engine/transport", "wire")),
        entry("clock", new Room("engine/clock", "wire")),
        entry("client", new Room("engine/client", "wire", "transport")),
        entry("replication", new Room("engine/replication", "wire", "journal", "transport", "clock")),
        entry("fanout", new Room("engine/fanout", "wire", "journal", "transport", "clock")),
        entry("files", new Room("engine/files", "wire", "journal", "transport", "clock")),
        entry("kv", new Room("engine/kv", "wire", "journal", "transport", "clock")),
        entry("coordination", new Room(
            "engine/coordination", "wire", "journal", "transport", "clock", "replication", "fanout", "files", "kv")),
        entry("node", new Room(
            "engine/node", "wire", "journal", "driver", "transport", "clock", "client", "replication", "fanout", "files",
            "kv", "coordination")),
        entry("crash", new Room("bench/crash", "wire", "journal", "client", "node", "bench")),
        entry("bench", new Room(
            "bench", "wire", "journal", "driver", "transport", "clock", "client", "replication", "fanout", "files", "kv",
            "coordination", "node")));

    /** Libraries that a few rooms keep to themselves, so that they can be replaced there. */
    private static final Map<String, List<String>> KEEPERS_BY_LIBRARY = Map.of(
        "net.openhft", List.of("io.belay.journal"),
        "io.aeron", List.of(
            "io.belay.driver", "io.belay.transport", "io.belay.coordination", "io.belay.node", "io.belay.bench.floor",
            "io.belay.bench.peers", "io.belay.bench.command"),
        "uk.co.real_logic", List.of());

    private static final Pattern ROOM = Pattern.compile("io\\.belay\\.(\\w+)");

    private final List<String> violations = new ArrayList<>();

    private ImportRules()
    {
    }

    /** Every breach of the rules in the main sources below a folder, each in one line. */
    static List<String> violations(final Path root) throws IOException
    {
        final ImportRules rules = new ImportRules();
        for (final Path path : mainSources(root))
        {
            rules.check(SourceFile.parse(root.relativize(path), Files.readString(path)));
        }

        return rules.violations;
    }

    /** The main sources below a folder, without those that are generated. */
    static List<Path> mainSources(final Path root) throws IOException
    {
        try (Stream<Path> files = Files.walk(root))
        {
            return files
                .filter((path) -> path.toString().endsWith(".java"))
                .filter((path) -> root.relativize(path).toString().contains("src/main/java/"))
                .filter((path) -> !root.relativize(path).toString().contains("target/"))
                .sorted()
                .toList();
        }
    }

    private void check(final SourceFile source)
    {
        final String name = roomOf(source.packageName());
        final Room room = ROOMS.get(name);
        if (room == null || !source.path().startsWith(room.folder()))
        {
            violations.add(source.path() + " declares " + source.packageName() + ", which has no place in that folder");
            return;
        }

        for (final String named : source.namedPackages())
        {
            checkLibrary(source, named);
            checkRoom(source, name, room, named);
        }
    }

    private void checkLibrary(final SourceFile source, final String named)
    {
        KEEPERS_BY_LIBRARY.forEach(
            (library, keepers) ->
            {
                if (SourceFile.isWithin(named, library) && !source.isIn(keepers))
                {
                    violations.add(source.path() + " speaks of " + named + ", which only " + keepers + " may");
                }
            });
    }

    private void checkRoom(final SourceFile source, final String name, final Room room, final String named)
    {
        if (SourceFile.isWithin(named, "io.belay") && !SourceFile.isWithin(named, "io.belay.sbe"))
        {
            final String used = roomOf(named);
            if (!used.isEmpty() && !used.equals(name) && !room.below().contains(used))
            {
                violations.add(source.path() + " speaks of " + named + ", and " + name + " may not use " + used);
            }
        }
    }

    /** {@code io.belay.journal.tools} lies in the room {@code journal}. */
    private static String roomOf(final String packageName)
    {
        final Matcher matcher = ROOM.matcher(packageName);

        return matcher.lookingAt() ? matcher.group(1) : "";
    }

    private record Room(String folder, List<String> below)
    {
        Room(final String folder, final String... below)
        {
            this(folder, List.of(below));
        }
    }
}
