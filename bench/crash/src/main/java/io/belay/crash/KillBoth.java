package io.belay.crash;

import java.util.Random;

/**
 * {@code kill -9} of both nodes, one right after the other.
 */
record KillBoth() implements FaultKind
{
    @Override
    public String name()
    {
        return "kill-both";
    }

    @Override
    public String whyNot(final Workbench bench)
    {
        return null;
    }

    @Override
    public Fault inject(final Pair pair, final Random random) throws InterruptedException
    {
        final int first = random.nextInt(2);
        pair.machine(first).killNode();
        pair.machine(1 - first).killNode();

        return Fault.over(name() + ", " + pair.machine(first).name() + " first");
    }
}
