package io.belay.bench.demo;

/**
 * Ends the demo with a message for people and an exit code for shells.
 */
final class DemoException extends Exception
{
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    DemoException(final int exitCode, final String message)
    {
        super(message);
        this.exitCode = exitCode;
    }

    DemoException(final int exitCode, final String message, final Throwable cause)
    {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode()
    {
        return exitCode;
    }
}
