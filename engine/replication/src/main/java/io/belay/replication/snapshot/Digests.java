package io.belay.replication.snapshot;

import java.util.Arrays;

import io.belay.journal.Sha256;

/**
 * How a digest that may be absent stands in a message: 32 zeros for none.
 */
final class Digests
{
    private static final byte[] NONE = new byte[Sha256.LENGTH];

    private Digests()
    {
    }

    static Sha256 orNull(final byte[] bytes)
    {
        return Arrays.equals(bytes, NONE) ? null : Sha256.of(bytes);
    }

    static byte[] bytes(final Sha256 digest)
    {
        return null == digest ? NONE : digest.bytes();
    }
}
