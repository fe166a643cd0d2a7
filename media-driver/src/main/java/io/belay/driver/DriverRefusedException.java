package io.belay.driver;

/** The driver cannot start here as asked; the message says why and what mends it. The command answers exit code 6. */
public final class DriverRefusedException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    public DriverRefusedException(final String message)
    {
        super(message);
    }

    public DriverRefusedException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}
