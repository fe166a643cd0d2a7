package io.belay.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Damages the files of a journal as disks, file systems and people do: bits, runs of bytes, pages, ends, whole files.
 * No checksum is made good, so all of it can be noticed.
 */
final class Damage
{
    private static final int PAGE = 4096;
    private static final int RUN_MAX = 600;

    private final Random random;
    private final Path root;
    private final StringBuilder done = new StringBuilder();

    private Damage(final Random random, final Path root)
    {
        this.random = random;
        this.root = root;
    }

    /** Does one damage, or a few, and answers what it did. */
    static String to(final Path root, final Random random) throws IOException
    {
        final Damage damage = new Damage(random, root);
        final int count = 0 == random.nextInt(4) ? 2 + random.nextInt(3) : 1;
        for (int i = 0; i < count; i++)
        {
            damage.one();
        }

        return damage.done.toString();
    }

    private void one() throws IOException
    {
        final Path file = anyFile();
        if (0 == random.nextInt(4))
        {
            say(ofNames(file));

            return;
        }

        final byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0)
        {
            say(ofBytes(file, bytes));
        }
    }

    private void say(final String what)
    {
        done.append(what).append("; ");
    }

    private Path anyFile() throws IOException
    {
        final List<Path> all;
        try (Stream<Path> paths = Files.walk(root))
        {
            all = paths.filter(Files::isRegularFile).sorted().toList();
        }

        // Most rounds are for what holds entries; the marks are few and small.
        final List<Path> cycles = all.stream().filter(path -> path.toString().endsWith(CycleName.SUFFIX)).toList();

        return cycles.isEmpty() || 0 == random.nextInt(3) ? pick(all) : pick(cycles);
    }

    private <T> T pick(final List<T> all)
    {
        return all.get(random.nextInt(all.size()));
    }

    private String ofNames(final Path file) throws IOException
    {
        final Path other = anyFile();
        return switch (random.nextInt(7))
        {
            case 0 ->
            {
                Files.delete(file);
                yield "deleted " + file;
            }
            case 1 ->
            {
                Files.write(file, new byte[0]);
                yield "emptied " + file;
            }
            case 2 ->
            {
                Files.write(file, new byte[(int)Files.size(file)]);
                yield "zeroed " + file;
            }
            case 3 -> swapped(file, other);
            case 4 ->
            {
                Files.write(file, Files.readAllBytes(other));
                yield "copied " + other + " over " + file;
            }
            case 5 ->
            {
                final Path named = file.resolveSibling(CycleName.of(random.nextInt()) + CycleName.SUFFIX);
                Files.move(file, named);
                yield "renamed " + file + " to " + named;
            }
            default ->
            {
                Files.delete(file);
                Files.createDirectory(file);
                yield "a directory for " + file;
            }
        };
    }

    private static String swapped(final Path file, final Path other) throws IOException
    {
        final byte[] mine = Files.readAllBytes(file);
        Files.write(file, Files.readAllBytes(other));
        Files.write(other, mine);

        return "swapped " + file + " and " + other;
    }

    private String ofBytes(final Path file, final byte[] bytes) throws IOException
    {
        final int at = offset(file, bytes.length);
        final int kind = random.nextInt(10);
        Files.write(file, changed(bytes, at, kind));

        return "change " + kind + " at " + at + " of " + file;
    }

    /** Half of them where entries lie; what is before and behind is mostly zeros. */
    private int offset(final Path file, final int length) throws IOException
    {
        if (!file.toString().endsWith(CycleName.SUFFIX) || random.nextInt(4) == 0)
        {
            return random.nextInt(length);
        }

        final int end = (int)Math.max(1, CycleTail.bytesAfter(file, 0));
        final int begin = Math.min(end - 1, CycleName.INDEX_BYTES * 2 & -PAGE);

        return begin + random.nextInt(end - begin);
    }

    private byte[] changed(final byte[] bytes, final int at, final int kind)
    {
        final int run = Math.min(bytes.length - at, 1 + random.nextInt(RUN_MAX));
        switch (kind)
        {
            case 0, 1, 2 -> bytes[at] ^= (byte)(1 << random.nextInt(8));
            case 3 -> Arrays.fill(bytes, at, at + run, (byte)(random.nextBoolean() ? 0 : -1));
            case 4 ->
            {
                for (int i = at; i < at + run; i++)
                {
                    bytes[i] = (byte)random.nextInt();
                }
            }
            case 5 -> page(bytes, at);
            default ->
            {
                return moved(bytes, at, run, kind);
            }
        }

        return bytes;
    }

    /** The file becomes shorter or longer. */
    private byte[] moved(final byte[] bytes, final int at, final int run, final int kind)
    {
        return switch (kind)
        {
            case 6 -> Arrays.copyOf(bytes, at);
            case 7 -> joined(bytes, at, new byte[0], at + run);
            case 8 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, at + run), at);
            default -> Arrays.copyOf(bytes, bytes.length + random.nextInt(3 * PAGE));
        };
    }

    private static byte[] joined(final byte[] bytes, final int headEnd, final byte[] middle, final int tailBegin)
    {
        final byte[] joined = new byte[headEnd + middle.length + bytes.length - tailBegin];
        System.arraycopy(bytes, 0, joined, 0, headEnd);
        System.arraycopy(middle, 0, joined, headEnd, middle.length);
        System.arraycopy(bytes, tailBegin, joined, headEnd + middle.length, bytes.length - tailBegin);

        return joined;
    }

    /** A page is lost, written to a wrong place, or changes places with another. */
    private void page(final byte[] bytes, final int at)
    {
        final int page = at & -PAGE;
        final int other = random.nextInt(bytes.length) & -PAGE;
        final int length = Math.min(PAGE, bytes.length - Math.max(page, other));
        final byte[] mine = Arrays.copyOfRange(bytes, page, page + length);
        switch (random.nextInt(3))
        {
            case 0 -> Arrays.fill(bytes, page, page + length, (byte)0);
            case 1 -> System.arraycopy(mine, 0, bytes, other, length);
            default ->
            {
                System.arraycopy(bytes, other, bytes, page, length);
                System.arraycopy(mine, 0, bytes, other, length);
            }
        }
    }
}
