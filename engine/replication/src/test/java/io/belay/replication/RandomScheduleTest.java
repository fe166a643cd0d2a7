package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Crashes, restarts, lost and damaged messages and back pressure at random moments, by seed. After each run: what was
 * acknowledged is in both journals, once, in order, and both journals are equal.
 */
class RandomScheduleTest
{
    private static final int SEED_COUNT = Integer.getInteger("belay.test.seeds", 400);
    private static final long FIRST_SEED = Long.getLong("belay.test.seed", 1);
    private static final int STEP_COUNT = 400;

    static List<Long> seeds()
    {
        final List<Long> seeds = new ArrayList<>();
        for (int i = 0; i < SEED_COUNT; i++)
        {
            seeds.add(FIRST_SEED + i);
        }

        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldKeepWhatWasAcknowledgedOnceAndInOrder(final long seed)
    {
        final SplittableRandom random = new SplittableRandom(seed);
        final TestCluster cluster = TestCluster.live();
        final Map<Long, String> texts = new HashMap<>();
        final List<String> trace = new ArrayList<>();
        for (int i = 0; i < STEP_COUNT; i++)
        {
            act(random.nextInt(100), random, cluster, texts, trace);
        }

        heal(cluster);
        check(cluster, texts, "seed " + seed + " " + trace + " " + cluster.errors);
    }

    private static void act(
        final int dice,
        final SplittableRandom random,
        final TestCluster cluster,
        final Map<Long, String> texts,
        final List<String> trace)
    {
        if (dice < 40 && 0 != cluster.sessionId)
        {
            final String text = "t" + texts.size();
            texts.put(cluster.append(text), text);
        }
        else if (dice < 55)
        {
            cluster.nowNs += 1_000_000;
            final int who = random.nextInt(3);
            if (0 == who && null != cluster.owner)
            {
                cluster.owner.doWork();
            }
            else if (1 == who && null != cluster.alpha)
            {
                cluster.alpha.doWork();
            }
            else if (null != cluster.beta)
            {
                cluster.beta.doWork();
            }
        }
        else if (dice < 80)
        {
            cluster.run(1 + random.nextInt(6));
        }
        else if (dice < 84)
        {
            cluster.pass((1 + random.nextInt(20)) * 100_000_000L);
        }
        else if (dice < 88 && null != cluster.beta && cluster.betaWal.waiting() > 0)
        {
            trace.add("drop");
            cluster.betaWal.drop(1);
        }
        else if (dice < 90 && null != cluster.beta && cluster.betaWal.waiting() > 0)
        {
            trace.add("flip");
            cluster.betaWal.flipLast(8 + random.nextInt(60));
        }
        else if (dice < 91 && null != cluster.beta && cluster.betaWal.waiting() > 0)
        {
            cluster.betaWal.repeatLast();
        }
        else if (dice < 93)
        {
            cluster.wal.block(random.nextBoolean());
            cluster.betaAcks.block(random.nextBoolean());
            cluster.ownAcks.block(random.nextBoolean());
        }
        else if (dice < 96)
        {
            killOrStartBeta(cluster, trace);
        }
        else if (dice < 99)
        {
            killOrStartAlpha(cluster, trace);
        }
    }

    private static void killOrStartBeta(final TestCluster cluster, final List<String> trace)
    {
        if (null == cluster.beta)
        {
            trace.add("start beta");
            cluster.startBeta();
        }
        else
        {
            trace.add("kill beta");
            cluster.killBeta();
        }
    }

    private static void killOrStartAlpha(final TestCluster cluster, final List<String> trace)
    {
        if (null == cluster.owner)
        {
            trace.add("start alpha");
            cluster.startAlpha();
            cluster.askForSession();
        }
        else
        {
            trace.add("kill alpha");
            cluster.killAlpha();
        }
    }

    private static void heal(final TestCluster cluster)
    {
        cluster.wal.block(false);
        cluster.betaAcks.block(false);
        cluster.ownAcks.block(false);
        if (null == cluster.owner)
        {
            cluster.startAlpha();
        }

        if (null == cluster.beta)
        {
            cluster.startBeta();
        }

        cluster.pass(3 * TestCluster.RETRY_NS);
        cluster.runUntilLive();
        cluster.run(20);
    }

    private static void check(final TestCluster cluster, final Map<Long, String> texts, final String about)
    {
        final List<String> alpha = TestCluster.frames(cluster.alphaJournal);
        assertEquals(alpha, TestCluster.frames(cluster.betaJournal), about);
        for (int i = 0; i < alpha.size(); i++)
        {
            assertTrue(alpha.get(i).startsWith((i + 1) + ":"), () -> "not contiguous: " + alpha + " " + about);
        }

        cluster.durable.forEach((txid, sequence) -> assertEquals(
            txid + ":" + texts.get(sequence), alpha.get((int)(txid - 1)), about));
    }
}
