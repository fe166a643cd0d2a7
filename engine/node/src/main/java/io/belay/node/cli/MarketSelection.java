package io.belay.node.cli;

import java.util.List;
import java.util.Set;

import io.belay.node.NodeStatus;

/**
 * Which markets are shown, and in which order.
 *
 * @param names of those wanted; all when it is empty.
 * @param order of them.
 */
record MarketSelection(Set<String> names, MarketOrder order)
{
    List<NodeStatus.Market> of(final NodeStatus status, final StatusRates rates)
    {
        return order.of(
            status.markets().stream().filter((market) -> names.isEmpty() || names.contains(market.name())).toList(),
            rates);
    }

    /** Those wanted that the node does not keep. */
    List<String> absent(final NodeStatus status)
    {
        return names.stream()
            .filter((name) -> status.markets().stream().noneMatch((market) -> market.name().equals(name)))
            .toList();
    }
}
