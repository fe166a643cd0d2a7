package io.belay.journal;

import org.agrona.concurrent.AtomicBuffer;

/**
 * The bytes of one cycle file, as a cursor reads them. Of one thread.
 */
interface CycleBytes extends AutoCloseable
{
    /** Length of the file, as it was when it was opened. */
    int length();

    /** Length of the file, as it is now. */
    long presentLength();

    /** Memory that holds the file, or the part of it that was reached last. */
    AtomicBuffer buffer();

    /** Offset in the file of the buffer's first byte. */
    int base();

    /**
     * Sees to it that bytes are in the buffer, and asks the file how far it goes now. What lies before <i>offset</i> may
     * have left the buffer then.
     *
     * @param offset in the file, of the first byte wanted.
     * @param end    in the file, behind the last byte wanted.
     * @return offset in the file up to which the buffer may be read; less than <i>end</i> when the file is shorter.
     */
    long reach(int offset, long end);

    /** How many bytes to read at a time from now on, where bytes are read: a multiple of {@link ThroughFile#BLOCK}. */
    void pieceBytes(int bytes);

    /**
     * @param end in the file, where the valid bytes end; all before it was reached.
     * @return digest of the file's bytes up to there.
     */
    Sha256 sha256(int end);

    @Override
    void close();
}
