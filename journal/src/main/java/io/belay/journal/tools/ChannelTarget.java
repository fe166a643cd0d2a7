package io.belay.journal.tools;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

import org.agrona.DirectBuffer;

/**
 * Writes frames to a channel, as standard output is one, in large pieces.
 */
final class ChannelTarget implements ReplayTarget
{
    private static final int BUFFER_LENGTH = 256 * 1024;
    private static final String CLOSED_BY_READER = "Broken pipe";

    private final WritableByteChannel channel;
    private final boolean isWhole;
    private final Delimiter delimiter;
    private final ByteBuffer pending = ByteBuffer.allocateDirect(BUFFER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * @param channel   to write to; it is left open.
     * @param isWhole   whether whole SBE frames are written.
     * @param delimiter between frames.
     */
    ChannelTarget(final WritableByteChannel channel, final boolean isWhole, final Delimiter delimiter)
    {
        this.channel = channel;
        this.isWhole = isWhole;
        this.delimiter = delimiter;
    }

    @Override
    public boolean onFrame(final ReplayFrame frame) throws CommandException
    {
        final int length = isWhole ? frame.length() : frame.payloadLength();
        if (Delimiter.LENGTH == delimiter)
        {
            room(Integer.BYTES);
            pending.putInt(length);
        }

        put(frame.buffer(), isWhole ? frame.offset() : frame.payloadOffset(), length);
        if (Delimiter.NEWLINE == delimiter)
        {
            room(1);
            pending.put((byte)'\n');
        }

        return true;
    }

    private void put(final DirectBuffer buffer, final int offset, final int length) throws CommandException
    {
        int done = 0;
        while (done < length)
        {
            room(1);
            final int step = Math.min(length - done, pending.remaining());
            buffer.getBytes(offset + done, pending, step);
            done += step;
        }
    }

    private void room(final int length) throws CommandException
    {
        if (pending.remaining() < length)
        {
            flush();
        }
    }

    @Override
    public void flush() throws CommandException
    {
        pending.flip();
        try
        {
            while (pending.hasRemaining())
            {
                channel.write(pending);
            }
        }
        catch (final IOException ex)
        {
            final String reason = String.valueOf(ex.getMessage());
            throw reason.contains(CLOSED_BY_READER) ? new CommandException(ExitCode.OUTPUT_CLOSED, null, ex) :
                new CommandException(ExitCode.PRECONDITION, "cannot write to standard output: " + reason, ex);
        }
        finally
        {
            pending.clear();
        }
    }

    @Override
    public void close()
    {
        // The channel is that of the process.
    }
}
