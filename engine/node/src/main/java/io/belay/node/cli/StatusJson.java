package io.belay.node.cli;

import java.util.List;
import java.util.Locale;

import io.belay.node.NodeCounters.NodeField;
import io.belay.node.NodeStatus;
import io.belay.wire.MarketId;

/**
 * Writes what is seen of a node as one JSON object on one line. Rates are null while they are not known.
 */
final class StatusJson
{
    private final StringBuilder text = new StringBuilder(1024);
    private final NodeStatus status;
    private final StatusRates rates;

    private StatusJson(final NodeStatus status, final StatusRates rates)
    {
        this.status = status;
        this.rates = rates;
    }

    /**
     * @param status  of the node.
     * @param markets to list, in their order.
     * @param rates   of the node, or null to list none.
     */
    static String of(final NodeStatus status, final List<NodeStatus.Market> markets, final StatusRates rates)
    {
        final StatusJson json = new StatusJson(status, rates);
        json.node();
        json.text.append(",\"markets\":[");
        String separator = "";
        for (final NodeStatus.Market market : markets)
        {
            json.text.append(separator);
            json.market(market);
            separator = ",";
        }

        json.text.append(']');
        json.errors();

        return json.text.append('}').toString();
    }

    /** Of a node that cannot be read now. */
    static String waiting(final String why)
    {
        return "{\"alive\":false,\"why\":" + quote(why) + "}";
    }

    private void node()
    {
        text.append("{\"node\":").append(quote(status.nodeName()))
            .append(",\"pid\":").append(status.pid())
            .append(",\"alive\":").append(status.alive())
            .append(",\"starting\":").append(status.starting())
            .append(",\"stalled\":").append(status.isStalled())
            .append(",\"silentMs\":").append(status.silentMs())
            .append(",\"startMs\":").append(status.startMs())
            .append(",\"aeronDir\":").append(quote(status.aeronDirectory()))
            .append(",\"journal\":{\"sequence\":").append(status.journalSequence())
            .append(",\"durableSequence\":").append(status.journalDurableSequence())
            .append(",\"failed\":").append(status.journalFailed());
        figure("bytes", NodeField.JOURNAL_BYTES);
        figure("forces", NodeField.FORCES);
        figure("forceP50Ns", NodeField.FORCE_P50_NS);
        figure("forceP99Ns", NodeField.FORCE_P99_NS);
        figure("forceMaxNs", NodeField.FORCE_MAX_NS);
        text.append("},\"clients\":").append(status.clients())
            .append(",\"refusedTries\":").append(status.refused())
            .append(",\"unreadable\":").append(status.defects());
        figure("appends", NodeField.APPENDS);
        figure("acks", NodeField.ACKS);
        figure("unknown", NodeField.UNKNOWN);
        figure("ackP50Ns", NodeField.ACK_P50_NS);
        figure("ackP99Ns", NodeField.ACK_P99_NS);
        figure("ackP999Ns", NodeField.ACK_P999_NS);
        figure("ackMaxNs", NodeField.ACK_MAX_NS);
        figure("ownerAllocatedBytes", NodeField.OWNER_ALLOCATED);
        figure("journalAllocatedBytes", NodeField.JOURNAL_ALLOCATED);
        if (null != rates)
        {
            rates();
        }
    }

    private void rates()
    {
        text.append(",\"rates\":{\"seconds\":").append(number(rates.isKnown() ? rates.seconds() : Double.NaN, 3));
        rate("appends", NodeField.APPENDS);
        rate("acks", NodeField.ACKS);
        rate("unknown", NodeField.UNKNOWN);
        rate("refusedTries", NodeField.APPENDS_REFUSED);
        rate("journalEntries", NodeField.JOURNAL_SEQUENCE);
        rate("journalBytes", NodeField.JOURNAL_BYTES);
        rate("forces", NodeField.FORCES);
        rate("errors", NodeField.ERRORS);
        rate("ownerAllocatedBytes", NodeField.OWNER_ALLOCATED);
        rate("journalAllocatedBytes", NodeField.JOURNAL_ALLOCATED);
        text.append('}');
    }

    private void figure(final String name, final NodeField field)
    {
        text.append(",\"").append(name).append("\":").append(status.value(field));
    }

    private void rate(final String name, final NodeField field)
    {
        text.append(",\"").append(name).append("\":").append(number(rates.perSecond(field), 1));
    }

    private void market(final NodeStatus.Market market)
    {
        text.append("{\"market\":").append(quote(market.name()))
            .append(",\"id\":").append(quote(MarketId.toHex(market.id())))
            .append(",\"role\":").append(quote(market.role()))
            .append(",\"state\":").append(quote(market.state()))
            .append(",\"epoch\":").append(market.epoch())
            .append(",\"w\":").append(market.w())
            .append(",\"txid\":").append(market.txid())
            .append(",\"committedTxid\":").append(market.committedTxid())
            .append(",\"position\":").append(market.position())
            .append(",\"durablePosition\":").append(market.durablePosition())
            .append(",\"standbyPosition\":").append(market.standbyPosition())
            .append(",\"ownLag\":").append(market.ownLag())
            .append(",\"ownLagBytes\":").append(market.ownLagBytes())
            .append(",\"ownLagNs\":").append(market.ownLagNs())
            .append(",\"standbyLag\":").append(known(market, market.standbyLag()))
            .append(",\"standbyLagBytes\":").append(known(market, market.standbyLagBytes()))
            .append(",\"standbyLagNs\":").append(market.standbyLagNs())
            .append(",\"ackP50Ns\":").append(market.ackP50Ns())
            .append(",\"ackP99Ns\":").append(market.ackP99Ns());
        if (null != rates)
        {
            text.append(",\"framesPerSecond\":").append(number(rates.framesPerSecond(market), 1))
                .append(",\"commitsPerSecond\":").append(number(rates.commitsPerSecond(market), 1));
        }

        text.append(",\"configDiffers\":").append(market.configDiffers()).append('}');
    }

    private static String known(final NodeStatus.Market market, final long lag)
    {
        return market.isLagKnown() ? Long.toString(lag) : "null";
    }

    private void errors()
    {
        text.append(",\"errorCount\":").append(status.errorCount()).append(",\"errors\":[");
        String separator = "";
        for (final NodeStatus.ObservedError error : status.errors())
        {
            text.append(separator)
                .append("{\"count\":").append(error.count())
                .append(",\"firstMs\":").append(error.firstMs())
                .append(",\"lastMs\":").append(error.lastMs())
                .append(",\"text\":").append(quote(error.firstLine()))
                .append('}');
            separator = ",";
        }

        text.append(']');
    }

    private static String number(final double value, final int decimals)
    {
        return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    static String quote(final String text)
    {
        final StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++)
        {
            final char c = text.charAt(i);
            if ('"' == c || '\\' == c)
            {
                quoted.append('\\').append(c);
            }
            else if (c < ' ')
            {
                quoted.append(String.format("\\u%04x", (int)c));
            }
            else
            {
                quoted.append(c);
            }
        }

        return quoted.append('"').toString();
    }
}
