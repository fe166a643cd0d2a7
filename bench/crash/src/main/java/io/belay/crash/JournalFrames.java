package io.belay.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.belay.bench.flow.OrderEvent;
import io.belay.journal.JournalFiles;
import io.belay.journal.JournalReader;
import io.belay.sbe.wal.EpochStartDecoder;
import io.belay.sbe.wal.MessageHeaderDecoder;
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
    private final Set<Long> soleEpochs = new HashSet<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EpochStartDecoder epochStart = new EpochStartDecoder();
    private final Crc32c crc = new Crc32c();
    private final OrderEvent event = new OrderEvent();

    private JournalFrames()
    {
    }

    /**
     * Reads from outside, whether a node writes there, was stopped or has died.
     *
     * @param directory of the journal.
     * @return what it holds.
     * @throws IOException when the files cannot be read.
     */
    static JournalFrames read(final Path directory) throws IOException
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

        return frames;
    }

    /** The frames that live, by market. */
    Map<Long, List<Frame>> markets()
    {
        return markets;
    }

    /** The epochs whose start says that one disk is enough, whether they live or were taken back. */
    Set<Long> soleEpochs()
    {
        return soleEpochs;
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
            case Entry.EPOCH_START -> start(buffer, offset);
            case Entry.WAL_FRAME -> frames.add(frame(position, buffer, offset, length));
            default ->
            {
            }
        }

        return true;
    }

    private void start(final DirectBuffer buffer, final int offset)
    {
        epochStart.wrapAndApplyHeader(buffer, offset, header);
        if (1 == epochStart.w())
        {
            soleEpochs.add(epochStart.epoch());
        }
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
