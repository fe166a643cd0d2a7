package io.belay.transport;

import java.util.concurrent.atomic.AtomicReference;

import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentTerminationException;

/**
 * Tells an Aeron client's loss of its driver from its lesser errors.
 */
final class DriverWatch implements ErrorHandler
{
    private final ErrorHandler errorHandler;
    private final DriverListener listener;
    private final AtomicReference<Throwable> cause = new AtomicReference<>();
    private volatile boolean isCloseExpected;

    DriverWatch(final ErrorHandler errorHandler, final DriverListener listener)
    {
        this.errorHandler = errorHandler;
        this.listener = listener;
    }

    @Override
    public void onError(final Throwable error)
    {
        if (AeronStreams.isDriverLost(error))
        {
            lose(error);
        }
        else if (error instanceof AgentTerminationException && isLost())
        {
            return; // The conductor ends because of what was told above.
        }
        errorHandler.onError(error);
    }

    /** The client is closed: by us, or by itself because of what it then reports, or by its owner. */
    void onClosed()
    {
        if (!isCloseExpected)
        {
            lose(new TransportException("the Aeron client was closed"));
        }
    }

    void expectClose()
    {
        isCloseExpected = true;
    }

    boolean isLost()
    {
        return null != cause.get();
    }

    private void lose(final Throwable error)
    {
        if (cause.compareAndSet(null, error))
        {
            listener.onDriverLost(error);
        }
    }
}
