package io.belay.node;

import java.util.ArrayList;
import java.util.List;

import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;
import io.belay.journal.Markets;
import io.belay.replication.MarketDefinition;

/**
 * Who keeps each market: configuration seeds an empty market, later the newest established epoch of the journal wins.
 *
 * @param effective  what holds.
 * @param configured what the configuration says.
 */
record MarketRoles(MarketDefinition effective, MarketDefinition configured)
{
    static List<MarketRoles> of(final List<MarketDefinition> configured, final Markets journal)
    {
        final List<MarketRoles> roles = new ArrayList<>();
        for (final MarketDefinition definition : configured)
        {
            roles.add(new MarketRoles(effective(definition, journal.get(definition.marketId())), definition));
        }

        return roles;
    }

    private static MarketDefinition effective(final MarketDefinition configured, final MarketHistory history)
    {
        if (null == history || history.chain().isEmpty())
        {
            return configured;
        }

        final EpochChain chain = history.chain();
        final int newest = chain.newestEstablished() < 0 ? chain.size() - 1 : chain.newestEstablished();

        return new MarketDefinition(
            configured.name(),
            configured.marketId(),
            chain.ownerNodeId(newest),
            chain.standbyNodeId(newest),
            chain.w(newest),
            configured.degradeAfterNs());
    }

    boolean differs()
    {
        return !effective.equals(configured);
    }

    boolean isOwner(final int nodeId)
    {
        return effective.ownerNodeId() == nodeId;
    }

    boolean isStandby(final int nodeId)
    {
        return effective.standbyNodeId() == nodeId;
    }
}
