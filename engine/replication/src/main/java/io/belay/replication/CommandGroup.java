package io.belay.replication;

import io.belay.sbe.client.CommandCode;

/**
 * One command about several markets: answered when it has ended for each.
 */
final class CommandGroup
{
    private static final int TOLD_COUNT_MAX = 8;

    private final CommandReply reply;
    private final StringBuilder troubles = new StringBuilder();
    private int open;
    private final int count;
    private int doneCount;

    CommandGroup(final CommandReply reply, final int count)
    {
        this.reply = reply;
        this.count = count;
        open = count;
    }

    void ended(final OwnerMarket market, final CommandCode code, final String text)
    {
        open--;
        if (CommandCode.DONE == code)
        {
            doneCount++;
        }
        else if (count - open - doneCount <= TOLD_COUNT_MAX)
        {
            troubles.append("; ").append(market.name()).append(' ').append(code).append(": ").append(text);
        }

        if (0 == open)
        {
            reply.all(
                doneCount == count ? CommandCode.DONE : CommandCode.FAILED,
                doneCount + " of " + count + " markets" + troubles);
        }
    }
}
