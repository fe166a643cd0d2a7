package io.belay.journal.tools;

/**
 * What the commands answer to a shell.
 */
final class ExitCode
{
    /** All is well. */
    static final int OK = 0;
    /** The answer is no. */
    static final int NEGATIVE = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** Data is damaged. */
    static final int CORRUPT = 3;
    /** The command cannot begin: no such directory, no journal in it, a newer format. */
    static final int PRECONDITION = 6;
    /** Ended by Ctrl-C, or by whoever embeds the command. */
    static final int INTERRUPTED = 130;
    /** Standard output was closed before all was written, as shells report it of any program. */
    static final int OUTPUT_CLOSED = 141;

    private ExitCode()
    {
    }
}
