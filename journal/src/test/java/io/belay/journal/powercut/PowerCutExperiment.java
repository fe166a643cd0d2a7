package io.belay.journal.powercut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import io.belay.journal.RiggedDisk.Omission;
import io.belay.journal.WriteMode;

/**
 * Many cuts on one kind of file system, all variants in turn. A journal is cut up to three times, with a recovery
 * between, so that later cuts meet a journal with a past.
 */
final class PowerCutExperiment
{
    private static final int LIVES = 3;
    private static final int[] CYCLE_MIB = {8, 16, 32};
    /** With retention, a cut also meets the deletion of files. */
    private static final long KEPT_CYCLES = 3;

    private final FileSystem fileSystem;
    private final Path directory;
    private final long seed;
    private final long runMs;
    private final Consumer<CutResult> onResult;
    private int storages;

    /**
     * @param directory for images, mount points and what the processes say.
     * @param runMs     longest time that a writer runs.
     * @param onResult  is told each result at once.
     */
    PowerCutExperiment(
        final FileSystem fileSystem,
        final Path directory,
        final long seed,
        final long runMs,
        final Consumer<CutResult> onResult)
    {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.seed = seed;
        this.runMs = runMs;
        this.onResult = onResult;
    }

    /** Cuts so many journals that are sound. */
    List<CutResult> cut(final int cuts) throws IOException, InterruptedException
    {
        final List<CutResult> results = new ArrayList<>();
        final Variant[] variants = Variant.values();
        for (int i = 0; i < variants.length; i++)
        {
            final int share = cuts / variants.length + (i < cuts % variants.length ? 1 : 0);
            final int lives = Variant.IN_CREATION == variants[i] ? 1 : LIVES;
            for (int done = 0; done < share; done += lives)
            {
                results.addAll(live(variants[i], Omission.NOTHING, Math.min(lives, share - done)));
            }
        }

        return results;
    }

    /** Cuts journals that leave out a step. */
    List<CutResult> control(final Omission omission, final int cuts) throws IOException, InterruptedException
    {
        final List<CutResult> results = new ArrayList<>();
        for (int i = 0; i < cuts; i++)
        {
            results.addAll(live(
                Omission.RECOVERED_COPY == omission ? Variant.IN_RECOVERY : Variant.PLAIN, omission, 1));
        }

        return results;
    }

    /** The one that is asked for, else both in turn, and not the same first on each file system. */
    private WriteMode mode()
    {
        final String asked = System.getProperty("belay.test.write.mode");

        return null != asked ? WriteMode.valueOf(asked) :
            FileSystem.EXT4 == fileSystem == (0 == storages % 2) ? WriteMode.DIRECT : WriteMode.QUEUE;
    }

    private List<CutResult> live(final Variant variant, final Omission omission, final int lives)
        throws IOException, InterruptedException
    {
        final Path work = Files.createDirectories(
            directory.resolve(fileSystem.label() + '-' + omission + '-' + ++storages));
        final long storageSeed = (seed * 31 + storages) * 31 + fileSystem.label().length();
        final Random random = new Random(storageSeed);
        final List<CutResult> results = new ArrayList<>();
        try (Storage storage = Storage.create(fileSystem, variant.hasVolatileCache(), work))
        {
            final int cycleBytes = CYCLE_MIB[random.nextInt(CYCLE_MIB.length)] << 20;
            final CutArguments arguments = new CutArguments(
                storage.journal(), work, work.resolve("generations"), storageSeed, cycleBytes,
                random.nextBoolean() ? cycleBytes : 1 << 20,
                Omission.NOTHING == omission && random.nextBoolean() ? KEPT_CYCLES * cycleBytes : 0,
                omission, false, mode(), 0);
            boolean isRight = true;
            for (int i = 0; i < lives && isRight; i++)
            {
                final CutResult result =
                    new PowerCut(storage, fileSystem, variant, work, arguments, random, runMs).run();
                onResult.accept(result);
                results.add(result);
                isRight = result.isRight();
            }
        }

        return results;
    }
}
