package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import io.belay.wire.Epoch;
import org.junit.jupiter.api.Test;

/** An owner whose standby has accepted another node's epoch. */
class DeposedOwnerTest
{
    @Test
    void shouldAnswerUnknownToAllThatWaitWhenItStepsDown()
    {
        final TestCluster cluster = TestCluster.live();
        final long higher = Epoch.next(cluster.view.epoch(), TestCluster.BETA);
        cluster.betaAcks.block(true);
        cluster.append("a");
        cluster.append("b");
        cluster.run(5);
        cluster.killBeta();
        cluster.startBeta();
        cluster.beta.fence(cluster.market.marketId(), higher);
        cluster.betaAcks.block(false);
        cluster.pass(2 * TestCluster.REPLICA_TIMEOUT_NS);

        assertEquals(OwnerState.DEPOSED, cluster.view.state());
        assertEquals(List.of("1 UNKNOWN NOT_OWNER", "2 UNKNOWN NOT_OWNER"), cluster.outcomes);
    }
}
