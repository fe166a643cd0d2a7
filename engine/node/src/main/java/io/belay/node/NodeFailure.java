package io.belay.node;

/**
 * Why a node can no longer do its work.
 *
 * @param kind    of failure.
 * @param message what happened and what to do.
 * @param cause   or null.
 */
public record NodeFailure(Kind kind, String message, Throwable cause)
{
    /** Kinds of failure, with the exit code of the process. */
    public enum Kind
    {
        /** No media driver answers. */
        DRIVER_MISSING(4),
        /** The media driver is gone. */
        DRIVER_LOST(4),
        /** The directory, an endpoint or the media driver cannot be used as configured. */
        NOT_USABLE(6),
        /** This process stood still for so long that the media driver gave it up. */
        NOT_RUN(7),
        /** The journal's disk refused. */
        JOURNAL_FAILED(70),
        /** An agent met what it cannot go on from. */
        AGENT_FAILED(70);

        private final int exitCode;

        Kind(final int exitCode)
        {
            this.exitCode = exitCode;
        }

        /**
         * @return exit code of the process.
         */
        public int exitCode()
        {
            return exitCode;
        }
    }
}
