package io.belay.node.cli;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.belay.node.NodeStatus;

/**
 * In which order markets are shown.
 */
enum MarketOrder
{
    /** By name. */
    NAME,
    /** Most frames a second first. */
    RATE,
    /** The one whose slower replica is furthest behind in time first, then in entries. */
    LAG,
    /** Longest p99 of acks first. */
    LATENCY;

    List<NodeStatus.Market> of(final List<NodeStatus.Market> markets, final StatusRates rates)
    {
        return markets.stream().sorted(order(rates).thenComparing(NodeStatus.Market::name)).toList();
    }

    private Comparator<NodeStatus.Market> order(final StatusRates rates)
    {
        return switch (this)
        {
            case NAME -> Comparator.comparing(NodeStatus.Market::name);
            case RATE -> most(rates::framesPerSecond);
            case LAG -> most((market) -> Math.max(market.ownLagNs(), market.standbyLagNs()))
                .thenComparing(most((market) -> Math.max(market.ownLag(), market.standbyLag())));
            case LATENCY -> most(NodeStatus.Market::ackP99Ns);
        };
    }

    /** What is not known comes last. */
    private static Comparator<NodeStatus.Market> most(final ToDoubleFunction<NodeStatus.Market> figure)
    {
        return Comparator.comparingDouble((market) ->
        {
            final double value = figure.applyAsDouble(market);

            return Double.isNaN(value) ? Double.POSITIVE_INFINITY : -value;
        });
    }
}
