package io.belay.bench.demo;

/**
 * Appends that a node refuses for good.
 */
final class TraderException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    TraderException(final String message)
    {
        super(message);
    }
}
