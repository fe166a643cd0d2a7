package io.belay.crash;

import java.io.IOException;
import java.util.Random;

import io.belay.crash.Violations.Kind;

/**
 * An operator stops a node in order, which must take only a moment, and starts it again.
 */
record Restart() implements FaultKind
{
    private static final int EXIT_TERMINATED = 143;

    @Override
    public String name()
    {
        return "operator-restart";
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
        if (!machine.isNodeAlive())
        {
            return Fault.missed(name() + " found " + machine.name() + " dead");
        }

        machine.excuseEnd();
        machine.node().terminate();
        if (!machine.node().awaitEnd(Machine.END_TIMEOUT_MS))
        {
            pair.violations().add(Kind.PROCESS, machine.name() + "'s node does not stop when it is told to");
            machine.killNode();
        }
        else if (EXIT_TERMINATED != machine.node().exitCode())
        {
            pair.violations().add(Kind.PROCESS, machine.name() + "'s node was told to stop and ended with " +
                machine.node().exitCode() + ": " + machine.node().lastWords());
        }

        machine.noticeDown("its node was stopped");

        return Fault.over(name() + " of " + machine.name());
    }
}
