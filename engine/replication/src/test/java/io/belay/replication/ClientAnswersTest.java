package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** What a client hears when its own stream has no room for a while. */
class ClientAnswersTest
{
    private final TestCluster cluster = TestCluster.live();

    @Test
    void shouldCutAClientOffThatIsOwedMoreThanItsWindow()
    {
        loseStandby();
        cluster.responses.block(true);
        for (int i = 0; i <= TestCluster.CLIENT_WINDOW; i++)
        {
            cluster.append("refused");
            cluster.run(2);
        }

        assertEquals(0, cluster.owner.sessionCount());
    }

    @Test
    void shouldAnswerRefusalsInOrderWhenTheStreamHasRoomAgain()
    {
        loseStandby();
        cluster.responses.block(true);
        final List<String> expected = new ArrayList<>();
        for (int i = 0; i < TestCluster.CLIENT_WINDOW; i++)
        {
            expected.add(cluster.append("refused") + " REFUSED NO_QUORUM");
            cluster.run(2);
        }

        assertEquals(List.of(), cluster.outcomes);
        cluster.responses.block(false);
        cluster.run(10);
        expected.add(cluster.append("one more") + " REFUSED NO_QUORUM");
        cluster.run(10);

        assertEquals(expected, cluster.outcomes);
        assertEquals(1, cluster.owner.sessionCount());
    }

    private void loseStandby()
    {
        cluster.killBeta();
        cluster.pass(2 * TestCluster.REPLICA_TIMEOUT_NS);
    }
}
