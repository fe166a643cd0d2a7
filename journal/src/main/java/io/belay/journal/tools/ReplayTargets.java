package io.belay.journal.tools;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Finds the target that a name means: those that need nothing but this room, then those that other rooms add.
 */
final class ReplayTargets
{
    static final String STDOUT = "stdout";
    static final String NONE = "none";

    private final WritableByteChannel stdout;
    private final List<ReplayTargetProvider> added = new ArrayList<>();

    /**
     * @param stdout to write to, or null for that of the process.
     */
    ReplayTargets(final WritableByteChannel stdout)
    {
        this.stdout = stdout;
        ServiceLoader.load(ReplayTargetProvider.class).forEach(added::add);
    }

    ReplayTarget open(final ReplayOrder order, final Delimiter delimiter) throws CommandException
    {
        if (STDOUT.equals(order.name()))
        {
            return new ChannelTarget(
                null == stdout ? new FileOutputStream(FileDescriptor.out).getChannel() : stdout,
                order.isWhole(),
                delimiter);
        }

        if (NONE.equals(order.name()))
        {
            return new NoTarget();
        }

        for (final ReplayTargetProvider provider : added)
        {
            if (provider.isMeant(order.name()))
            {
                return provider.open(order);
            }
        }

        throw new CommandException(ExitCode.USAGE, "--target: '" + order.name() + "' is none of: " + forms());
    }

    private String forms()
    {
        return STDOUT + ", " + NONE + added.stream()
            .map(provider -> ", " + provider.form())
            .collect(Collectors.joining());
    }
}
