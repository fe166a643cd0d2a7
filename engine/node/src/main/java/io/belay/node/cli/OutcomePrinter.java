package io.belay.node.cli;

import java.io.PrintWriter;

import io.belay.client.Outcome;

/**
 * Writes how appends ended, a line each.
 */
final class OutcomePrinter
{
    private final PrintWriter out;
    private final boolean isJson;

    OutcomePrinter(final PrintWriter out, final boolean isJson)
    {
        this.out = out;
        this.isJson = isJson;
    }

    /** The client does not even send it. */
    void tooLong(final long line)
    {
        write(isJson ? "{\"line\":" + line + ",\"outcome\":\"REFUSED\",\"code\":\"FRAME_TOO_LONG\"}" :
            "REFUSED FRAME_TOO_LONG line=" + line);
    }

    /** Why it is not known, should it be UNKNOWN. */
    void print(final Outcome outcome, final long line, final String whyUnknown)
    {
        write(isJson ? json(outcome, line, whyUnknown) : text(outcome, line, whyUnknown));
    }

    private static String text(final Outcome outcome, final long line, final String whyUnknown)
    {
        if (outcome.isDurable())
        {
            return "DURABLE txid=" + outcome.txid() + " w=" + outcome.w() + " us=" + latencyNs(outcome) / 1000;
        }

        return outcome.kind() + " " + (outcome.isUnknown() ? whyUnknown : outcome.code()) + " line=" + line;
    }

    private static String json(final Outcome outcome, final long line, final String whyUnknown)
    {
        return "{\"line\":" + line + ",\"outcome\":\"" + outcome.kind() + "\",\"code\":\"" + outcome.code() +
            (outcome.isUnknown() ? "\",\"why\":\"" + whyUnknown : "") + "\",\"txid\":" + outcome.txid() +
            ",\"epoch\":" + outcome.epoch() + ",\"hlc\":" + outcome.hlc() + ",\"w\":" + outcome.w() +
            ",\"latencyNs\":" + latencyNs(outcome) + "}";
    }

    private static long latencyNs(final Outcome outcome)
    {
        return outcome.receiveTimeNs() - outcome.appendTimeNs();
    }

    private void write(final String text)
    {
        out.println(text);
        out.flush();
    }
}
