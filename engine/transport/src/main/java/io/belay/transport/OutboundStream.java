package io.belay.transport;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Messages that leave this process, in order. The network seam: Aeron, or a simulated network. Of one thread.
 * <p>
 * Back pressure is a value: {@code false} means that nothing was sent and the same call may be made in the next duty
 * cycle. A message that was accepted is in the stream's buffer, no more: a session that dies loses a suffix.
 */
public interface OutboundStream extends AutoCloseable
{
    /**
     * Takes room for one message, to be written in place and then committed or aborted.
     *
     * @param length of the message in bytes, at most {@link #claimLengthMax()}.
     * @return false when there is no room now or nobody to receive it.
     * @throws TransportException when the stream can never send again.
     */
    boolean claim(int length);

    /**
     * @return the buffer of the room claimed, valid until commit or abort.
     */
    MutableDirectBuffer buffer();

    /**
     * @return where in {@link #buffer()} the claimed room begins.
     */
    int offset();

    /** Sends what was written into the claimed room. */
    void commit();

    /** Gives the claimed room back. */
    void abort();

    /**
     * Sends a copy of a message of any length up to {@link #messageLengthMax()}.
     *
     * @param buffer that holds it.
     * @param offset where it begins.
     * @param length of the message in bytes.
     * @return false when there is no room now or nobody to receive it.
     * @throws TransportException when the stream can never send again.
     */
    boolean offer(DirectBuffer buffer, int offset, int length);

    /**
     * @return longest message that can be claimed, in bytes.
     */
    int claimLengthMax();

    /**
     * @return longest message that can be offered, in bytes.
     */
    int messageLengthMax();

    /**
     * @return whether somebody receives. Of a stream with spies this stays true without a remote receiver: liveness of
     * a peer comes from its messages.
     */
    boolean isConnected();

    /**
     * @return number that the receivers see as the source of these messages.
     */
    int sourceId();

    @Override
    void close();
}
