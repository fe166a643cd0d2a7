package io.belay.journal.powercut;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A kind of file system that can be made, mounted and stopped at once.
 */
enum FileSystem
{
    EXT4("ext4", "-F"),
    XFS("xfs", "-f");

    private final String label;
    private final String force;

    FileSystem(final String label, final String force)
    {
        this.label = label;
        this.force = force;
    }

    /** Its name in the kernel and in tables. */
    String label()
    {
        return label;
    }

    String program()
    {
        return "mkfs." + label;
    }

    void format(final Path image) throws IOException
    {
        Command.run(program(), "-q", force, image.toString());
    }
}
