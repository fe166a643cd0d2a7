package io.belay.driver;

import java.nio.file.Path;

/** Machines to check a configuration against: one that has all it takes, and changes to it. */
final class Machines
{
    static final int MIB = 1 << 20;

    private Machines()
    {
    }

    static Machine ample()
    {
        return new Machine(16, Path.of("/dev/shm"), "tmpfs", 0, 16_384L * MIB, 16 * MIB, 16 * MIB);
    }

    static Machine withCores(final int cores)
    {
        return new Machine(cores, Path.of("/dev/shm"), "tmpfs", 0, 16_384L * MIB, 16 * MIB, 16 * MIB);
    }

    static Machine withFree(final String fileSystem, final long usedBytes, final long freeBytes)
    {
        return new Machine(16, Path.of("/dev/shm"), fileSystem, usedBytes, freeBytes, 16 * MIB, 16 * MIB);
    }

    static Machine withSockets(final int sendBytes, final int recvBytes)
    {
        return new Machine(16, Path.of("/dev/shm"), "tmpfs", 0, 16_384L * MIB, sendBytes, recvBytes);
    }
}
