package io.belay.transport;

/**
 * Messages that reach this process, in order within each source, without gaps while the source lives. The network
 * seam. Of one thread.
 */
public interface InboundStream extends AutoCloseable
{
    /**
     * Hands over what has arrived. Whole messages: what was fragmented is put together before.
     * <p>
     * A handler that throws stops the poll; the message is not consumed and is handed over again, and the exception
     * reaches the caller. Nothing is skipped.
     *
     * @param handler    of the messages.
     * @param countLimit how many to hand over at the most.
     * @return how many were consumed.
     */
    int poll(MessageHandler handler, int countLimit);

    /**
     * @return how many sources are alive.
     */
    int sourceCount();

    @Override
    void close();
}
