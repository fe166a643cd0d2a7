package io.belay.journal.powercut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.belay.journal.powercut.PowerSwitch.WriteBack;

/**
 * Chooses what the kernel writes before a cut of its own accord, as it may at any time and in any order: so that later
 * pages are on the disk before earlier ones.
 */
final class WriteBackPlan
{
    private static final int PAGE = 4096;
    private static final int PIECE = 1 << 20;
    /** Up to here lie a file's header page and the queue's indexes, before its first entry. */
    private static final int HEAD_BYTES = 140 << 10;
    private static final int HEAD_PAGES = 2;
    private static final int TAIL_BYTES = 96 << 10;
    private static final int TAIL_PAGES = 12;
    /** A file is full when not even an index fits behind its last entry. */
    private static final int FULL_BYTES = 68 << 10;
    /** The one that is written, and the one that a roll has just ended. */
    private static final int FILES = 2;

    private final Storage storage;
    private final int cycleBytes;
    private final boolean isReordered;
    private final Random random;

    WriteBackPlan(final Storage storage, final int cycleBytes, final boolean isReordered, final Random random)
    {
        this.storage = storage;
        this.cycleBytes = cycleBytes;
        this.isReordered = isReordered;
        this.random = random;
    }

    /** Ranges to write, in this order; none where the kernel is to leave all in memory. */
    List<WriteBack> plan(final long cycleOffset) throws IOException
    {
        final List<WriteBack> all = new ArrayList<>();
        if (isReordered)
        {
            final List<Path> files = lastFiles(storage.journal().resolve("queue"));
            for (int i = 0; i < files.size(); i++)
            {
                add(all, files.get(i), i == files.size() - 1 ? HEAD_BYTES + cycleOffset : cycleBytes - FULL_BYTES);
            }

            if (null != storage.cached())
            {
                addHalf(all, storage.cached());
            }
        }

        return all;
    }

    private void add(final List<WriteBack> all, final Path file, final long endOffset)
    {
        all.add(page(file, 0));
        for (int i = 0; i < HEAD_PAGES; i++)
        {
            all.add(page(file, random.nextInt(HEAD_BYTES)));
        }

        for (int i = 0; i < TAIL_PAGES; i++)
        {
            all.add(page(file, Math.max(0, endOffset + PAGE - random.nextInt(TAIL_BYTES))));
        }
    }

    private static WriteBack page(final Path file, final long offset)
    {
        return new WriteBack(file, offset & -PAGE, PAGE);
    }

    /** What the device's cache happens to have written. */
    private void addHalf(final List<WriteBack> all, final Path image) throws IOException
    {
        final long pieces = Files.size(image) / PIECE;
        for (long i = 0; i < pieces; i++)
        {
            if (random.nextBoolean())
            {
                all.add(new WriteBack(image, i * PIECE, PIECE));
            }
        }
    }

    private static List<Path> lastFiles(final Path directory) throws IOException
    {
        if (!Files.isDirectory(directory))
        {
            return List.of();
        }

        try (Stream<Path> paths = Files.list(directory))
        {
            final List<Path> files = paths.filter(path -> path.toString().endsWith(".cq4")).sorted().toList();

            return files.subList(Math.max(0, files.size() - FILES), files.size());
        }
    }
}
