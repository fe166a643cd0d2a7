package io.belay.node;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.aeron.Aeron;
import io.belay.transport.DriverClients;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.status.CountersReader;

/**
 * The nodes of one media driver that have the id or the name of this one. Two at a time would take each other's appends
 * and acks, so the later one refuses to start.
 * <p>
 * Each shows its counters first and looks for those of others then, so that of two which start at once the later sees
 * the earlier. The counters of a killed node stay until the driver misses it, for 10 s unless configured. When it was
 * the one before in the same directory, whose journal's lock this one now holds, it is known to be dead: then the
 * driver is told so, and nobody waits. Of another one it is awaited whether it still says that it lives.
 */
final class Namesakes
{
    private static final long LOOK_MS = 10;
    private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(1);

    /** Beyond the time after which the driver misses a client. */
    private static final long GRACE_NS = TimeUnit.SECONDS.toNanos(5);

    private final CountersReader counters;
    private final DriverClients clients;
    private final NodeConfig.NodeAddress self;
    private final long instance;
    private final long waitNs;
    private final PrintStream err;
    private final Runnable signOfLife;
    private final IdleStrategy idleStrategy = new SleepingMillisIdleStrategy(LOOK_MS);

    /** Another one, by its Aeron client, with the words for people. */
    private record Namesake(String words, long heartbeatMs)
    {
    }

    Namesakes(
        final Aeron aeron,
        final NodeConfig.NodeAddress self,
        final long instance,
        final PrintStream err,
        final Runnable signOfLife)
    {
        counters = aeron.countersReader();
        clients = new DriverClients(aeron);
        this.self = self;
        this.instance = instance;
        this.err = err;
        this.signOfLife = signOfLife;
        waitNs = aeron.context().interServiceTimeoutNs() + GRACE_NS;
    }

    /**
     * Returns when there is none but this one.
     *
     * @param predecessor       instance of the node that ran in the same directory before, and is dead.
     * @param ownRegistrationId of a counter that shows this one.
     * @throws NodeRefusedException naming the other one that runs.
     */
    void settle(final long predecessor, final long ownRegistrationId)
    {
        final Map<Long, Namesake> earlier = find(predecessor, ownRegistrationId);
        final long startNs = System.nanoTime();
        boolean isSaid = false;
        while (!earlier.isEmpty())
        {
            final long waitedNs = System.nanoTime() - startNs;
            look(earlier, waitedNs);
            if (!earlier.isEmpty() && !isSaid && waitedNs > QUIET_NS)
            {
                isSaid = true;
                err.println("belay: " + earlier.values().iterator().next().words +
                    " has used this media driver and is silent: waiting until the driver has given it up");
            }

            signOfLife.run();
            idleStrategy.idle(0);
        }
    }

    private void look(final Map<Long, Namesake> earlier, final long waitedNs)
    {
        for (final Iterator<Map.Entry<Long, Namesake>> others = earlier.entrySet().iterator(); others.hasNext();)
        {
            final Map.Entry<Long, Namesake> other = others.next();
            final long heartbeatMs = clients.heartbeatMs(other.getKey());
            if (DriverClients.NO_CLIENT == heartbeatMs)
            {
                others.remove();
            }
            else if (heartbeatMs > other.getValue().heartbeatMs || waitedNs > waitNs)
            {
                throw new NodeRefusedException(NodeFailure.Kind.NOT_USABLE, other.getValue().words +
                    " runs on this media driver already, with another belay.dir; nodes that share a driver need an " +
                    "id and a name each, and a node runs once", null);
            }
        }
    }

    /** Those that were there before this one, without the dead predecessor, which is buried. */
    private Map<Long, Namesake> find(final long predecessor, final long ownRegistrationId)
    {
        final Map<Long, Namesake> earlier = new HashMap<>();
        final Set<Long> seen = new HashSet<>();
        counters.forEach((counterId, typeId, key, label) ->
        {
            final long clientId = counters.getCounterOwnerId(counterId);
            if (NodeCounters.NODE_TYPE_ID != typeId || instance == NodeCounters.instance(key) ||
                counters.getCounterRegistrationId(counterId) > ownRegistrationId || !seen.add(clientId))
            {
                return;
            }

            final int id = NodeCounters.nodeId(key);
            final String name = NodeCounters.nodeName(key);
            if (id == self.id() && predecessor == NodeCounters.instance(key))
            {
                clients.bury(clientId);
            }
            else if (id == self.id() || self.name().equals(name))
            {
                earlier.put(clientId, new Namesake(
                    "node " + name + " with id " + id, clients.heartbeatMs(clientId)));
            }
        });

        return earlier;
    }
}
