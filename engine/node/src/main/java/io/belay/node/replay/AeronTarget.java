package io.belay.node.replay;

import io.belay.journal.tools.CommandException;
import io.belay.journal.tools.ReplayFrame;
import io.belay.journal.tools.ReplayOrder;
import io.belay.journal.tools.ReplayTarget;
import io.belay.node.cli.ExitCodes;
import io.belay.transport.AeronStreams;
import io.belay.transport.OutboundStream;
import io.belay.transport.TransportException;
import org.agrona.CloseHelper;

/**
 * Sends frames to an Aeron stream, each as one message. It waits for a subscriber and for room, and drops nothing: when
 * the last subscriber leaves it waits for the next one, which then misses what the stream still held for the other.
 */
final class AeronTarget implements ReplayTarget
{
    private final AeronStreams streams;
    private final OutboundStream stream;
    private final ReplayOrder order;
    private boolean isWaiting;

    AeronTarget(final AeronStreams streams, final OutboundStream stream, final ReplayOrder order)
    {
        this.streams = streams;
        this.stream = stream;
        this.order = order;
    }

    @Override
    public boolean onFrame(final ReplayFrame frame) throws CommandException
    {
        final int length = order.isWhole() ? frame.length() : frame.payloadLength();
        if (length > stream.messageLengthMax())
        {
            throw new CommandException(ExitCodes.PRECONDITION, "the frame with txid " +
                Long.toUnsignedString(frame.txid()) + " of market " + order.names().show(frame.marketId()) + " has " +
                length + " bytes, and " + order.name() + " takes " + stream.messageLengthMax() +
                ": give it a longer term, as with |term-length=64m");
        }

        try
        {
            final boolean isSent =
                stream.offer(frame.buffer(), order.isWhole() ? frame.offset() : frame.payloadOffset(), length);
            if (!isSent)
            {
                lookWhy();
            }

            return isSent;
        }
        catch (final TransportException ex)
        {
            throw new CommandException(
                ExitCodes.UNREACHABLE, "the media driver was lost: " + ex.getMessage(), ex);
        }
    }

    private void lookWhy() throws CommandException
    {
        if (!streams.isDriverAlive())
        {
            throw new CommandException(ExitCodes.UNREACHABLE, "the media driver was lost");
        }

        final boolean isConnected = stream.isConnected();
        if (isWaiting && isConnected)
        {
            isWaiting = false;
        }
        else if (!isWaiting && !isConnected)
        {
            isWaiting = true;
            order.notes().accept("waiting for a subscriber to stream " + order.streamId() + " of " + order.name());
        }
    }

    /** The driver sends on what the stream still holds, for as long as somebody reads it. */
    @Override
    public void close()
    {
        final boolean isInterrupted = Thread.interrupted(); // With it, Aeron would not close in order.
        CloseHelper.quietCloseAll(stream, streams);
        if (isInterrupted)
        {
            Thread.currentThread().interrupt();
        }
    }
}
