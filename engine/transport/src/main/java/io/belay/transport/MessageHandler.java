package io.belay.transport;

import org.agrona.DirectBuffer;

/**
 * Takes one message.
 */
@FunctionalInterface
public interface MessageHandler
{
    /**
     * @param buffer   that holds the message, valid during the call only.
     * @param offset   where it begins.
     * @param length   of the message in bytes.
     * @param sourceId of the sender's stream.
     * @return true when it is dealt with; false when it cannot be taken now and must be handed over again, with all
     * that follows it.
     */
    boolean onMessage(DirectBuffer buffer, int offset, int length, int sourceId);
}
