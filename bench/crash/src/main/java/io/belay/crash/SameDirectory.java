package io.belay.crash;

import java.io.IOException;
import java.util.List;
import java.util.Random;

import io.belay.bench.process.ChildProcess;
import io.belay.crash.Violations.Kind;

/**
 * A node is started on the directory of one that runs: with the very same file, or with another port and driver.
 */
record SameDirectory() implements FaultKind
{
    private static final int EXIT_PRECONDITION = 6;

    @Override
    public String name()
    {
        return "mistake-same-directory";
    }

    @Override
    public String whyNot(final Workbench bench)
    {
        return null;
    }

    @Override
    public boolean isForTheLiving()
    {
        return true;
    }

    @Override
    public Fault inject(final Pair pair, final Random random) throws IOException, InterruptedException
    {
        final Machine machine = pair.machine(random.nextInt(2));
        final boolean isTwin = random.nextBoolean();
        if (!machine.isNodeAlive())
        {
            return Fault.missed(name() + " found " + machine.name() + " dead");
        }

        try (ChildProcess second = machine.start("second", List.of("node", (isTwin ?
            pair.files().writeTwin(machine) : pair.files().write(machine)).toString()), false, "READY node"))
        {
            final boolean hasEnded = second.awaitEnd(Machine.END_TIMEOUT_MS);
            if (machine.isNodeAlive() && (!hasEnded || EXIT_PRECONDITION != second.exitCode()))
            {
                pair.violations().add(Kind.PROCESS, "a second node in the directory of " + machine.name() + " " +
                    (hasEnded ? "ended with " + second.exitCode() : "runs") + ": " + second.lastWords());
            }

            return Fault.over(name() + " at " + machine.name() + (isTwin ? ", with a driver of its own" : ""));
        }
    }
}
