package io.belay.node.cli;

/**
 * How commands end, the same for all of them.
 */
public final class ExitCodes
{
    /** All is well. */
    public static final int OK = 0;
    /** The answer is no. */
    public static final int NEGATIVE = 1;
    /** The command line or a configuration is wrong. */
    public static final int USAGE = 2;
    /** Data are not what was written. */
    public static final int CORRUPTION = 3;
    /** The media driver or the node cannot be reached. */
    public static final int UNREACHABLE = 4;
    /** Not every append was acknowledged. */
    public static final int NOT_DURABLE = 5;
    /**
     * Something that must be so is not: a directory in use, a port taken, a market of another node,
     * a node that runs already.
     */
    public static final int PRECONDITION = 6;
    /** The node's process was stopped, or not run, for so long that its media driver gave it up. */
    public static final int NOT_RUN = 7;
    /** A defect of this program, or a disk that refused. */
    public static final int INTERNAL = 70;

    /** Nobody reads standard output any more. */
    public static final int OUTPUT_CLOSED = 141;

    /** For people. */
    public static final String HELP = """
        exit codes
          0    ok
          1    the answer is no
          2    wrong command line or configuration
          3    data are not what was written, or a check failed
          4    no media driver or no node there
          5    not every append is durable
          6    not possible here: directory, port or node in use, no such market
          7    the node's process was not run for too long: start it again
          70   a defect of this program, or a disk that refused
          130  interrupted (Ctrl-C)
          141  standard output was closed, as by head
          143  terminated (SIGTERM)
        """;

    private ExitCodes()
    {
    }
}
