package io.belay.bench.change;

/**
 * Ends a process at once, as a lost machine would.
 */
final class Kill
{
    private Kill()
    {
    }

    static void process(final long pid)
    {
        // A node's process is a guard's child, or the guard itself: all of them die.
        ProcessHandle.of(pid).ifPresent((process) ->
        {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }
}
