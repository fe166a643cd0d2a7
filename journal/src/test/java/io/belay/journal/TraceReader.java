package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a trace of a writer's system calls and checks, at each acknowledgement, that the kernel had been asked before
 * for every byte up to it, in every file, and for the names of the files.
 */
final class TraceReader
{
    private static final Pattern OPEN = Pattern.compile("openat\\(AT_FDCWD, \"([^\"]+)\", (.*)\\) += (\\d+)");
    private static final Pattern WRITE = Pattern.compile("pwrite64\\((\\d+), .*, (\\d+), (\\d+)\\) += \\2");
    private static final Pattern MAP = Pattern.compile(
        "mmap\\(NULL, (\\d+), .*MAP_SHARED[^,]*, (\\d+), (\\w+)\\) += (0x[0-9a-f]+)");
    private static final Pattern UNMAP = Pattern.compile("munmap\\((0x[0-9a-f]+), (\\d+)\\)");
    private static final Pattern SYNC = Pattern.compile("msync\\((0x[0-9a-f]+), (\\d+), MS_SYNC\\) += 0");
    private static final Pattern FSYNC = Pattern.compile("f(?:data)?sync\\((\\d+)\\) += 0");
    private static final Pattern RENAME = Pattern.compile("rename\\(.*\"([^\"]+\\.cq4)\"\\) += 0");
    private static final Pattern ACKED = Pattern.compile("acked-(\\d+)");

    private final TreeMap<Long, Path> filesByFirst = new TreeMap<>();
    private final Map<Path, List<Integer>> ends = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> synchronous = new HashSet<>();
    private final Map<Long, Mapping> mappings = new HashMap<>();
    private final Map<String, Covered> covered = new HashMap<>();
    private final Map<String, Boolean> named = new HashMap<>();

    TraceReader(final List<Path> files) throws IOException
    {
        for (final Path path : files)
        {
            final List<Integer> offsets = new ArrayList<>();
            try (CycleFile file = CycleFile.open(path))
            {
                final CycleCursor cursor = file.cursor();
                while (CycleCursor.Step.ENTRY == cursor.next())
                {
                    offsets.add(cursor.nextOffset());
                }

                filesByFirst.put(file.firstSequence(), path);
            }

            ends.put(path, offsets);
        }
    }

    /** Checks each acknowledgement of the trace and answers how many there were. */
    int read(final Path trace) throws IOException
    {
        int acknowledgements = 0;
        for (final String line : joined(trace))
        {
            final Matcher acked = ACKED.matcher(line);
            if (acked.find())
            {
                check(Long.parseLong(acked.group(1)));
                acknowledgements++;
            }
            else
            {
                follow(line);
            }
        }

        return acknowledgements;
    }

    private void follow(final String line)
    {
        final Matcher opened = OPEN.matcher(line);
        final Matcher mapped = MAP.matcher(line);
        final Matcher unmapped = UNMAP.matcher(line);
        final Matcher synced = SYNC.matcher(line);
        final Matcher forced = FSYNC.matcher(line);
        final Matcher renamed = RENAME.matcher(line);
        final Matcher written = WRITE.matcher(line);
        if (opened.find())
        {
            names.put(opened.group(3), opened.group(1));
            if (opened.group(2).contains("O_DSYNC"))
            {
                synchronous.add(opened.group(3));
            }
            else
            {
                synchronous.remove(opened.group(3));
            }
        }
        else if (mapped.find())
        {
            final long address = Long.decode(mapped.group(4));
            mappings.put(address, new Mapping(
                names.getOrDefault(mapped.group(2), ""), address, Long.parseLong(mapped.group(1)),
                Long.decode(mapped.group(3))));
        }
        else if (unmapped.find())
        {
            mappings.remove(Long.decode(unmapped.group(1)));
        }
        else if (synced.find())
        {
            final long address = Long.decode(synced.group(1));
            mappings.values().stream().filter(mapping -> mapping.holds(address)).forEach(mapping ->
                coveredOf(mapping.path).add(
                    mapping.offset + address - mapping.address, Long.parseLong(synced.group(2))));
        }
        else if (forced.find() && names.getOrDefault(forced.group(1), "").endsWith("journal/queue"))
        {
            named.replaceAll((name, isForced) -> true);
        }
        else if (written.find() && synchronous.contains(written.group(1)))
        {
            coveredOf(names.get(written.group(1)))
                .add(Long.parseLong(written.group(3)), Long.parseLong(written.group(2)));
        }
        else if (renamed.find())
        {
            named.put(nameOf(renamed.group(1)), false);
        }
    }

    private void check(final long sequence)
    {
        filesByFirst.headMap(sequence, true).forEach((first, path) ->
        {
            final List<Integer> offsets = ends.get(path);
            final int last = (int)Math.min(offsets.size(), sequence - first + 1);
            final int end = offsets.get(last - 1) + CycleMap.TRAILER;
            final long contiguous = coveredOf(path.toString()).contiguous();
            assertTrue(contiguous >= end, () -> "acknowledged " + sequence + ", but of " + path + " only " +
                contiguous + " of " + end + " bytes were synced");
            assertTrue(named.getOrDefault(nameOf(path.toString()), false), () -> "acknowledged " + sequence +
                ", but the name of " + path + " was not synced");
        });
    }

    private Covered coveredOf(final String path)
    {
        return covered.computeIfAbsent(nameOf(path), name -> new Covered());
    }

    private static String nameOf(final String path)
    {
        return String.valueOf(Path.of(path).getFileName());
    }

    /** Puts calls that another thread interrupted together again. */
    private static List<String> joined(final Path trace) throws IOException
    {
        final Map<String, String> unfinished = new HashMap<>();
        final List<String> lines = new ArrayList<>();
        for (final String line : Files.readAllLines(trace))
        {
            final int space = line.indexOf(' ');
            final String thread = line.substring(0, space);
            final int cut = line.indexOf(" <unfinished ...>");
            final int resumed = line.indexOf(" resumed>");
            if (cut >= 0)
            {
                unfinished.put(thread, line.substring(space, cut));
            }
            else if (resumed >= 0)
            {
                lines.add(unfinished.getOrDefault(thread, "") + line.substring(resumed + " resumed>".length()));
            }
            else
            {
                lines.add(line.substring(space));
            }
        }

        return lines;
    }

    private record Mapping(String path, long address, long length, long offset)
    {
        boolean holds(final long at)
        {
            return at >= address && at < address + length;
        }
    }

    /** Which pages of a file were synced. */
    private static final class Covered
    {
        private final BitSet pages = new BitSet();

        void add(final long offset, final long length)
        {
            pages.set((int)(offset / 4096), (int)((offset + length + 4095) / 4096));
        }

        long contiguous()
        {
            return pages.nextClearBit(0) * 4096L;
        }
    }
}
