package io.belay.crash;

import java.io.IOException;
import java.util.Random;

import io.belay.bench.process.ChildProcess;

/**
 * SIGSTOP of one process, for longer than some timeouts or longer than all of them; then SIGCONT.
 */
record Pause(Target target) implements FaultKind
{
    /** Longer than the replica's, shorter than the driver's. */
    private static final int SHORT_MS_MIN = 600;
    private static final int SHORT_MS_MAX = 2_000;
    /** Longer than the driver waits for its clients, and these for it. */
    private static final int LONG_MS_MIN = 4_500;
    private static final int LONG_MS_MAX = 6_000;

    @Override
    public String name()
    {
        return "pause-" + target.label();
    }

    @Override
    public String whyNot(final Workbench bench)
    {
        return null;
    }

    @Override
    public boolean fits(final Layout layout)
    {
        return target.isIn(layout);
    }

    @Override
    public boolean isForTheLiving()
    {
        return true;
    }

    @Override
    public Fault inject(final Pair pair, final Random random) throws IOException
    {
        final Machine machine = target.machine(pair, random);
        final ChildProcess process = target.process(machine, random);
        final long holdMs = 0 == random.nextInt(3) ?
            random.nextInt(LONG_MS_MIN, LONG_MS_MAX) : random.nextInt(SHORT_MS_MIN, SHORT_MS_MAX);
        if (!process.isAlive())
        {
            return Fault.missed(name() + " found it dead");
        }

        Machine.signal(process, "STOP");
        pair.isPaused(true);

        return Fault.of(name() + " of " + machine.name() + " " + holdMs + " ms", holdMs, () ->
        {
            pair.isPaused(false);
            if (process.isAlive())
            {
                Machine.signal(process, "CONT");
            }
        });
    }
}
