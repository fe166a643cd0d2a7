package io.belay.bench.replay;

import io.belay.journal.tools.ReplayOrder;
import io.belay.journal.tools.ReplayTarget;
import io.belay.journal.tools.ReplayTargetProvider;

/**
 * Makes the sample order books a target of replays.
 */
public final class BookTargets implements ReplayTargetProvider
{
    private static final String NAME = "book";

    @Override
    public String form()
    {
        return NAME;
    }

    @Override
    public boolean isMeant(final String name)
    {
        return NAME.equals(name);
    }

    @Override
    public ReplayTarget open(final ReplayOrder order)
    {
        return new BookTarget(order.names());
    }
}
