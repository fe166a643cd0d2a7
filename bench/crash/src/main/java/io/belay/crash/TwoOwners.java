package io.belay.crash;

import java.io.IOException;
import java.util.Random;

import io.belay.bench.process.ChildProcess;

/**
 * A node is restarted with a file that exchanges owner and standby, so that both nodes are told to own the same markets,
 * or none does.
 */
record TwoOwners() implements FaultKind
{
    private static final int HOLD_MS_MIN = 500;
    private static final int HOLD_MS_MAX = 2_000;

    @Override
    public String name()
    {
        return "mistake-two-owners";
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

        machine.killNode();
        machine.startNode(pair.files().writeExchanged(machine));
        final ChildProcess mistaken = machine.node();
        machine.excuseEnd();
        mistaken.awaitReady(Machine.END_TIMEOUT_MS);

        return Fault.of(name() + " at " + machine.name(), random.nextInt(HOLD_MS_MIN, HOLD_MS_MAX), () ->
        {
            if (machine.node() == mistaken)
            {
                machine.killNode();
            }
        });
    }
}
