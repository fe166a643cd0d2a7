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
    /**
     * At the end of a term Aeron rotates the log and asks to be called again at once, which then succeeds. The bound
     * keeps a broken log from holding the agent.
     */
    private static final int ADMIN_ACTION_ATTEMPTS = 16;

    private final ExclusivePublication publication;
    private final BufferClaim claim = new BufferClaim();
    private boolean isClaimed;

    AeronOutboundStream(final ExclusivePublication publication)
    {
        this.publication = publication;
    }

    @Override
    public boolean claim(final int length)
    {
        requireNoClaim();
        requireLength(length, claimLengthMax());
        long result = Publication.ADMIN_ACTION;
        for (int i = 0; Publication.ADMIN_ACTION == result && i < ADMIN_ACTION_ATTEMPTS; i++)
        {
            result = publication.tryClaim(length, claim);
        }
        isClaimed = isAccepted(result);

        return isClaimed;
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
        takeClaim();
        claim.commit();
    }

    @Override
    public void abort()
    {
        takeClaim();
        claim.abort();
    }

    @Override
    public boolean offer(final DirectBuffer buffer, final int offset, final int length)
    {
        requireNoClaim();
        requireLength(length, messageLengthMax());
        long result = Publication.ADMIN_ACTION;
        for (int i = 0; Publication.ADMIN_ACTION == result && i < ADMIN_ACTION_ATTEMPTS; i++)
        {
            result = publication.offer(buffer, offset, length);
        }

        return isAccepted(result);
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

    /** A claim that is still open is given back: its readers would wait at it until the driver unblocks them. */
    @Override
    public void close()
    {
        if (isClaimed && !publication.isClosed())
        {
            abort();
        }
        publication.close();
    }

    /** Aeron looks at the length only when there is room; without any, what can never be sent would be "try later". */
    private void requireLength(final int length, final int lengthMax)
    {
        if (length < 0 || length > lengthMax)
        {
            throw new IllegalArgumentException(
                "message of " + length + " bytes is not within 0 and " + lengthMax + " on " + name());
        }
    }

    /** A second claim would leave the first one open for good, and its readers would wait at it. */
    private void requireNoClaim()
    {
        if (isClaimed)
        {
            throw new IllegalStateException("a claim of " + claim.length() + " bytes is open: commit or abort it");
        }
    }

    /** A commit of what is not claimed would write into a log at a place that may be another message's by now. */
    private void takeClaim()
    {
        if (publication.isClosed())
        {
            isClaimed = false;
            throw closed(); // By us, or because the driver was lost; then the log may soon be unmapped.
        }
        if (!isClaimed)
        {
            throw new IllegalStateException("nothing is claimed");
        }
        isClaimed = false;
    }

    private boolean isAccepted(final long result)
    {
        if (result > 0)
        {
            return true;
        }

        if (Publication.CLOSED == result)
        {
            throw closed();
        }
        if (Publication.MAX_POSITION_EXCEEDED == result)
        {
            throw new TransportException(name() + " has come to its last position");
        }

        return false; // BACK_PRESSURED, NOT_CONNECTED, ADMIN_ACTION: nothing was written.
    }

    private TransportException closed()
    {
        return new TransportException(name() + " is closed");
    }

    private String name()
    {
        return "stream " + publication.streamId() + " on " + publication.channel();
    }
}
