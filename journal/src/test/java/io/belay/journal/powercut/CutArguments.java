package io.belay.journal.powercut;

import java.nio.file.Path;

import io.belay.journal.JournalConfig;
import io.belay.journal.RiggedDisk.Omission;
import io.belay.journal.WriteMode;

/**
 * What a process under test is started with.
 *
 * @param journal     its directory.
 * @param witness     memory shared with the one that cuts.
 * @param generations file that says who wrote what.
 * @param seed        of the frames.
 * @param cycleBytes  size of a cycle file.
 * @param blockBytes  how much the queue maps at a time.
 * @param retention   bytes to keep, 0 for all.
 * @param omission    step of the recipe that is left out.
 * @param isHeld      whether the process is to wait at a step.
 * @param mode        how entries get into the files.
 * @param acked       sequence up to which all was acknowledged; for a recovery.
 */
record CutArguments(
    Path journal,
    Path witness,
    Path generations,
    long seed,
    int cycleBytes,
    int blockBytes,
    long retention,
    Omission omission,
    boolean isHeld,
    WriteMode mode,
    long acked)
{
    static CutArguments parse(final String[] args)
    {
        return new CutArguments(
            Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Long.parseLong(args[3]), Integer.parseInt(args[4]),
            Integer.parseInt(args[5]), Long.parseLong(args[6]), Omission.valueOf(args[7]),
            Boolean.parseBoolean(args[8]), WriteMode.valueOf(args[9]), Long.parseLong(args[10]));
    }

    String[] toArray()
    {
        return new String[]{
            journal.toString(), witness.toString(), generations.toString(), String.valueOf(seed),
            String.valueOf(cycleBytes), String.valueOf(blockBytes), String.valueOf(retention), omission.name(),
            String.valueOf(isHeld), mode.name(), String.valueOf(acked)};
    }

    JournalConfig config()
    {
        return JournalConfig.of(journal)
            .withEntryBytesMax(SeededFrames.LENGTH_MAX).withCycleBytes(cycleBytes).withBlockBytes(blockBytes)
            .withRetention(retention, 0).withWriteMode(mode);
    }

    boolean isDiskPlain()
    {
        return Omission.NOTHING == omission && !isHeld;
    }

    CutArguments with(final Path otherWitness, final boolean held, final long ackedSequence)
    {
        return new CutArguments(
            journal, otherWitness, generations, seed, cycleBytes, blockBytes, retention, omission, held, mode,
            ackedSequence);
    }
}
