package io.belay.node;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Runs an agent and, ten times a second on the same thread, shows what it has come to.
 */
final class GaugedAgent implements Agent
{
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Agent agent;
    private final NanoClock clock;
    private final List<Runnable> gauges;
    private long nextNs;

    GaugedAgent(final Agent agent, final NanoClock clock, final List<Runnable> gauges)
    {
        this.agent = agent;
        this.clock = clock;
        this.gauges = gauges;
        nextNs = clock.nanoTime();
    }

    @Override
    public void onStart()
    {
        agent.onStart();
    }

    @Override
    public int doWork() throws Exception
    {
        final int work = agent.doWork();
        final long nowNs = clock.nanoTime();
        if (nowNs - nextNs >= 0)
        {
            nextNs = nowNs + INTERVAL_NS;
            for (int i = 0; i < gauges.size(); i++) // Those of the whole node come last, and sum up the others.
            {
                gauges.get(i).run();
            }
        }

        return work;
    }

    @Override
    public void onClose()
    {
        agent.onClose();
    }

    @Override
    public String roleName()
    {
        return agent.roleName();
    }
}
