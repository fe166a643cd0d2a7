package io.belay.transport;

/**
 * Is told that the media driver cannot be used any more.
 */
@FunctionalInterface
public interface DriverListener
{
    /**
     * Called once, on Aeron's conductor thread: set a flag, no more.
     *
     * @param cause what Aeron reported.
     */
    void onDriverLost(Throwable cause);
}
