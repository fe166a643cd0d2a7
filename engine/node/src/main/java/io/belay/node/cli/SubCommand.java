package io.belay.node.cli;

/**
 * A command that a room above this one adds to {@code belay}: a picocli command class, found by
 * {@link java.util.ServiceLoader}.
 */
public interface SubCommand
{
}
