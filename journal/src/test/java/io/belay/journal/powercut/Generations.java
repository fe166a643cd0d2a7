package io.belay.journal.powercut;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Which process wrote which sequences of a journal: each notes its first one, in a file that no cut reaches, before it
 * appends anything.
 */
final class Generations
{
    private final Path path;
    private final List<Long> starts = new ArrayList<>();

    private Generations(final Path path)
    {
        this.path = path;
    }

    static Generations read(final Path path) throws IOException
    {
        final Generations generations = new Generations(path);
        if (Files.exists(path))
        {
            Files.readAllLines(path, StandardCharsets.US_ASCII)
                .forEach(line -> generations.starts.add(Long.parseLong(line)));
        }

        return generations;
    }

    /** Notes one more and answers its number. */
    int begin(final long firstSequence) throws IOException
    {
        if (!starts.isEmpty() && firstSequence < starts.get(starts.size() - 1))
        {
            throw new IllegalStateException("sequence " + firstSequence + " would be written again: generation " +
                starts.size() + " began at " + starts.get(starts.size() - 1) + " on top of what was recovered");
        }

        Files.writeString(
            path, firstSequence + "\n", StandardCharsets.US_ASCII,
            StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        starts.add(firstSequence);

        return starts.size();
    }

    /** The last that began at or before a sequence, 0 when there is none. */
    int of(final long sequence)
    {
        int generation = starts.size();
        while (generation > 0 && starts.get(generation - 1) > sequence)
        {
            generation--;
        }

        return generation;
    }
}
