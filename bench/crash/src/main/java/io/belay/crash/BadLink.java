package io.belay.crash;

import java.io.IOException;
import java.util.Random;

/**
 * A share of the packets between the machines is lost, or arrives twice.
 */
record BadLink(boolean isLossy) implements FaultKind
{
    private static final int HOLD_MS_MIN = 1_000;
    private static final int HOLD_MS_MAX = 3_000;
    private static final int PERCENT_MIN = 3;
    private static final int PERCENT_MAX = 30;

    @Override
    public String name()
    {
        return isLossy ? "link-loss" : "link-duplicates";
    }

    @Override
    public String whyNot(final Workbench bench)
    {
        return null != bench.whyNoNamespaces() ? bench.whyNoNamespaces() : Program.isThere("nft") ? null : "no nft";
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
        final int percent = random.nextInt(PERCENT_MIN, PERCENT_MAX);
        for (int machine = 0; machine < 2; machine++)
        {
            if (isLossy)
            {
                namespaces.lose(machine, percent);
            }
            else
            {
                namespaces.duplicate(machine, percent);
            }
        }

        return Fault.of(name() + " " + percent + " %", random.nextInt(HOLD_MS_MIN, HOLD_MS_MAX), () ->
        {
            namespaces.quiet(0);
            namespaces.quiet(1);
        });
    }
}
