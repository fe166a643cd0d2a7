package io.belay.bench.book;

/**
 * Mixes numbers into 64 bits. Not a checksum against an adversary: equal states have equal hashes, and states that differ
 * in one bit almost surely have not.
 */
final class StateHash
{
    private static final long SEED = 0x243F6A8885A308D3L;

    private long hash = SEED;

    StateHash begin()
    {
        hash = SEED;

        return this;
    }

    /** Takes one more number; their order matters. */
    StateHash add(final long value)
    {
        hash = mix(hash ^ mix(value + SEED)) + 0x9E3779B97F4A7C15L;

        return this;
    }

    long value()
    {
        return mix(hash);
    }

    private static long mix(final long value)
    {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;

        return z ^ (z >>> 31);
    }
}
