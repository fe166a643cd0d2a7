package io.belay.node.replay;

import java.io.File;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.aeron.exceptions.AeronException;
import io.belay.journal.tools.CommandException;
import io.belay.journal.tools.ReplayOrder;
import io.belay.journal.tools.ReplayTarget;
import io.belay.journal.tools.ReplayTargetProvider;
import io.belay.node.cli.ExitCodes;
import io.belay.transport.AeronStreams;
import io.belay.transport.OutboundStream;
import org.agrona.CloseHelper;

/**
 * Opens Aeron channels for a replay.
 */
public final class AeronTargets implements ReplayTargetProvider
{
    private static final String PREFIX = "aeron:";

    @Override
    public String form()
    {
        return "aeron:udp?endpoint=HOST:PORT, aeron:ipc";
    }

    @Override
    public boolean isMeant(final String name)
    {
        return name.startsWith(PREFIX);
    }

    @Override
    public ReplayTarget open(final ReplayOrder order) throws CommandException
    {
        checkChannel(order.name());
        final AeronStreams streams = connect(
            null == order.aeronDirectory() ? CommonContext.getAeronDirectoryName() : order.aeronDirectory());
        try
        {
            final OutboundStream stream = streams.outbound(order.name(), order.streamId());

            return new AeronTarget(streams, stream, order);
        }
        catch (final AeronException | IllegalArgumentException ex)
        {
            CloseHelper.quietClose(streams);
            throw new CommandException(
                ExitCodes.PRECONDITION, "the media driver does not open " + order.name() + ": " + ex.getMessage(), ex);
        }
    }

    private static void checkChannel(final String channel) throws CommandException
    {
        try
        {
            final ChannelUri uri = ChannelUri.parse(channel);
            if (uri.isIpc() || uri.containsKey(CommonContext.ENDPOINT_PARAM_NAME) ||
                uri.containsKey(CommonContext.MDC_CONTROL_PARAM_NAME))
            {
                return;
            }
        }
        catch (final IllegalArgumentException ex)
        {
            throw new CommandException(
                ExitCodes.USAGE, "--target: '" + channel + "' is no Aeron channel: " + ex.getMessage(), ex);
        }

        throw new CommandException(ExitCodes.USAGE, "--target: '" + channel + "' names no endpoint");
    }

    private static AeronStreams connect(final String directory) throws CommandException
    {
        final Aeron.Context context = new Aeron.Context().aeronDirectoryName(directory).clientName("belay-replay");
        final String words = "no media driver runs in " + directory +
            "; start one with 'belay driver', or name its directory with --aeron-dir";
        if (!CommonContext.isDriverActive(new File(directory), context.driverTimeoutMs(), (message) -> {}))
        {
            throw new CommandException(ExitCodes.UNREACHABLE, words);
        }

        try
        {
            return AeronStreams.connect(context, (ex) -> {}, (cause) -> {});
        }
        catch (final AeronException ex)
        {
            throw new CommandException(ExitCodes.UNREACHABLE, words + " (" + ex.getMessage() + ")", ex);
        }
    }
}
