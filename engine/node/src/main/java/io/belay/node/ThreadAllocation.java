package io.belay.node;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How much the calling thread has allocated. Asking allocates nothing.
 */
final class ThreadAllocation
{
    private final com.sun.management.ThreadMXBean threads;

    ThreadAllocation()
    {
        final ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        threads = bean instanceof com.sun.management.ThreadMXBean counting &&
            counting.isThreadAllocatedMemorySupported() && counting.isThreadAllocatedMemoryEnabled() ? counting : null;
    }

    /** Bytes since the calling thread began; 0 where the JVM does not count them. */
    long bytes()
    {
        return null == threads ? 0 : Math.max(0, threads.getCurrentThreadAllocatedBytes());
    }
}
