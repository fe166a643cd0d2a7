package io.belay.transport;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A stream over an Aeron publication. The one place that reads an offer's result.
 */
final class AeronOutboundStream implements OutboundStream
{
    /** At the end of a term Aeron rotates and asks to be called again at once. */
    private static final int ADMIN_ACTION_ATTEMPTS = 16;

    private final ExclusivePublication publication;
    private final BufferClaim claim = new BufferClaim();

    AeronOutboundStream(final ExclusivePublication publication)
    {
        this.publication = publication;
    }

    @Override
    public boolean claim(final int length)
    {
        long result = Publication.ADMIN_ACTION;
        for (int i = 0; Publication.ADMIN_ACTION == result && i < ADMIN_ACTION_ATTEMPTS; i++)
        {
            result = publication.tryClaim(length, claim);
        }

        return isAccepted(result);
    }

    @Override
    public MutableDirectBuffer buffer()
    {
        return claim.buffer();
    }

    @Override
    public int offset()
    {
        return claim.offset();
    }

    @Override
    public void commit()
    {
        claim.commit();
    }

    @Override
    public void abort()
    {
        claim.abort();
    }

    @Override
    public boolean offer(final DirectBuffer buffer, final int offset, final int length)
    {
        long result = Publication.ADMIN_ACTION;
        for (int i = 0; Publication.ADMIN_ACTION == result && i < ADMIN_ACTION_ATTEMPTS; i++)
        {
            result = publication.offer(buffer, offset, length);
        }

        return isAccepted(result);
    }

    private boolean isAccepted(final long result)
    {
        if (result > 0)
        {
            return true;
        }

        if (Publication.CLOSED == result || Publication.MAX_POSITION_EXCEEDED == result)
        {
            throw new TransportException("the stream " + publication.streamId() + " on " + publication.channel() +
                (Publication.CLOSED == result ? " is closed" : " has come to its last position"));
        }

        return false; // BACK_PRESSURED, NOT_CONNECTED, ADMIN_ACTION: nothing was written.
    }

    @Override
    public int claimLengthMax()
    {
        return publication.maxPayloadLength();
    }

    @Override
    public int messageLengthMax()
    {
        return publication.maxMessageLength();
    }

    @Override
    public boolean isConnected()
    {
        return publication.isConnected();
    }

    @Override
    public int sourceId()
    {
        return publication.sessionId();
    }

    @Override
    public void close()
    {
        publication.close();
    }
}
