package io.belay.client;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * One market, to append to. Of the client's thread.
 */
public final class Market
{
    /** Nothing was appended: the window is full or the node is busy. Poll outcomes and try again. */
    public static final long TRY_LATER = -1;

    private final BelayClient client;
    private final String name;
    private final long id;

    Market(final BelayClient client, final String name, final long id)
    {
        this.client = client;
        this.name = name;
        this.id = id;
    }

    /**
     * @return name of the market.
     */
    public String name()
    {
        return name;
    }

    /**
     * @return id derived from the name.
     */
    public long id()
    {
        return id;
    }

    /**
     * Appends a copy of some bytes. Does not block; the outcome comes by {@link BelayClient#poll()}.
     *
     * @param buffer that holds them.
     * @param offset where they begin.
     * @param length how many, 0 to the node's maximum.
     * @return the client sequence of the append, or {@link #TRY_LATER}.
     * @throws IllegalArgumentException when they are longer than the node takes.
     * @throws BelayException           when the client is closed or its node is gone.
     */
    public long append(final DirectBuffer buffer, final int offset, final int length)
    {
        return client.append(this, buffer, offset, length);
    }

    /**
     * Takes room for an append that is written in place: write {@code length} bytes to {@link #buffer()} at
     * {@link #offset()}, then {@link #commit()} or {@link #abort()}. Nothing else may be done with the client between.
     *
     * @param length of the bytes, at most {@link #claimLengthMax()}.
     * @return the client sequence of the append, or {@link #TRY_LATER}.
     */
    public long claim(final int length)
    {
        return client.claim(this, length);
    }

    /**
     * @return longest append that can be claimed.
     */
    public int claimLengthMax()
    {
        return client.claimLengthMax();
    }

    /**
     * @return where to write a claimed append.
     */
    public MutableDirectBuffer buffer()
    {
        return client.claimBuffer();
    }

    /**
     * @return where in {@link #buffer()} the claimed bytes begin.
     */
    public int offset()
    {
        return client.claimOffset();
    }

    /** Sends a claimed append. */
    public void commit()
    {
        client.commit(this);
    }

    /** Gives up a claimed append; its client sequence is used by the next one. */
    public void abort()
    {
        client.abort();
    }

    /**
     * Appends and waits for the outcome. Outcomes of other appends are handed to the client's handler meanwhile.
     * <p>
     * Within the client's outcome timeout it tries again while there is no room, or no quorum: what was refused was not
     * appended.
     *
     * @param buffer that holds the bytes.
     * @param offset where they begin.
     * @param length how many.
     * @return how it ended.
     */
    public Outcome appendAndAwait(final DirectBuffer buffer, final int offset, final int length)
    {
        return client.appendAndAwait(this, buffer, offset, length);
    }
}
