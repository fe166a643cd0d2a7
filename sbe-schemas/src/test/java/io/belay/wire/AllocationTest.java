package io.belay.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;

import com.sun.management.ThreadMXBean;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What every receiver does with every message must leave nothing to collect. */
class AllocationTest
{
    private static final int ROUNDS = 20_000;
    /** Of the measurement and the compiler; one object a round is 320,000. */
    private static final long NOISE_BYTES = 65_536;

    private final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
    private final UnsafeBuffer[] messages = SampleMessages.names().stream()
        .map(SampleMessages::of)
        .map(UnsafeBuffer::new)
        .toArray(UnsafeBuffer[]::new);

    @Test
    void shouldAllocateNothingWhenAMessageIsChecked()
    {
        assertAllocatesNothing(() ->
        {
            for (final UnsafeBuffer message : messages)
            {
                assertTrue(Defect.NONE == MessageGuard.check(message, 0, message.capacity()));
                assertTrue(Defect.NONE != Entry.check(message, 0, message.capacity() - 1));
            }
        });
    }

    @Test
    void shouldAllocateNothingWhenAChecksumIsComputed()
    {
        final Crc32c crc = new Crc32c();
        final byte[] frame = SampleMessages.of("wal/WalFrame");
        final UnsafeBuffer[] terms = new UnsafeBuffer[63];
        for (int i = 0; i < terms.length; i++)
        {
            terms[i] = new UnsafeBuffer(ByteBuffer.allocateDirect(256));
            terms[i].putBytes(0, frame);
        }

        assertAllocatesNothing(() ->
        {
            for (final UnsafeBuffer term : terms)
            {
                assertTrue(crc.matches(term, 0, frame.length));
            }
        });
    }

    private void assertAllocatesNothing(final Runnable round)
    {
        assertTrue(threads.isThreadAllocatedMemorySupported());
        long least = Long.MAX_VALUE;
        // The first attempts pay for classes and compilation.
        for (int attempt = 0; attempt < 5 && least >= NOISE_BYTES; attempt++)
        {
            final long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < ROUNDS; i++)
            {
                round.run();
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }

        assertTrue(least < NOISE_BYTES, least + " bytes in " + ROUNDS + " rounds");
    }
}
