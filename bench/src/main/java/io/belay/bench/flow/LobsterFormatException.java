package io.belay.bench.flow;

import java.io.IOException;

/**
 * A message file that is not in LOBSTER's format. The message names file, line and column.
 */
public final class LobsterFormatException extends IOException
{
    private static final long serialVersionUID = 1L;

    LobsterFormatException(final String message)
    {
        super(message);
    }
}
