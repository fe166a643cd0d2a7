package io.belay.journal.powercut;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.belay.journal.RiggedDisk.Omission;

/**
 * One cut: a writer runs, its file system loses its power, the writer is killed, the power comes back, and a recovery
 * says what is there.
 */
final class PowerCut
{
    private static final long TIMEOUT_S = 120;
    private static final int ROLL_STEPS = 5;
    private static final int OPENING_STEPS = 14;
    private static final int OPENING_MS = 500;

    private final Storage storage;
    private final FileSystem fileSystem;
    private final Variant variant;
    private final Path work;
    private final CutArguments arguments;
    private final Random random;
    private final long runMs;
    private final WriteBackPlan writeBacks;

    /**
     * @param storage   that is cut, with or without a journal on it.
     * @param work      folder on another file system.
     * @param arguments of the writer, but for its witness.
     * @param runMs     longest time that the writer runs.
     */
    PowerCut(
        final Storage storage,
        final FileSystem fileSystem,
        final Variant variant,
        final Path work,
        final CutArguments arguments,
        final Random random,
        final long runMs)
    {
        this.storage = storage;
        this.fileSystem = fileSystem;
        this.variant = variant;
        this.work = work;
        this.arguments = arguments;
        this.random = random;
        this.runMs = runMs;
        this.writeBacks = new WriteBackPlan(storage, arguments.cycleBytes(), variant.isReordered(), random);
    }

    CutResult run() throws IOException, InterruptedException
    {
        final Witness.Saying saying = Variant.IN_CREATION == variant ? Witness.Saying.NOTHING : cutWriter();
        int recoveryCuts = 0;
        for (int i = variant.isInRecovery() ? 1 + random.nextInt(3) : 0; i > 0; i--)
        {
            recoveryCuts += cutRecovery(saying.acked()) ? 1 : 0;
        }

        return new CutResult(
            variant, fileSystem, arguments.omission(), saying, recoveryCuts, recover(saying.acked()));
    }

    private Witness.Saying cutWriter() throws IOException
    {
        final Variant.Moment moment = moment();
        final boolean isHeld = Variant.Moment.HELD_AT_ROLL == moment;
        final Witness.Saying saying;
        try (Witness witness = Witness.create(work);
            JavaProcess writer = start(CutWriter.class, arguments.with(witness.path(), isHeld, 0)))
        {
            await(writer, () -> Witness.OPEN == witness.phase());
            try (PowerSwitch power = PowerSwitch.open(witness, storage.power()))
            {
                await(moment, witness, writer);
                saying = power.cut(writeBacks.plan(witness.cycleOffset()));
            }
        }

        storage.restart();

        return saying;
    }

    /** A step that is left out at rolls only is missed only right after the acknowledgement of one. */
    private Variant.Moment moment()
    {
        return switch (arguments.omission())
        {
            case NOTHING -> variant.moment(random);
            case EVERY_FORCE, FILE_START, RECOVERED_COPY -> Variant.Moment.ANY_TIME;
            case ROLLED_FILE, DIRECTORY -> Variant.Moment.HELD_AT_ROLL;
        };
    }

    private JavaProcess start(final Class<?> main, final CutArguments with) throws IOException
    {
        return JavaProcess.start(main, work.resolve(main.getSimpleName() + ".txt"), with.toArray());
    }

    private void await(final Variant.Moment moment, final Witness witness, final JavaProcess writer) throws IOException
    {
        pause(random.nextInt((int)runMs));
        final long rolls = witness.rolls();
        switch (moment)
        {
            case ANY_TIME ->
            {
            }
            case IN_SYNC -> await(writer, witness::isSyncing);
            case AT_ROLL -> await(writer, () -> rolls != witness.rolls());
            case HELD_AT_ROLL ->
            {
                witness.holdStep(
                    Omission.NOTHING == arguments.omission() ? random.nextInt(ROLL_STEPS) : ROLL_STEPS - 1);
                await(writer, witness::isHeld);
            }
        }
    }

    private static void pause(final long ms)
    {
        final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        for (long leftNs = endNs - System.nanoTime(); leftNs > 0; leftNs = endNs - System.nanoTime())
        {
            LockSupport.parkNanos(leftNs);
        }
    }

    private static void await(final JavaProcess process, final BooleanSupplier condition) throws IOException
    {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        boolean isAlive = process.isAlive();
        while (!condition.getAsBoolean())
        {
            if (!isAlive || System.nanoTime() - endNs > 0)
            {
                throw new IOException("what was waited for did not happen; the process said " + process.said());
            }

            LockSupport.parkNanos(20_000);
            isAlive = process.isAlive();
        }
    }

    /** Whether the recovery was cut before the journal was open. */
    private boolean cutRecovery(final long acked) throws IOException
    {
        // A copy that was not forced is missed once the original has surely lost its name: when all is done.
        final boolean isControl = Omission.NOTHING != arguments.omission();
        final boolean isHeld = isControl || 0 != random.nextInt(3);
        final Witness.Saying saying;
        try (Witness witness = Witness.create(work))
        {
            witness.holdStep(
                isHeld && !isControl ? random.nextInt(OPENING_STEPS) : Witness.NO_STEP);
            try (PowerSwitch power = PowerSwitch.open(witness, storage.power());
                JavaProcess recovery = start(CutRecovery.class, arguments.with(witness.path(), isHeld, acked)))
            {
                await(recovery, () -> 0 != witness.phase());
                pause(isHeld ? 0 : random.nextInt(OPENING_MS));
                // It may also refuse to open, which the last recovery will say.
                await(recovery, () ->
                    !isHeld || witness.isHeld() || Witness.OPEN == witness.phase() || !recovery.isAlive());

                saying = power.cut(writeBacks.plan(0));
            }
        }

        storage.restart();

        return Witness.OPENING == saying.phase();
    }

    private Verdict recover(final long acked) throws IOException, InterruptedException
    {
        try (Witness witness = Witness.create(work);
            JavaProcess recovery = start(CutRecovery.class, arguments.with(witness.path(), false, acked)))
        {
            if (!recovery.await(TIMEOUT_S))
            {
                return Verdict.wrong("the recovery did not end: " + recovery.said());
            }

            return recovery.said().stream()
                .map(Verdict::parse)
                .filter(verdict -> null != verdict)
                .findFirst()
                .orElse(Verdict.wrong("no verdict: " + recovery.said()));
        }
    }
}
