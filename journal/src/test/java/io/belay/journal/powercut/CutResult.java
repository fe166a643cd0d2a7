package io.belay.journal.powercut;

import io.belay.journal.RiggedDisk.Omission;

/**
 * One cut and what came of it.
 *
 * @param variant      how it was cut.
 * @param fileSystem   on which.
 * @param omission     step of the recipe that was left out.
 * @param saying       what the writer had promised.
 * @param recoveryCuts how often a recovery was cut before the one that was let through.
 * @param verdict      what was there afterwards.
 */
record CutResult(
    Variant variant,
    FileSystem fileSystem,
    Omission omission,
    Witness.Saying saying,
    int recoveryCuts,
    Verdict verdict)
{
    /** How many frames this writer had had acknowledged. */
    long acked()
    {
        return saying.acked() - saying.firstSequence() + 1;
    }

    long lost()
    {
        return verdict.lost(saying.acked());
    }

    boolean isRight()
    {
        return Verdict.Outcome.RIGHT == verdict.outcome();
    }

    @Override
    public String toString()
    {
        return fileSystem.label() + ", " + variant.label() +
            (Omission.NOTHING == omission ? "" : ", without " + omission) + ": " + acked() + " acked, " +
            saying.rolls() + " rolls" + (saying.isInRoll() ? ", in a roll" : "") +
            (0 == recoveryCuts ? "" : ", recovery cut " + recoveryCuts + " times") + ", " + lost() + " lost, " +
            (verdict.recovered() - saying.acked()) + " more than acked, " + verdict.junkBytes() +
            " B of junk, opened in " + verdict.openMs() + " ms, " + verdict.outcome() + ' ' + verdict.detail();
    }
}
