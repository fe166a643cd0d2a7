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

    private final Session session;
    private final String name;
    private final long id;

    Market(final Session session, final String name, final long id)
    {
        this.session = session;
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
        return session.append(this, buffer, offset, length);
    }

    /**
     * Sends an append again whose outcome was UNKNOWN, or that an earlier process with the same client id has made.
     * When the market holds it, it is answered with its first txid and not appended a second time
     * ({@link Outcome#isRepeated()}); at another owner too, and after restarts of everything. Does not block; the
     * outcome comes by {@link BelayClient#poll()}. What an earlier process left is sent again before anything new is
     * appended, since new appends are numbered behind the highest sequence that is known here.
     *
     * @param sequence of the first attempt.
     * @param buffer   that holds the same bytes; with others it is refused, {@link RefusalCode#OTHER_CONTENT}.
     * @param offset   where they begin.
     * @param length   how many.
     * @return the sequence, or {@link #TRY_LATER}.
     * @throws IllegalArgumentException when it still awaits its outcome, or is longer than the node takes.
     * @throws BelayException           when the client is closed or its node is gone.
     */
    public long retry(final long sequence, final DirectBuffer buffer, final int offset, final int length)
    {
        return session.retry(this, sequence, buffer, offset, length);
    }

    /**
     * Takes room for an append that is written in place: write {@code length} bytes to {@link #buffer()} at
     * {@link #offset()}, then {@link #commit()} or {@link #abort()}. No other append may be made in between, with any
     * market of the client.
     *
     * @param length of the bytes, at most {@link #claimLengthMax()}.
     * @return the client sequence of the append once it is committed, or {@link #TRY_LATER}.
     * @throws IllegalArgumentException when it is longer than can be claimed, or than the node takes.
     * @throws BelayException           when the client is closed or its node is gone.
     */
    public long claim(final int length)
    {
        return session.claim(this, length);
    }

    /**
     * @return longest append that can be claimed, in bytes.
     */
    public int claimLengthMax()
    {
        return session.claimLengthMax();
    }

    /**
     * @return where to write a claimed append.
     */
    public MutableDirectBuffer buffer()
    {
        return session.claimBuffer();
    }

    /**
     * @return where in {@link #buffer()} the claimed bytes begin.
     */
    public int offset()
    {
        return session.claimOffset();
    }

    /**
     * Sends a claimed append.
     *
     * @throws IllegalStateException when nothing is claimed here.
     * @throws BelayException        when the node or the driver is gone: nothing was appended.
     */
    public void commit()
    {
        session.commit(this);
    }

    /** Gives up a claimed append; its client sequence is used by the next one. */
    public void abort()
    {
        session.abort(this);
    }

    /**
     * Appends and waits for the outcome. Outcomes of other appends are handed to the client's handler meanwhile.
     * <p>
     * Within the client's outcome timeout it tries again while there is no room or no quorum, since what was refused
     * was not appended; between two tries the thread is parked, at first for 100 microseconds, then for twice as long
     * each time up to 50 milliseconds. After that it answers the last refusal, with WINDOW_FULL when nothing could be
     * sent. Any other refusal is answered at once. It waits for an append that was sent as long again, so it takes
     * twice the timeout at the most. Must not be called by an outcome handler.
     *
     * @param buffer that holds the bytes.
     * @param offset where they begin.
     * @param length how many.
     * @return how it ended; the caller's own copy.
     * @throws IllegalArgumentException when they are longer than the node takes.
     * @throws BelayException           when the client is closed or its node is gone before it was sent.
     */
    public Outcome appendAndAwait(final DirectBuffer buffer, final int offset, final int length)
    {
        return session.appendAndAwait(this, buffer, offset, length);
    }
}
