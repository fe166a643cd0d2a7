package io.belay.node.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

import io.belay.client.BelayClient;
import io.belay.client.BelayException;
import io.belay.client.Market;
import io.belay.client.Outcome;
import io.belay.client.OutcomeKind;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Appends one line after the other and says how each ended, until there is none left, the node is gone, or one is not
 * durable and that is where to stop.
 */
final class LineAppender
{
    private final BelayClient client;
    private final OutcomePrinter printer;
    private final boolean isToStop;
    private final Map<OutcomeKind, Long> counts = new EnumMap<>(OutcomeKind.class);
    private final UnsafeBuffer buffer = new UnsafeBuffer();
    private long lineNumber;
    private boolean isLineSent = true;
    private boolean isEnd;

    LineAppender(final BelayClient client, final OutcomePrinter printer, final boolean isToStop)
    {
        this.client = client;
        this.printer = printer;
        this.isToStop = isToStop;
    }

    /** Appends lines; what is not durable is counted on {@code err} in the end. Answers the exit code. */
    int run(final String marketName, final BufferedReader lines, final PrintWriter err) throws IOException
    {
        boolean isNodeGone = false;
        try
        {
            appendAll(client.market(marketName), lines);
            isNodeGone = !isEnd && !client.isUsable();
        }
        catch (final BelayException ex)
        {
            if (BelayException.Code.NODE_LOST != ex.code() && BelayException.Code.DRIVER_LOST != ex.code())
            {
                throw ex;
            }

            isNodeGone = true;
        }

        return end(isNodeGone, err);
    }

    private void appendAll(final Market market, final BufferedReader lines) throws IOException
    {
        boolean isGoingOn = true;
        while (isGoingOn)
        {
            final String line = lines.readLine();
            if (null == line)
            {
                isEnd = true;
                return;
            }

            lineNumber++;
            isLineSent = false;
            client.poll(); // The next line may have been long in coming, and the node may have gone meanwhile.
            if (!client.isUsable())
            {
                return;
            }

            final OutcomeKind kind = append(market, line);
            isLineSent = true;
            counts.merge(kind, 1L, Long::sum);
            isGoingOn = (OutcomeKind.DURABLE == kind || !isToStop) && client.isUsable();
        }
    }

    private OutcomeKind append(final Market market, final String line)
    {
        buffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        if (buffer.capacity() > client.frameLengthMax())
        {
            printer.tooLong(lineNumber);

            return OutcomeKind.REFUSED;
        }

        final Outcome outcome = market.appendAndAwait(buffer, 0, buffer.capacity());
        printer.print(outcome, lineNumber, client.isUsable() ? "timeout" : "node gone");

        return outcome.kind();
    }

    private int end(final boolean isNodeGone, final PrintWriter err)
    {
        if (isNodeGone)
        {
            err.println("belay: node '" + client.nodeName() + "' or its media driver is gone; start it again, see with " +
                "'belay dump' which of the UNKNOWN lines it holds, and append the others and the rest");
        }

        final boolean isAllDurable = 0 == count(OutcomeKind.UNKNOWN) + count(OutcomeKind.REFUSED);
        if (isNodeGone || !isAllDurable)
        {
            err.println("belay: " + count(OutcomeKind.DURABLE) + " DURABLE, " + count(OutcomeKind.UNKNOWN) +
                " UNKNOWN, " + count(OutcomeKind.REFUSED) + " REFUSED; " + (isEnd ? "no line is left" :
                "nothing from line " + (isLineSent ? lineNumber + 1 : Math.max(1, lineNumber)) + " on was sent"));
            err.flush();
        }

        return isNodeGone ? ExitCodes.UNREACHABLE : isAllDurable ? ExitCodes.OK : ExitCodes.NOT_DURABLE;
    }

    private long count(final OutcomeKind kind)
    {
        return counts.getOrDefault(kind, 0L);
    }
}
