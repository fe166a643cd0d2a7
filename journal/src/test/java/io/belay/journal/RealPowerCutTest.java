package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real file system loses its power under a real writer: it is told to go down at once and to write nothing more, not
 * even its own log. What was acknowledged before that call must be there when it is mounted again.
 * <p>
 * For many cuts: {@code -Dbelay.test.powercuts=25} cuts each of the two file systems so often.
 */
class RealPowerCutTest
{
    private static final long SEED = Long.getLong("belay.test.seed", System.nanoTime());
    private static final int CUTS = Integer.getInteger("belay.test.powercuts", 1);
    private static final long IMAGE_BYTES = 400L << 20;
    /** The call is _IOR('X', 125, u32), its argument 2 is "do not flush the log". */
    private static final String GO_DOWN =
        "open(F,'<',$ARGV[0]) or die; $f=pack('L',2); ioctl(F,0x8004587d,$f) or die $!";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs"})
    void shouldKeepEverythingAcknowledgedWhenTheFileSystemGoesDown(final String type) throws Exception
    {
        System.out.println("seed " + SEED);
        final Random random = new Random(SEED);
        final Path mount = Files.createDirectory(directory.resolve("mount"));
        final Path image = directory.resolve("disk.img");
        long total = 0;
        for (int cut = 1; cut <= CUTS; cut++)
        {
            assumeTrue(
                make(type, image) && run("mount", "-o", "loop", image.toString(), mount.toString()),
                "an " + type + " image can only be made and mounted by root");
            try
            {
                final long acknowledged = cut(mount, random);
                assumeTrue(acknowledged >= 0, "the file system cannot be told to go down");
                assertTrue(run("umount", "-l", mount.toString()));
                assertTrue(run("mount", "-o", "loop", image.toString(), mount.toString()));
                Journals.checkRecovers(
                    mount.resolve("journal"), acknowledged, "seed " + SEED + ", " + type + ", cut " + cut);
                total += acknowledged;
            }
            finally
            {
                run("umount", "-l", mount.toString());
                Files.delete(image);
            }
        }

        System.out.println(type + ": " + CUTS + " cuts, " + total + " acknowledged, none lost");
    }

    /** Answers what was acknowledged before the cut, -1 when it could not be made. */
    private long cut(final Path mount, final Random random) throws IOException, InterruptedException
    {
        final Path file = directory.resolve("acknowledged");
        Files.deleteIfExists(file);
        final Process writer = WriterProcess.of(mount.resolve("journal"), file, Long.MAX_VALUE).start();
        try
        {
            WriterProcess.awaitReady(writer);
            final long target = random.nextInt(20_000) + 1L;
            while (WriterProcess.acknowledged(file) < target && writer.isAlive())
            {
                Thread.onSpinWait();
            }

            final long acknowledged = WriterProcess.acknowledged(file);

            return run("perl", "-e", GO_DOWN, mount.toString()) ? acknowledged : -1;
        }
        finally
        {
            writer.destroyForcibly().waitFor();
        }
    }

    private static boolean make(final String type, final Path image) throws IOException, InterruptedException
    {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw"))
        {
            file.setLength(IMAGE_BYTES);
        }

        return run("mkfs." + type, "-q", "ext4".equals(type) ? "-F" : "-f", image.toString());
    }

    private static boolean run(final String... command) throws IOException, InterruptedException
    {
        try
        {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            System.out.print(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));

            return process.waitFor(60, TimeUnit.SECONDS) && 0 == process.exitValue();
        }
        catch (final IOException ex)
        {
            return false;
        }
    }
}
