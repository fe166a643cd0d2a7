package io.belay.crash;

import java.io.IOException;
import java.util.Random;

import io.belay.bench.process.ChildProcess;

/**
 * {@code kill -9} of one process.
 */
record Kill(Target target) implements FaultKind
{
    @Override
    public String name()
    {
        return "kill-" + target.label();
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
    public Fault inject(final Pair pair, final Random random) throws IOException, InterruptedException
    {
        final Machine machine = target.machine(pair, random);
        if (target.isNode())
        {
            if (!machine.isNodeAlive())
            {
                return Fault.missed(name() + " found it dead");
            }

            machine.killNode();

            return Fault.over(name() + " " + machine.name());
        }

        final ChildProcess process = target.process(machine, random);
        if (!process.isAlive())
        {
            return Fault.missed(name() + " found it dead");
        }

        Machine.kill(process);

        return Fault.over(name() + " of " + machine.name());
    }
}
