package io.belay.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.belay.journal.JournalFiles;
import io.belay.journal.JournalReader;
import io.belay.wire.Entry;
import io.belay.wire.MarketId;
import org.agrona.DirectBuffer;

/**
 * The live history of each market in a journal's files, byte for byte.
 */
final class JournalContent
{
    private final Map<Long, List<Item>> markets = new TreeMap<>();

    /** One entry. */
    record Item(int templateId, long position, long txid, ByteBuffer message)
    {
        /** What the client appended. */
        byte[] bytes()
        {
            final byte[] bytes = new byte[message.remaining() - Entry.FRAME_BYTES_OFFSET];
            message.get(Entry.FRAME_BYTES_OFFSET, bytes);

            return bytes;
        }
    }

    /**
     * Reads the journal of a node, running or not.
     */
    static JournalContent of(final Path nodeDirectory)
    {
        final JournalContent content = new JournalContent();
        try (JournalReader reader = JournalFiles.open(nodeDirectory.resolve("journal")).newReader(1))
        {
            while (reader.poll(content::take, Integer.MAX_VALUE) > 0)
            {
                // Until there is no more.
            }
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }

        return content;
    }

    private boolean take(final long sequence, final DirectBuffer buffer, final int offset, final int length)
    {
        final List<Item> items = markets.computeIfAbsent(Entry.marketId(buffer, offset), (id) -> new ArrayList<>());
        final long position = Entry.position(buffer, offset);
        if (Entry.SUPERSEDED == Entry.templateId(buffer, offset))
        {
            items.removeIf((item) -> item.position >= position);
        }
        else
        {
            final byte[] message = new byte[length];
            buffer.getBytes(offset, message);
            items.add(new Item(
                Entry.templateId(buffer, offset), position, Entry.txid(buffer, offset), ByteBuffer.wrap(message)));
        }

        return true;
    }

    List<Item> entries(final String market)
    {
        return markets.getOrDefault(MarketId.of(market), List.of());
    }

    List<Item> frames(final String market)
    {
        return entries(market).stream().filter((item) -> Entry.WAL_FRAME == item.templateId).toList();
    }
}
