package io.belay.client;

import org.agrona.collections.Long2ObjectHashMap;

/**
 * The appends that were sent again, under the sequence of their first attempt, and await their outcome.
 */
final class Retries
{
    private final Long2ObjectHashMap<Attempt> attempts = new Long2ObjectHashMap<>();

    /** One that was sent again. */
    record Attempt(Market market, long timeNs)
    {
    }

    int count()
    {
        return attempts.size();
    }

    void add(final long sequence, final Market market, final long timeNs)
    {
        attempts.put(sequence, new Attempt(market, timeNs));
    }

    Attempt get(final long sequence)
    {
        return attempts.get(sequence);
    }

    Attempt remove(final long sequence)
    {
        return attempts.isEmpty() ? null : attempts.remove(sequence);
    }

    /** One that has waited for too long, or 0. */
    long expired(final long nowNs, final long timeoutNs)
    {
        for (final var entry : attempts.entrySet())
        {
            if (nowNs - entry.getValue().timeNs() >= timeoutNs)
            {
                return entry.getKey();
            }
        }

        return 0;
    }
}
