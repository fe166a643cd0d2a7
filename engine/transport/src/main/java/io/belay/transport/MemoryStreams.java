package io.belay.transport;

import java.util.ArrayList;
import java.util.List;

import org.agrona.BitUtil;

/**
 * Streams within one thread, with the manners of Aeron: for tests and simulation.
 * <p>
 * Messages of a source arrive in order and without gaps. A sender whose slowest reader is a whole buffer behind is told
 * to try later, as is one without readers; spies alone count as readers only when the channel says {@code ssc=true}. A
 * reader hears a source from the moment at which both exist. A source that closes lets its readers drain; one that
 * {@link #die dies}, or is {@link #cut cut} off from a reader, takes with it a suffix of what it has sent.
 * <p>
 * Channels match as the media driver matches them: by media, endpoint, stream and, where a reader names one, session
 * id. A text that is no Aeron channel matches itself.
 */
public final class MemoryStreams implements Streams
{
    /** Bytes that a source holds for its slowest reader, unless told otherwise. */
    public static final int BUFFER_LENGTH_DEFAULT = 64 * 1024;

    /** Longest claim in bytes, unless told otherwise. */
    public static final int CLAIM_LENGTH_MAX_DEFAULT = 1376;

    private final int bufferLength;
    private final int claimLengthMax;
    private final List<MemoryOutboundStream> sources = new ArrayList<>();
    private final List<MemoryInboundStream> readers = new ArrayList<>();
    private int nextSourceId = 1;

    /** Streams with the default lengths. */
    public MemoryStreams()
    {
        this(BUFFER_LENGTH_DEFAULT, CLAIM_LENGTH_MAX_DEFAULT);
    }

    /**
     * Streams with lengths of choice.
     *
     * @param bufferLength   of each source in bytes, a power of two; a message may be an eighth of it.
     * @param claimLengthMax in bytes, at most an eighth of the buffer.
     */
    public MemoryStreams(final int bufferLength, final int claimLengthMax)
    {
        if (!BitUtil.isPowerOfTwo(bufferLength) || bufferLength < 64)
        {
            throw new IllegalArgumentException("buffer length " + bufferLength + " is no power of two from 64 up");
        }
        if (claimLengthMax < 1 || claimLengthMax > bufferLength / 8)
        {
            throw new IllegalArgumentException(
                "longest claim " + claimLengthMax + " is not within 1 and " + bufferLength / 8);
        }

        this.bufferLength = bufferLength;
        this.claimLengthMax = claimLengthMax;
    }

    @Override
    public OutboundStream outbound(final String channel, final int streamId)
    {
        final MemoryAddress address = MemoryAddress.of(channel, streamId);
        final int sourceId = null == address.sessionId() ? nextSourceId++ : address.sessionId();
        for (final MemoryOutboundStream source : sources)
        {
            if (source.sourceId() == sourceId && source.address().reaches(address, sourceId))
            {
                throw new IllegalArgumentException("source " + sourceId + " exists already at " + address);
            }
        }

        final MemoryOutboundStream source =
            new MemoryOutboundStream(this, address, sourceId, bufferLength, claimLengthMax);
        sources.add(source);
        readers.forEach((reader) -> join(source, reader));

        return source;
    }

    @Override
    public InboundStream inbound(final String channel, final int streamId, final SourceListener listener)
    {
        final MemoryInboundStream reader =
            new MemoryInboundStream(this, MemoryAddress.of(channel, streamId), listener);
        readers.add(reader);
        sources.forEach((source) -> join(source, reader));

        return reader;
    }

    /**
     * The source's process dies: each reader still gets the first few messages that it has not polled, and then hears
     * that the source is gone. The stream itself answers with {@link TransportException} from then on.
     *
     * @param source        opened here.
     * @param survivorCount how many unpolled messages each reader still gets.
     */
    public void die(final OutboundStream source, final int survivorCount)
    {
        ((MemoryOutboundStream)source).end(survivorCount);
    }

    /**
     * The network between one source and one reader fails; the source does not notice.
     *
     * @param reader        opened here.
     * @param sourceId      of a source that the reader hears.
     * @param survivorCount how many unpolled messages the reader still gets.
     * @see #heal
     */
    public void cut(final InboundStream reader, final int sourceId, final int survivorCount)
    {
        final MemoryLink link = ((MemoryInboundStream)reader).linkTo(sourceId);
        link.source.end(link, survivorCount);
    }

    /**
     * The network between a reader and all its living sources works again: those that it was cut off from become
     * available once more, under the same source id, from what they send next. What was sent in between is lost to it.
     *
     * @param reader opened here.
     */
    public void heal(final InboundStream reader)
    {
        final MemoryInboundStream healed = (MemoryInboundStream)reader;
        for (final MemoryOutboundStream source : sources)
        {
            if (!source.hasLiveLinkTo(healed))
            {
                join(source, healed);
            }
        }
    }

    void remove(final MemoryOutboundStream source)
    {
        sources.remove(source);
    }

    void remove(final MemoryInboundStream reader)
    {
        readers.remove(reader);
    }

    private static void join(final MemoryOutboundStream source, final MemoryInboundStream reader)
    {
        if (source.address().reaches(reader.address(), source.sourceId()))
        {
            final MemoryLink link = new MemoryLink(source, reader, source.tail());
            source.link(link);
            reader.link(link);
        }
    }
}
