package io.belay.node.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

import io.belay.node.NodeCounters.NodeField;
import io.belay.node.NodeStatus;
import io.belay.wire.Epoch;

/**
 * Writes what is seen of a node once, for people, with all figures in full.
 */
final class StatusText
{
    private StatusText()
    {
    }

    static void print(final NodeStatus status, final List<NodeStatus.Market> markets, final PrintWriter out)
    {
        out.printf("node %s  pid %d %s  since %s  aeron.dir %s%n",
            status.nodeName(), status.pid(), state(status),
            Instant.ofEpochMilli(status.startMs()), status.aeronDirectory());
        out.printf("journal entries %,d  durable %,d%s  clients %d  refused tries %,d  unreadable %,d  errors %,d%n",
            status.journalSequence(), status.journalDurableSequence(), status.journalFailed() ? "  FAILED" : "",
            status.clients(), status.refused(), status.defects(), status.errorCount());
        if (status.alive())
        {
            out.printf("appends %,d  acks %,d  unknown %,d  forces %,d  in the last second: acks p50 %s p99 %s  " +
                "forces p50 %s p99 %s%n",
                status.value(NodeField.APPENDS), status.value(NodeField.ACKS), status.value(NodeField.UNKNOWN),
                status.value(NodeField.FORCES), time(status, NodeField.ACK_P50_NS), time(status, NodeField.ACK_P99_NS),
                time(status, NodeField.FORCE_P50_NS), time(status, NodeField.FORCE_P99_NS));
        }

        if (!markets.isEmpty())
        {
            out.printf("%-20s %-8s %-16s %-8s %2s %14s %14s %14s %8s  %s%n",
                "MARKET", "ROLE", "STATE", "EPOCH", "W", "TXID", "COMMITTED", "POSITION", "LAG", "");
        }

        for (final NodeStatus.Market market : markets)
        {
            out.printf("%-20s %-8s %-16s %-8s %2d %,14d %,14d %,14d %8s  %s%n",
                market.name(), market.role(), market.state(), Epoch.toString(market.epoch()), market.w(),
                market.txid(), market.committedTxid(), market.position(), lag(market),
                market.configDiffers() ? "configuration differs, the journal wins" : "");
        }

        for (final NodeStatus.ObservedError error : status.errors())
        {
            out.printf("error %,d times, last %s: %s%n",
                error.count(), Instant.ofEpochMilli(error.lastMs()), error.firstLine());
        }
    }

    /** In words, how the process is. */
    static String state(final NodeStatus status)
    {
        if (status.starting())
        {
            return "starting";
        }

        if (status.isStalled())
        {
            return "STALLED: not run for " + status.silentMs() / 1000 + " s";
        }

        return status.alive() ? "alive" : "NOT RUNNING";
    }

    private static String time(final NodeStatus status, final NodeField field)
    {
        return ShortFigure.time(status.value(field));
    }

    private static String lag(final NodeStatus.Market market)
    {
        if (!market.isOwner() || 2 != market.w())
        {
            return "-";
        }

        return market.isLagKnown() ? String.format("%,d", market.standbyLag()) : "unknown";
    }
}
