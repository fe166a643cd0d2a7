package io.belay.crash;

import java.io.IOException;
import java.util.Random;

import io.belay.crash.Violations.Kind;

/**
 * An operator promotes the standby of a market. An owner that lives hands it over. One that was killed is silent: then
 * the standby goes on alone if it has the right to, and must be refused if the owner had it.
 */
record Promote(boolean isOwnerKilled) implements FaultKind
{
    private static final int PROGRESS_MAX = 200;
    private static final long PROGRESS_TIMEOUT_MS = 3_000;

    @Override
    public String name()
    {
        return isOwnerKilled ? "operator-promote-alone" : "operator-promote";
    }

    @Override
    public String whyNot(final Workbench bench)
    {
        return null;
    }

    @Override
    public Fault inject(final Pair pair, final Random random) throws IOException, InterruptedException
    {
        final int market = random.nextInt(Layout.MARKETS.size());
        final boolean isCalm = pair.isCalm();
        final Machine owner = pair.machine(pair.owner(market));
        final Machine standby = pair.machine(1 - owner.index());
        if (!standby.isNodeAlive())
        {
            return Fault.missed(name() + " found " + standby.name() + " dead");
        }

        if (isOwnerKilled)
        {
            owner.killNode();
        }

        final String[] words = {"promote", "--market", Layout.MARKETS.get(market)};
        final OwnerOrder order = isCalm && !isOwnerKilled ?
            OwnerOrder.insist(pair, standby, words) : OwnerOrder.give(standby, words);
        final boolean isDue = !isOwnerKilled || !pair.layout().degrade();
        if (isCalm && isDue != order.isDone() && isAsItWas(pair, standby))
        {
            pair.violations().add(Kind.COMMAND,
                (isDue ? "nothing was against it, but: " : "the dead owner had the right, but: ") + order.said());
        }

        if (order.isDone())
        {
            pair.awaitProgress(1 + random.nextInt(PROGRESS_MAX), PROGRESS_TIMEOUT_MS);
        }

        return Fault.over(name() + " of " + standby.name() + ": " + order.said());
    }

    /** Whether nothing else has gone wrong meanwhile, late from a fault that is over. */
    private boolean isAsItWas(final Pair pair, final Machine standby)
    {
        return isOwnerKilled ? standby.isNodeAlive() : pair.isAlive();
    }
}
