package io.belay.journal.powercut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.belay.journal.RiggedDisk.Omission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cuts the power of real file systems under a running journal. {@code -Dbelay.test.cuts=N} asks for so many cuts, half
 * of them on each file system; then a machine that cannot do it fails instead of skipping, and the tables are written
 * to {@code target/power-cuts.md}.
 */
class RealPowerCutTest
{
    private static final long SEED = Long.getLong("belay.test.seed", System.nanoTime() >>> 20);
    private static final int CUTS = Integer.getInteger("belay.test.cuts", 0);
    private static final int CUTS_QUICK = 2;
    private static final int CONTROL_CUTS = 2;
    private static final long RUN_MS = CUTS > 0 ? 3000 : 600;
    private static final List<CutResult> RESULTS = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterAll
    static void writeTables() throws IOException
    {
        if (CUTS > 0)
        {
            final CutTable table = new CutTable(RESULTS);
            final String tables = table.sound() + '\n' + table.control();
            System.out.println(tables);
            Files.writeString(Path.of("target", "power-cuts.md"), tables, StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepEverythingAcknowledgedWhenThePowerIsCut(final FileSystem fileSystem) throws Exception
    {
        for (final CutResult result : experiment(fileSystem).cut(Math.max(CUTS, CUTS_QUICK) / 2))
        {
            assertTrue(result.isRight(), result::toString);
            assertEquals(0, result.lost(), result::toString);
        }
    }

    /** A rig that never saw a loss would prove nothing; and a step whose loss it never saw would need no force. */
    @ParameterizedTest
    @MethodSource("omissions")
    void shouldLoseAcknowledgedFramesWhenAStepIsLeftOut(final Omission omission) throws Exception
    {
        final List<CutResult> results = new ArrayList<>();
        for (final FileSystem fileSystem : CUTS > 0 ? FileSystem.values() : new FileSystem[]{FileSystem.EXT4})
        {
            results.addAll(experiment(fileSystem).control(omission, CUTS > 0 ? CONTROL_CUTS : 1));
        }

        assertTrue(results.stream().anyMatch(result -> result.lost() > 0), results::toString);
    }

    static List<Omission> omissions()
    {
        return CUTS > 0 ? List.of(
            Omission.EVERY_FORCE, Omission.FILE_START, Omission.ROLLED_FILE, Omission.DIRECTORY,
            Omission.RECOVERED_COPY) :
            List.of(Omission.EVERY_FORCE);
    }

    private PowerCutExperiment experiment(final FileSystem fileSystem) throws IOException
    {
        final String missing = Prerequisites.missing(fileSystem, directory.resolve("trial-" + fileSystem));
        assertTrue(0 == CUTS || null == missing, missing);
        assumeTrue(null == missing, missing);
        System.out.println("power cuts, seed " + SEED);

        return new PowerCutExperiment(fileSystem, directory, SEED, RUN_MS, RealPowerCutTest::onResult);
    }

    private static void onResult(final CutResult result)
    {
        System.out.println(result);
        RESULTS.add(result);
    }
}
