package io.belay.crash;

import java.io.IOException;
import java.util.Random;

/**
 * What one machine sends does not reach the other, or nothing reaches any of them.
 */
record Partition(boolean isOneWay) implements FaultKind
{
    private static final int HOLD_MS_MIN = 300;
    private static final int HOLD_MS_MAX = 4_000;

    @Override
    public String name()
    {
        return isOneWay ? "partition-one-way" : "partition-full";
    }

    @Override
    public String whyNot(final Workbench bench)
    {
        return bench.whyNoNamespaces();
    }

    @Override
    public boolean fits(final Layout layout)
    {
        return layout.isWired();
    }

    @Override
    public Fault inject(final Pair pair, final Random random) throws IOException
    {
        final Namespaces namespaces = pair.bench().namespaces();
        final int machine = random.nextInt(2);
        namespaces.cut(machine);
        if (!isOneWay)
        {
            namespaces.cut(1 - machine);
        }

        final long fromNs = System.nanoTime();
        final long holdMs = random.nextInt(HOLD_MS_MIN, HOLD_MS_MAX);

        return Fault.of(name() + (isOneWay ? " from " + pair.machine(machine).name() : "") + " " + holdMs + " ms", holdMs, () ->
        {
            pair.silences().add(new Span(fromNs, System.nanoTime(), name()));
            namespaces.connect(machine);
            namespaces.connect(1 - machine);
        });
    }
}
