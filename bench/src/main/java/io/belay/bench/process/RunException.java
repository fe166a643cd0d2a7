package io.belay.bench.process;

/**
 * Ends a run with a message for people and an exit code for shells.
 */
public final class RunException extends Exception
{
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * @param exitCode for shells.
     * @param message  for people.
     */
    public RunException(final int exitCode, final String message)
    {
        super(message);
        this.exitCode = exitCode;
    }

    /**
     * @param exitCode for shells.
     * @param message  for people.
     * @param cause    of it.
     */
    public RunException(final int exitCode, final String message, final Throwable cause)
    {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /**
     * @return exit code for shells.
     */
    public int exitCode()
    {
        return exitCode;
    }
}
