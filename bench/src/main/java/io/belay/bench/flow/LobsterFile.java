package io.belay.bench.flow;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The events of one message file in LOBSTER's format, all in memory: {@value OrderEvent#LENGTH} bytes each.
 */
public final class LobsterFile
{
    private static final int COUNT_MAX = Integer.MAX_VALUE / OrderEvent.LENGTH / 2;

    private final MutableDirectBuffer events = new ExpandableArrayBuffer(64 * 1024);
    private int count;
    private long orderIdMax;
    private long firstTimeNs;
    private long lastTimeNs;

    private LobsterFile()
    {
    }

    /**
     * Reads and checks a whole file.
     *
     * @param path of the file: six columns, no header row.
     * @return its events.
     * @throws LobsterFormatException naming the first line and column that is not as it must be.
     * @throws IOException            when it cannot be read.
     */
    public static LobsterFile read(final Path path) throws IOException
    {
        final LobsterFile file = new LobsterFile();
        final LobsterLine line = new LobsterLine(path.toString());
        try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.US_ASCII))
        {
            for (String text = reader.readLine(); null != text; text = reader.readLine())
            {
                file.add(line.parse(text), line);
            }
        }
        catch (final CharacterCodingException ex)
        {
            throw new LobsterFormatException(
                path + ": not a LOBSTER message file: it holds bytes that are not ASCII, near line " +
                (line.number() + 1));
        }

        if (0 == file.count)
        {
            throw new LobsterFormatException(path + ": holds no event");
        }

        return file;
    }

    private void add(final OrderEvent event, final LobsterLine line) throws LobsterFormatException
    {
        if (count == COUNT_MAX)
        {
            throw line.wrong(1, "more than " + COUNT_MAX + " events do not fit into memory; cut the file");
        }

        if (0 == count)
        {
            firstTimeNs = event.timeNs();
        }

        event.copyTo(events, count * OrderEvent.LENGTH);
        lastTimeNs = event.timeNs();
        orderIdMax = Math.max(orderIdMax, event.orderId());
        count++;
    }

    /**
     * @return how many events there are, at least 1.
     */
    public int count()
    {
        return count;
    }

    /**
     * @param index from 0.
     * @param event to look at it with.
     * @return the event.
     */
    public OrderEvent event(final int index, final OrderEvent event)
    {
        return event.wrap(events, index * OrderEvent.LENGTH);
    }

    /**
     * @return the highest order id in it.
     */
    public long orderIdMax()
    {
        return orderIdMax;
    }

    /**
     * @return nanoseconds from the first event to the last.
     */
    public long durationNs()
    {
        return lastTimeNs - firstTimeNs;
    }
}
