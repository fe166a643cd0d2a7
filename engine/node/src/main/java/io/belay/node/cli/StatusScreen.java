package io.belay.node.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import io.belay.node.NodeCounters.NodeField;
import io.belay.node.NodeStatus;

/**
 * One picture of a node that is watched: figures in short, in at most so many columns and rows.
 */
final class StatusScreen
{
    private static final int NAME_LENGTH = 14;
    private static final int STATE_LENGTH = 10;
    /** What a row has beside the market's name. */
    private static final int FIGURES_LENGTH = 65;
    private static final int ERRORS_MAX = 3;
    private static final int ROWS_MIN = 3;

    private final List<String> lines = new ArrayList<>();
    private final NodeStatus status;
    private final StatusRates rates;
    private final int columns;
    private final int rows;

    private StatusScreen(final NodeStatus status, final StatusRates rates, final int columns, final int rows)
    {
        this.status = status;
        this.rates = rates;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * @param status  of the node.
     * @param markets to show, in their order.
     * @param rates   of the node.
     * @param order   of the markets, to be named.
     * @param columns that a line may have, at least 79 when it is to be of use.
     * @param rows    that all lines together may have; some markets are shown whatever it is.
     * @return the lines.
     */
    static List<String> of(
        final NodeStatus status,
        final List<NodeStatus.Market> markets,
        final StatusRates rates,
        final MarketOrder order,
        final int columns,
        final int rows)
    {
        final StatusScreen screen = new StatusScreen(status, rates, columns, rows);
        screen.node();
        screen.figures();
        screen.markets(markets, order);
        screen.errors();

        return screen.lines;
    }

    private void node()
    {
        final boolean isUp = status.alive() || status.starting();
        line(Instant.ofEpochMilli(System.currentTimeMillis()).toString().substring(11, 19) + "Z  node " +
            status.nodeName() + "  pid " + status.pid() + "  " + StatusText.state(status) +
            (isUp ? "  up " + ShortFigure.time((System.currentTimeMillis() - status.startMs()) * 1_000_000) :
                ": waiting until it is started again"));
    }

    private void figures()
    {
        line(String.format(Locale.ROOT, "appends  %5s/s  acks %5s/s  refused %5s/s  unknown %5s/s  clients %s",
            rate(NodeField.APPENDS), rate(NodeField.ACKS), rate(NodeField.APPENDS_REFUSED), rate(NodeField.UNKNOWN),
            ShortFigure.count(status.clients())));
        line(String.format(Locale.ROOT, "acks     p50 %5s  p99 %5s  p99.9 %5s  max %5s  (owner, last second)",
            time(NodeField.ACK_P50_NS), time(NodeField.ACK_P99_NS), time(NodeField.ACK_P999_NS),
            time(NodeField.ACK_MAX_NS)));
        line(String.format(Locale.ROOT, "forces   p50 %5s  p99 %5s  max   %5s  %5s/s",
            time(NodeField.FORCE_P50_NS), time(NodeField.FORCE_P99_NS), time(NodeField.FORCE_MAX_NS),
            rate(NodeField.FORCES)));
        line(String.format(Locale.ROOT, "journal  %5s entries/s  %5s bytes/s  durable %,d%s",
            rate(NodeField.JOURNAL_SEQUENCE), rate(NodeField.JOURNAL_BYTES), status.journalDurableSequence(),
            status.journalFailed() ? "  FAILED" : ""));
        line(String.format(Locale.ROOT, "heap     owner thread %5s bytes/s  journal thread %5s bytes/s",
            rate(NodeField.OWNER_ALLOCATED), rate(NodeField.JOURNAL_ALLOCATED)));
        line(String.format(Locale.ROOT, "errors   %5s  %5s/s  unreadable messages %s",
            ShortFigure.count(status.errorCount()), rate(NodeField.ERRORS), ShortFigure.count(status.defects())));
    }

    private String rate(final NodeField field)
    {
        return ShortFigure.count(rates.perSecond(field));
    }

    private String time(final NodeField field)
    {
        return ShortFigure.time(status.value(field));
    }

    private void markets(final List<NodeStatus.Market> markets, final MarketOrder order)
    {
        if (markets.isEmpty())
        {
            return;
        }

        final int longest = markets.stream().mapToInt((market) -> market.name().length()).max().orElse(0);
        final int nameLength = Math.max(NAME_LENGTH, Math.min(longest, columns - FIGURES_LENGTH));
        final int room = rows - lines.size() - 4 - Math.min(ERRORS_MAX, status.errors().size());
        final int shown = Math.min(markets.size(), Math.max(ROWS_MIN, room));
        line(" ".repeat(nameLength + 18) + "|-- own journal -|---- standby ----|--- acks --");
        line(String.format(Locale.ROOT, "%-" + nameLength + "s %-10s %5s %5s %5s %5s %5s %5s %5s %5s %5s",
            "MARKET", "STATE", "/s", "LAG", "BYTES", "TIME", "LAG", "BYTES", "TIME", "P50", "P99"));
        for (final NodeStatus.Market market : markets.subList(0, shown))
        {
            line(row(market, nameLength));
        }

        if (shown < markets.size())
        {
            line(String.format(Locale.ROOT, "and %,d more of %,d, sorted by %s (--sort, --market, --rows)",
                markets.size() - shown, markets.size(), order.name().toLowerCase(Locale.ROOT)));
        }
    }

    private String row(final NodeStatus.Market market, final int nameLength)
    {
        final String rate = ShortFigure.count(rates.framesPerSecond(market));
        // The long states are those of a market that takes nothing.
        final String state = market.state().length() > STATE_LENGTH ?
            String.format(Locale.ROOT, "%-16s", cut(market.state(), STATE_LENGTH + 6)) :
            String.format(Locale.ROOT, "%-10s %5s", market.state(), rate);
        final boolean hasLag = market.isOwner();
        final boolean hasStandby = hasLag && 2 == market.w();
        final boolean isKnown = market.isLagKnown();

        return String.format(Locale.ROOT, "%-" + nameLength + "s %s %5s %5s %5s %5s %5s %5s %5s %5s",
            cut(market.name(), nameLength),
            state,
            lag(hasLag, true, market.ownLag()),
            lag(hasLag, true, market.ownLagBytes()),
            ShortFigure.time(market.ownLagNs()),
            lag(hasStandby, isKnown, market.standbyLag()),
            lag(hasStandby, isKnown, market.standbyLagBytes()),
            ShortFigure.time(market.standbyLagNs()),
            ShortFigure.time(market.ackP50Ns()),
            ShortFigure.time(market.ackP99Ns()));
    }

    private static String lag(final boolean isThere, final boolean isKnown, final long lag)
    {
        if (!isThere)
        {
            return "-";
        }

        return isKnown ? ShortFigure.count(lag) : "?";
    }

    private void errors()
    {
        status.errors().stream()
            .sorted(Comparator.comparingLong(NodeStatus.ObservedError::lastMs).reversed())
            .limit(ERRORS_MAX)
            .forEach((error) -> line("error " + Instant.ofEpochMilli(error.lastMs()).toString().substring(0, 19) +
                "Z " + ShortFigure.count(error.count()) + "x " + error.firstLine()));
    }

    private void line(final String text)
    {
        lines.add(cut(text.stripTrailing(), columns));
    }

    private static String cut(final String text, final int length)
    {
        return text.length() <= length ? text : text.substring(0, length - 1) + "~";
    }
}
