package io.belay.journal.tools;

/**
 * Ends a command with a message for people and an exit code for shells.
 */
final class CommandException extends Exception
{
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandException(final int exitCode, final String message)
    {
        super(message);
        this.exitCode = exitCode;
    }

    CommandException(final int exitCode, final String message, final Throwable cause)
    {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode()
    {
        return exitCode;
    }
}
