package io.belay.replication;

import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Finds the one handler of each kind of message, by its template id.
 */
public final class MessageRegistry
{
    private final Int2ObjectHashMap<Handler> handlers = new Int2ObjectHashMap<>();

    /** Takes messages of the template ids that it was registered for. */
    @FunctionalInterface
    public interface Handler
    {
        /**
         * @param source of the message, unique among the streams that this node hears.
         * @param buffer that holds it, checked and of a known version.
         * @param offset where its header begins.
         * @param length of the message in bytes, header included.
         */
        void onMessage(long source, DirectBuffer buffer, int offset, int length);
    }

    /**
     * Names the handler of a template id.
     *
     * @param templateId of the messages.
     * @param handler    to take them.
     * @throws IllegalStateException when that id has a handler already.
     */
    public void register(final int templateId, final Handler handler)
    {
        if (handlers.containsKey(templateId))
        {
            throw new IllegalStateException(String.format("template id 0x%04X already has a handler", templateId));
        }

        handlers.put(templateId, handler);
    }

    /**
     * Hands a message to its handler.
     *
     * @param source of the message.
     * @param buffer that holds it.
     * @param offset where its header begins.
     * @param length of the message in bytes.
     * @return false when no handler is registered for its template id.
     */
    public boolean dispatch(final long source, final DirectBuffer buffer, final int offset, final int length)
    {
        final Handler handler = handlers.get(Entry.templateId(buffer, offset));
        if (null == handler)
        {
            return false;
        }

        handler.onMessage(source, buffer, offset, length);

        return true;
    }
}
