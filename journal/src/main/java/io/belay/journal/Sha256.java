package io.belay.journal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest, which never changes.
 *
 * @param hex its 32 bytes in lower-case hexadecimal.
 */
public record Sha256(String hex)
{
    /** Length of a digest in bytes. */
    public static final int LENGTH = 32;

    private static final int SLICE_BYTES = 64 << 10;

    /**
     * @param bytes of a digest, 32 of them.
     * @return the digest.
     */
    public static Sha256 of(final byte[] bytes)
    {
        return new Sha256(HexFormat.of().formatHex(bytes));
    }

    /**
     * Computes a digest, and lets other threads run in between: where cores are few, a thread that does not yield holds
     * an ack up for a tick of the scheduler.
     *
     * @param bytes from the position to the limit.
     * @return their digest.
     */
    public static Sha256 digest(final ByteBuffer bytes)
    {
        return new Running().end(bytes);
    }

    /**
     * @return a copy of the digest's 32 bytes.
     */
    public byte[] bytes()
    {
        return HexFormat.of().parseHex(hex);
    }

    /** A digest of bytes that come piece by piece. */
    static final class Running
    {
        private final MessageDigest digest;

        Running()
        {
            try
            {
                digest = MessageDigest.getInstance("SHA-256");
            }
            catch (final NoSuchAlgorithmException ex)
            {
                throw new IllegalStateException("every Java has SHA-256", ex);
            }
        }

        /** Takes the bytes from the position to the limit. */
        void update(final ByteBuffer bytes)
        {
            final ByteBuffer slice = bytes.duplicate();
            while (slice.hasRemaining())
            {
                slice.limit(Math.min(bytes.limit(), slice.position() + SLICE_BYTES));
                digest.update(slice);
                slice.limit(bytes.limit());
                BackgroundThread.giveWay();
            }
        }

        /** Takes the last bytes, and begins anew. */
        Sha256 end(final ByteBuffer bytes)
        {
            update(bytes);

            return of(digest.digest());
        }
    }
}
