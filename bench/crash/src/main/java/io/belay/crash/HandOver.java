package io.belay.crash;

import java.util.Random;

import io.belay.crash.Violations.Kind;

/**
 * An operator tells the owner of a market to hand it over to its standby, which it must do when nothing is wrong.
 */
record HandOver() implements FaultKind
{
    @Override
    public String name()
    {
        return "operator-handover";
    }

    @Override
    public String whyNot(final Workbench bench)
    {
        return null;
    }

    @Override
    public Fault inject(final Pair pair, final Random random)
    {
        final int market = random.nextInt(Layout.MARKETS.size());
        final boolean isDue = pair.isCalm();
        final Machine owner = pair.machine(pair.owner(market));
        final Machine standby = pair.machine(1 - owner.index());
        if (!owner.isNodeAlive())
        {
            return Fault.missed(name() + " found " + owner.name() + " dead");
        }

        final String[] words = {"handover", "--market", Layout.MARKETS.get(market), "--to", standby.name()};
        final OwnerOrder order = isDue ? OwnerOrder.insist(pair, owner, words) : OwnerOrder.give(owner, words);
        if (isDue && !order.isDone() && pair.isAlive())
        {
            pair.violations().add(Kind.COMMAND, "nothing was wrong, but: " + order.said());
        }

        final String text = name() + " from " + owner.name() + ": " + order.said();

        return order.isDone() ? Fault.over(text) : Fault.missed(text);
    }
}
