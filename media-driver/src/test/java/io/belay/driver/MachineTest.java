package io.belay.driver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class MachineTest
{
    @TempDir
    private Path folder;

    @Test
    void shouldLookAtTheFileSystemThatADirectoryWillBeMadeIn()
    {
        final Machine machine = Machine.probe(folder.resolve("not/there/yet"));

        assertTrue(folder.toAbsolutePath().startsWith(machine.mountPoint()), machine::toString);
        assertTrue(machine.freeBytes() > 0, machine::toString);
        assertTrue(machine.cores() > 0, machine::toString);
    }

    @Test
    void shouldNameTheMountPointOfSharedMemory()
    {
        final Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isDirectory(memory), "this system has no /dev/shm");

        final Machine machine = Machine.probe(memory.resolve("aeron-nobody"));
        assumeTrue(machine.fileSystem().equals("tmpfs"), "/dev/shm is not a memory file system here");
        assertEquals(memory, machine.mountPoint());
    }

    @Test
    void shouldFindTheSocketBuffersThatTheKernelNames() throws IOException
    {
        final Path named = Path.of("/proc/sys/net/core/rmem_max");
        assumeTrue(Files.isReadable(named), "the kernel does not name it here");

        assertEquals(Integer.parseInt(Files.readAllLines(named).get(0)), Machine.probe(folder).recvBufferMaxBytes());
    }
}
