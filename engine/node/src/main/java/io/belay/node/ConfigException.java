package io.belay.node;

/**
 * A configuration that cannot be used. The message names the key, what is wrong with its value, and what would do.
 */
public final class ConfigException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was wrong, where, and what to do.
     */
    public ConfigException(final String message)
    {
        super(message);
    }
}
