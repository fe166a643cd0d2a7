package io.belay.transport;

import java.util.Objects;

import org.agrona.ErrorHandler;
import org.agrona.concurrent.IdleStrategy;

/**
 * How to find a node from another process of its machine.
 *
 * @param aeronDirectoryName of the media driver; null for Aeron's default. Unused when there are streams.
 * @param streams            of an Aeron client that exists already and stays open; null to make one.
 * @param nodeName           of the node; null for the only one.
 * @param timeoutNs          for all of the search, in nanoseconds.
 * @param idleStrategy       between looks.
 * @param errorHandler       of the Aeron client that is made; called by its conductor thread.
 */
public record NodeSearch(
    String aeronDirectoryName,
    AeronStreams streams,
    String nodeName,
    long timeoutNs,
    IdleStrategy idleStrategy,
    ErrorHandler errorHandler)
{
    /** Refuses what could never find anything. */
    public NodeSearch
    {
        Objects.requireNonNull(idleStrategy, "idleStrategy");
        Objects.requireNonNull(errorHandler, "errorHandler");
        if (timeoutNs <= 0)
        {
            throw new IllegalArgumentException("timeout of " + timeoutNs + " ns is not positive");
        }
    }
}
