package io.belay.journal.powercut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether the power of a file system can be cut on this machine.
 */
final class Prerequisites
{
    private Prerequisites()
    {
    }

    /** Tries it once, and answers what is missing, or null. */
    static String missing(final FileSystem fileSystem, final Path directory) throws IOException
    {
        final Path self = Path.of("/proc/self");
        if (!Files.exists(self))
        {
            return "this is not Linux";
        }

        if (!Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid")))
        {
            return "only root may mount";
        }

        for (final String program : List.of(fileSystem.program(), "mount", "umount", "perl"))
        {
            if (null == Command.find(program))
            {
                return program + " is not installed";
            }
        }

        if (0 == PowerSwitch.syncFileRange())
        {
            return "the number of sync_file_range is not known for " + System.getProperty("os.arch");
        }

        return Files.exists(Path.of("/dev/loop-control")) ? tried(fileSystem, directory) : "there are no loop devices";
    }

    private static String tried(final FileSystem fileSystem, final Path directory) throws IOException
    {
        Files.createDirectories(directory);
        try (Storage storage = Storage.create(fileSystem, false, directory);
            Witness witness = Witness.create(directory))
        {
            try (PowerSwitch power = PowerSwitch.open(witness, storage.power()))
            {
                power.cut(List.of());
            }

            storage.restart();

            return null;
        }
        catch (final IOException ex)
        {
            return fileSystem.label() + " cannot be mounted or stopped here: " + ex.getMessage();
        }
    }
}
