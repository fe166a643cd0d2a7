package io.belay.journal.tools;

/**
 * Ends a command with a message for people and an exit code for shells.
 */
public final class CommandException extends Exception
{
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * @param exitCode for the shell.
     * @param message  for people, or null when there is nothing to tell.
     */
    public CommandException(final int exitCode, final String message)
    {
        super(message);
        this.exitCode = exitCode;
    }

    /**
     * @param exitCode for the shell.
     * @param message  for people.
     * @param cause    of the end.
     */
    public CommandException(final int exitCode, final String message, final Throwable cause)
    {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode()
    {
        return exitCode;
    }
}
