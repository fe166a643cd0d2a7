package io.belay.node.cli;

import java.util.HashMap;
import java.util.Map;

import io.belay.node.NodeCounters.NodeField;
import io.belay.node.NodeStatus;

/**
 * How fast a node's figures grow, from two looks at it. What is not known is no number (NaN): at the first look, and when
 * the node was started again between the two.
 */
final class StatusRates
{
    /** After one look only. */
    static final StatusRates UNKNOWN = new StatusRates(null, null, 0);

    private static final double NS_PER_SECOND = 1e9;

    private final NodeStatus before;
    private final NodeStatus now;
    private final double seconds;
    private final Map<String, NodeStatus.Market> marketsBefore = new HashMap<>();

    private StatusRates(final NodeStatus before, final NodeStatus now, final double seconds)
    {
        this.before = before;
        this.now = now;
        this.seconds = seconds;
        if (null != before)
        {
            before.markets().forEach((market) -> marketsBefore.put(market.name(), market));
        }
    }

    /**
     * @param before    the earlier look, or null.
     * @param now       the later one.
     * @param elapsedNs between them.
     */
    static StatusRates between(final NodeStatus before, final NodeStatus now, final long elapsedNs)
    {
        return null == before || before.instance() != now.instance() || !before.alive() || !now.alive() ||
            elapsedNs <= 0 ? UNKNOWN : new StatusRates(before, now, elapsedNs / NS_PER_SECOND);
    }

    boolean isKnown()
    {
        return null != before;
    }

    /** Between the two looks; 0 when there was one only. */
    double seconds()
    {
        return seconds;
    }

    double perSecond(final NodeField field)
    {
        return isKnown() ? rate(before.value(field), now.value(field)) : Double.NaN;
    }

    /** Entries of the journal. */
    double entriesPerSecond()
    {
        return perSecond(NodeField.JOURNAL_SEQUENCE);
    }

    /** Frames numbered by the owner, or made durable by the standby. */
    double framesPerSecond(final NodeStatus.Market market)
    {
        final NodeStatus.Market earlier = marketsBefore.get(market.name());

        return null == earlier ? Double.NaN : rate(earlier.txid(), market.txid());
    }

    /** Frames that became known as committed. */
    double commitsPerSecond(final NodeStatus.Market market)
    {
        final NodeStatus.Market earlier = marketsBefore.get(market.name());

        return null == earlier ? Double.NaN : rate(earlier.committedTxid(), market.committedTxid());
    }

    /** A number may go back, as when an owner gives up what its own journal has lost; that is no rate. */
    private double rate(final long from, final long to)
    {
        return Math.max(0, to - from) / seconds;
    }
}
