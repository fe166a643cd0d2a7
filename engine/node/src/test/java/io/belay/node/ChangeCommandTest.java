package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static io.belay.node.Cluster.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that change who keeps a market, as an operator types them. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangeCommandTest
{
    @TempDir
    private Path directory;
    private Cluster cluster;
    private RunningNode alpha;

    @BeforeEach
    void start()
    {
        cluster = Cluster.withDriver(directory).with("belay.markets", "BTC-USD,ETH-USD");
        alpha = cluster.start(ALPHA);
        cluster.start(BETA);
        alpha.awaitLive("BTC-USD");
        alpha.awaitLive("ETH-USD");
    }

    @AfterEach
    void stop()
    {
        cluster.close();
    }

    private CommandRun run(final String... args)
    {
        final List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--aeron-dir", cluster.aeronDirectory()));

        return CommandRun.of(all.toArray(new String[0]));
    }

    @Test
    void shouldRefuseWithAReasonWhatCannotBe()
    {
        assertEquals(2, run("promote", "--node", BETA).code(), "of which market?");
        assertEquals(2, run("promote", "--node", BETA, "--market", "BTC-USD", "--timeout", "5").code());
        assertRefused("does not know the market", run("promote", "--node", BETA, "--market", "XRP-USD"));
        assertRefused("node 'alpha' does",
            run("handover", "--node", BETA, "--market", "BTC-USD", "--to", ALPHA));
        assertRefused("'gamma' is not its standby",
            run("handover", "--node", ALPHA, "--market", "BTC-USD", "--to", "gamma"));
        assertRefused("'gamma' is not configured here",
            run("assign", "--node", ALPHA, "--market", "BTC-USD", "--standby", "gamma"));
        assertRefused("owns no market", run("promote", "--node", BETA, "--all-of", "gamma"));
    }

    private static void assertRefused(final String reason, final CommandRun run)
    {
        assertEquals(1, run.code(), run::toString);
        assertTrue(run.out().contains("REFUSED") && run.out().contains(reason), run::toString);
    }

    @Test
    void shouldSayWhoKeepsAMarketThen()
    {
        final CommandRun handover = run("handover", "--node", ALPHA, "--market", "BTC-USD", "--to", BETA);
        assertEquals(0, handover.code(), handover::toString);
        assertTrue(handover.out().contains("DONE, owner beta, standby alpha, W=2, epoch 2.2"), handover::out);

        final CommandRun again = run("promote", "--node", BETA, "--market", "BTC-USD", "--format", "json");
        assertEquals(0, again.code(), again::toString);
        assertTrue(again.out().contains("\"ending\":\"DONE\",\"owner\":\"beta\",\"standby\":\"alpha\",\"w\":2"), again::out);
    }

    @Test
    void shouldPromoteForAllMarketsOfANode()
    {
        final CommandRun all = run("promote", "--node", BETA, "--all-of", ALPHA);
        assertEquals(0, all.code(), all::toString);
        assertTrue(all.out().contains("2 of 2 markets"), all::out);
    }
}
