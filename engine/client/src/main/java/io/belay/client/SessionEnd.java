package io.belay.client;

import io.belay.transport.TransportException;

/**
 * Whether a conversation with a node has ended, and why: the first reason stays, until the client is closed. Only the loss
 * of the driver takes the place of the node's: a driver that dies takes the node's stream with it, which may be seen first.
 */
final class SessionEnd
{
    private BelayException.Code code;
    private String reason;

    boolean isOpen()
    {
        return null == code;
    }

    boolean isClosed()
    {
        return BelayException.Code.CLOSED == code;
    }

    void by(final BelayException.Code endCode, final String endReason)
    {
        if (isOpen() ||
            (BelayException.Code.NODE_LOST == code && BelayException.Code.DRIVER_LOST == endCode))
        {
            code = endCode;
            reason = endReason + "; close this client and connect again";
        }
    }

    void close()
    {
        code = BelayException.Code.CLOSED;
        reason = "the client is closed";
    }

    void requireOpen()
    {
        if (!isOpen())
        {
            throw new BelayException(code, reason);
        }
    }

    BelayException exception(final TransportException cause)
    {
        return new BelayException(code, reason, cause);
    }
}
