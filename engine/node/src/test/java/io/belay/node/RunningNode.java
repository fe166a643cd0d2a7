package io.belay.node;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import org.agrona.CloseHelper;

/**
 * A node in this process, with what it has said on standard error and why it failed.
 */
final class RunningNode implements AutoCloseable
{
    private final NodeConfig config;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicReference<NodeFailure> failure = new AtomicReference<>();
    private Node node;

    private RunningNode(final NodeConfig config)
    {
        this.config = config;
    }

    static RunningNode launch(final NodeConfig config)
    {
        final RunningNode running = new RunningNode(config);
        running.node = Node.launch(
            config,
            new PrintStream(running.err, true, StandardCharsets.UTF_8),
            (cause) -> running.failure.compareAndSet(null, cause));

        return running;
    }

    Node node()
    {
        return node;
    }

    Path directory()
    {
        return config.directory();
    }

    String err()
    {
        return err.toString(StandardCharsets.UTF_8);
    }

    NodeFailure failure()
    {
        return failure.get();
    }

    NodeStatus status()
    {
        return NodeStatus.read(config.directory());
    }

    NodeStatus.Market market(final String name)
    {
        return status().markets().stream().filter((market) -> market.name().equals(name)).findFirst().orElseThrow();
    }

    void awaitLive(final String market)
    {
        awaitState(market, "LIVE");
    }

    void awaitState(final String market, final String state)
    {
        Await.until(
            config.self().name() + " has " + market + " " + state,
            () -> market(market).state().equals(state),
            () -> status().markets() + err());
    }

    @Override
    public void close()
    {
        CloseHelper.close(node);
    }
}
