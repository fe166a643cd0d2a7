package io.belay.node;

import java.util.ArrayList;
import java.util.List;

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
            roles.add(new MarketRoles(definition.keptAs(journal.get(definition.marketId())), definition));
        }

        return roles;
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
