package io.belay.crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The library that is preloaded into processes under test, compiled where it is to run.
 */
final class FaultLibrary
{
    private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");

    private final Path path;

    private FaultLibrary(final Path path)
    {
        this.path = path;
    }

    /** Why there can be none here, or null. */
    static String whyNot()
    {
        return COMPILERS.stream().anyMatch(Program::isThere) ? null : "no C compiler";
    }

    static FaultLibrary compile(final Path folder) throws IOException
    {
        final Path source = folder.resolve("faults.c");
        try (InputStream in = FaultLibrary.class.getResourceAsStream("faults.c"))
        {
            Files.copy(in, source);
        }

        final Path library = folder.resolve("faults.so").toAbsolutePath();
        final String compiler = COMPILERS.stream().filter(Program::isThere).findFirst().orElseThrow();
        Program.run(compiler, "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(), "-ldl");

        return new FaultLibrary(library);
    }

    /** What a process is to find in its environment, as words of the program {@code env}. */
    List<String> environment(final FaultControl control, final boolean hasDisk)
    {
        return List.of(
            "LD_PRELOAD=" + path, "FAULTS_CONTROL=" + control.path(), "FAULTS_DISK=" + (hasDisk ? "1" : "0"));
    }
}
