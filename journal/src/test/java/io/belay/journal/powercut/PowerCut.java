package io.belay.journal.powercut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.belay.journal.RiggedDisk.Omission;
import io.belay.journal.powercut.PowerSwitch.WriteBack;

/**
 * One cut: a writer runs, its file system loses its power, the writer is killed, the power comes back, and a recovery
 * says what is there.
 */
final class PowerCut
{
    private static final long TIMEOUT_S = 120;
    private static final int PAGE = 4096;
    /** Up to here lie a file's header page and the queue's indexes, before its first entry. */
    private static final int HEAD_BYTES = 140 << 10;
    private static final int AROUND_BYTES = 128 << 10;
    private static final int PIECE = 1 << 20;
    private static final int ROLL_STEPS = 5;
    private static final int OPENING_STEPS = 14;

    private final Storage storage;
    private final FileSystem fileSystem;
    private final Variant variant;
    private final Path work;
    private final CutArguments arguments;
    private final Random random;
    private final long runMs;

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
    }

    CutResult run() throws IOException, InterruptedException
    {
        final Witness.Saying saying = cutWriter();
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
                saying = power.cut(writeBacks(witness.cycleOffset()));
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
            case EVERY_FORCE, FILE_START -> Variant.Moment.ANY_TIME;
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
        while (!condition.getAsBoolean())
        {
            if (!process.isAlive() || System.nanoTime() - endNs > 0)
            {
                throw new IOException("what was waited for did not happen; the process said " + process.said());
            }

            LockSupport.parkNanos(20_000);
        }
    }

    /** Whether the recovery was cut before the journal was open. */
    private boolean cutRecovery(final long acked) throws IOException
    {
        final boolean isHeld = 0 != random.nextInt(3);
        final Witness.Saying saying;
        try (Witness witness = Witness.create(work))
        {
            witness.holdStep(isHeld ? random.nextInt(OPENING_STEPS) : Witness.NO_STEP);
            try (PowerSwitch power = PowerSwitch.open(witness, storage.power());
                JavaProcess recovery = start(CutRecovery.class, arguments.with(witness.path(), isHeld, acked)))
            {
                await(recovery, () -> 0 != witness.phase());
                if (isHeld)
                {
                    await(recovery, () -> witness.isHeld() || Witness.OPEN == witness.phase());
                }
                else
                {
                    pause(random.nextInt(200));
                }

                saying = power.cut(writeBacks(0));
            }
        }

        storage.restart();

        return Witness.OPENING == saying.phase();
    }

    /** Some of what the kernel could write of its own accord, so that later pages are on the disk before earlier ones. */
    private List<WriteBack> writeBacks(final long cycleOffset) throws IOException
    {
        final List<WriteBack> all = new ArrayList<>();
        if (!variant.isReordered())
        {
            return all;
        }

        for (final Path file : filesOf(storage.journal().resolve("queue")))
        {
            all.add(new WriteBack(file, 0, PAGE));
            all.add(page(file, random.nextInt(HEAD_BYTES)));
            all.add(page(file, random.nextInt(HEAD_BYTES)));
            for (int i = 0; i < 12; i++)
            {
                all.add(page(file, cycleOffset + HEAD_BYTES + random.nextInt(2 * AROUND_BYTES) - AROUND_BYTES));
            }
        }

        if (null != storage.cached())
        {
            final long pieces = Files.size(storage.cached()) / PIECE;
            for (long i = 0; i < pieces; i++)
            {
                if (random.nextBoolean())
                {
                    all.add(new WriteBack(storage.cached(), i * PIECE, PIECE));
                }
            }
        }

        return all;
    }

    private static WriteBack page(final Path file, final long offset)
    {
        return new WriteBack(file, offset & -PAGE, PAGE);
    }

    /** The cycle files that are being written, mostly one. */
    private static List<Path> filesOf(final Path directory) throws IOException
    {
        if (!Files.isDirectory(directory))
        {
            return List.of();
        }

        try (Stream<Path> paths = Files.list(directory))
        {
            final List<Path> files = paths.filter(path -> path.toString().endsWith(".cq4")).sorted().toList();

            return files.subList(Math.max(0, files.size() - 2), files.size());
        }
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
