package io.belay.journal.tools;

import org.agrona.DirectBuffer;

/**
 * A frame that is replayed, as it lies in its file. Valid until the call that hands it over returns.
 */
public interface ReplayFrame
{
    /**
     * @return its number in the journal.
     */
    long sequence();

    /**
     * @return the market that it belongs to.
     */
    long marketId();

    /**
     * @return the epoch in which it was made.
     */
    long epoch();

    /**
     * @return its number in the market's history.
     */
    long position();

    /**
     * @return its number among the market's frames.
     */
    long txid();

    /**
     * @return its hybrid logical timestamp.
     */
    long hlc();

    /**
     * @return what holds it; only to be read.
     */
    DirectBuffer buffer();

    /**
     * @return where the whole SBE message begins.
     */
    int offset();

    /**
     * @return length of the whole SBE message in bytes.
     */
    int length();

    /**
     * @return where the bytes begin that the client appended.
     */
    int payloadOffset();

    /**
     * @return how many bytes the client appended.
     */
    int payloadLength();
}
