package io.belay.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.belay.bench.flow.OrderEvent;
import io.belay.journal.JournalFiles;
import io.belay.journal.JournalReader;
import io.belay.wire.Crc32c;
import io.belay.wire.Entry;
import org.agrona.DirectBuffer;

/**
 * The frames of each market that live in a journal, in the order in which they stand there.
 */
final class JournalFrames
{
    private static final int POLL_LIMIT = 1024;

    private final Map<Long, List<Frame>> markets = new TreeMap<>();
    private final Crc32c crc = new Crc32c();
    private final OrderEvent event = new OrderEvent();

    private JournalFrames()
    {
    }

    /**
     * Reads from outside, whether a node writes there, was stopped or has died.
     *
     * @param directory of the journal.
     * @return the frames by market.
     * @throws IOException when the files cannot be read.
     */
    static Map<Long, List<Frame>> read(final Path directory) throws IOException
    {
        final JournalFrames frames = new JournalFrames();
        final JournalFiles files = JournalFiles.open(directory);
        try (JournalReader reader = files.newReader(files.firstSequence()))
        {
            while (reader.poll(frames::onEntry, POLL_LIMIT) > 0)
            {
                // Until there is no more.
            }
        }

        return frames.markets;
    }

    private boolean onEntry(final long sequence, final DirectBuffer buffer, final int offset, final int length)
    {
        final List<Frame> frames =
            markets.computeIfAbsent(Entry.marketId(buffer, offset), (id) -> new ArrayList<>());
        final long position = Entry.position(buffer, offset);
        switch (Entry.templateId(buffer, offset))
        {
            case Entry.SUPERSEDED ->
            {
                while (!frames.isEmpty() && frames.get(frames.size() - 1).position() >= position)
                {
                    frames.remove(frames.size() - 1);
                }
            }
            case Entry.WAL_FRAME -> frames.add(frame(position, buffer, offset, length));
            default ->
            {
            }
        }

        return true;
    }

    private Frame frame(final long position, final DirectBuffer buffer, final int offset, final int length)
    {
        final int bytes = offset + Entry.FRAME_BYTES_OFFSET;
        final int bytesLength = length - Entry.FRAME_BYTES_OFFSET;

        return new Frame(
            Entry.marketId(buffer, offset),
            position,
            Entry.txid(buffer, offset),
            Entry.epoch(buffer, offset),
            Entry.hlc(buffer, offset),
            Entry.firstWord(buffer, offset),
            Entry.secondWord(buffer, offset),
            bytesLength < OrderEvent.LENGTH ? -1 : event.wrap(buffer, bytes).number(),
            crc.compute(buffer, bytes, bytesLength),
            crc.compute(buffer, offset, length));
    }
}
