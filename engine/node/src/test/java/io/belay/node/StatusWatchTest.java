package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static io.belay.node.Cluster.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.belay.client.BelayClient;
import io.belay.client.Market;
import io.belay.node.NodeCounters.NodeField;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code belay status --watch} shows of a live pair with real streams and files.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StatusWatchTest
{
    private static final String BTC = "BTC-USD";
    private static final String ETH = "ETH-USD";

    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[100]);
    @TempDir
    private Path directory;
    private Cluster cluster;
    private RunningNode alpha;

    @BeforeEach
    void start()
    {
        cluster = Cluster.withDriver(directory).with("belay.markets", BTC + "," + ETH);
        alpha = cluster.start(ALPHA);
    }

    @AfterEach
    void stop()
    {
        cluster.close();
    }

    private CommandRun watch(final String node, final String... more)
    {
        return watchEvery("20ms", node, more);
    }

    private CommandRun watchEvery(final String interval, final String node, final String... more)
    {
        final List<String> args = new ArrayList<>(
            List.of("status", cluster.directoryOf(node).toString(), "--watch", "--interval", interval));
        args.addAll(List.of(more));

        return CommandRun.of(args.toArray(new String[0]));
    }

    private static String value(final String json, final String key)
    {
        final Matcher matcher = Pattern.compile("\"" + key + "\":(\"[^\"]*\"|[-\\w.]+)").matcher(json);
        assertTrue(matcher.find(), () -> key + " in " + json);

        return matcher.group(1);
    }

    private void append(final BelayClient client, final String marketName, final int count)
    {
        final Market market = client.market(marketName);
        for (int i = 0; i < count; i++)
        {
            assertTrue(market.appendAndAwait(frame, 0, frame.capacity()).isDurable());
        }
    }

    @Test
    void shouldRefuseAnIntervalThatIsNone()
    {
        for (final String interval : new String[]{"0", "1", "soon", "-5ms"})
        {
            final CommandRun run = CommandRun.of(
                "status", cluster.directoryOf(ALPHA).toString(), "--watch", "--interval", interval, "--count", "1");
            assertEquals(2, run.code(), run::toString);
            assertTrue(run.err().contains("--interval"), run::toString);
        }
    }

    @Test
    void shouldRefuseAMarketThatTheNodeDoesNotKeep()
    {
        alpha.awaitState(BTC, "OPENING_STANDBY");
        final CommandRun run = watch(ALPHA, "--count", "1", "--market", BTC, "--market", "NO-SUCH");
        assertEquals(6, run.code(), run::toString);
        assertEquals("belay: node alpha keeps no market NO-SUCH", run.err().strip());
    }

    @Test
    void shouldShowHowLongEntriesWaitWhileTheStandbyIsAway() throws Exception
    {
        final RunningNode beta = cluster.start(BETA);
        alpha.awaitLive(BTC);
        append(cluster.connect(ALPHA), BTC, 1);
        beta.close();
        cluster.connect(ALPHA).market(BTC).append(frame, 0, frame.capacity());
        Await.until("a frame waits for a second", () -> alpha.market(BTC).standbyLagNs() > 1_000_000_000L);
        Await.until("its second is over", () -> 0 == alpha.market(BTC).ackP50Ns());
        Await.until("the standby is missed", () -> !alpha.market(BTC).isLagKnown());
        final CommandRun json = watch(ALPHA, "--count", "1", "--format", "json", "--market", BTC);
        assertEquals(1, json.code(), json::toString);
        assertEquals("null", value(json.out(), "standbyLag"));
        assertEquals("0", value(json.out(), "ownLag"));
        assertEquals("0", value(json.out(), "ownLagNs"));
        assertTrue(Long.parseLong(value(json.out(), "standbyLagNs")) > 1_000_000_000L, json::out);
        final CommandRun text = watch(ALPHA, "--count", "1");
        assertTrue(Pattern.compile("BTC-USD +REPAIRING +0 +0 +0 +- +\\? +\\? +\\d\\S* +- +-").matcher(text.out()).find(),
            text::out);
        assertTrue(text.out().contains("standby beta is silent"), text::out);
    }

    @Test
    void shouldCountAppendsAcksBytesAndForces()
    {
        cluster.start(BETA);
        alpha.awaitLive(BTC);
        alpha.awaitLive(ETH);
        append(cluster.connect(ALPHA), BTC, 20);
        append(cluster.connect(ALPHA), ETH, 5);
        Await.until("all is counted", () -> 25 == alpha.status().value(NodeField.ACKS));
        final NodeStatus status = alpha.status();
        assertEquals(25, status.value(NodeField.APPENDS));
        assertEquals(0, status.value(NodeField.UNKNOWN));
        assertTrue(status.value(NodeField.JOURNAL_BYTES) > 25L * frame.capacity());
        assertTrue(status.value(NodeField.FORCES) > 0);
        assertTrue(status.value(NodeField.OWNER_ALLOCATED) > 0);
        assertTrue(status.value(NodeField.JOURNAL_ALLOCATED) > 0);
        // One append alone in its second may be slow enough to be followed by an idle second: looked for while it goes.
        final BelayClient client = cluster.connect(ALPHA);
        Await.until("times are shown", () ->
        {
            append(client, BTC, 1);
            final NodeStatus now = alpha.status();

            return now.value(NodeField.ACK_P50_NS) > 0 && now.value(NodeField.FORCE_P50_NS) > 0 &&
                alpha.market(BTC).ackP50Ns() > 0;
        });
        final NodeStatus busy = alpha.status();
        assertTrue(busy.value(NodeField.ACK_P50_NS) <= busy.value(NodeField.ACK_MAX_NS));
        assertTrue(busy.value(NodeField.FORCE_P50_NS) <= busy.value(NodeField.FORCE_MAX_NS));
        Await.until("times of an idle second are none", () ->
            0 == alpha.status().value(NodeField.ACK_P50_NS) && 0 == alpha.market(BTC).ackP99Ns());
    }

    @Test
    void shouldWriteOneObjectALineWithRatesOfTheTimeBetween()
    {
        cluster.start(BETA);
        alpha.awaitLive(BTC);
        alpha.awaitLive(ETH);
        final CommandRun run = watch(ALPHA, "--format", "json", "--count", "3");
        assertEquals(0, run.code(), run::toString);
        final List<String> lines = run.out().lines().toList();
        assertEquals(3, lines.size(), run::out);
        for (final String line : lines)
        {
            assertTrue(Double.parseDouble(value(line, "seconds")) >= 0.015, line);
            assertEquals("0.0", value(line, "framesPerSecond"));
            assertEquals("0", value(line, "standbyLag"));
            assertTrue(line.startsWith("{\"node\":\"alpha\"") && line.endsWith("]}"), line);
        }

        final BelayClient client = cluster.connect(ALPHA);
        final AtomicBoolean isSeen = new AtomicBoolean();
        final Thread appender = new Thread(() ->
        {
            while (!isSeen.get())
            {
                append(client, ETH, 1);
            }
        });
        appender.start();
        Await.until("a rate is seen, and that market is the first one", () ->
        {
            final String line =
                watchEvery("300ms", ALPHA, "--format", "json", "--count", "1", "--sort", "rate").out();

            return line.contains("\"markets\":[{\"market\":\"ETH-USD\"") &&
                Double.parseDouble(value(line, "framesPerSecond")) > 0 &&
                Double.parseDouble(value(line, "journalBytes")) > 0;
        });
        isSeen.set(true);
        final String standby = watch(BETA, "--format", "json", "--count", "1").out();
        assertEquals("\"standby\"", value(standby, "role"));
        assertEquals("null", value(standby, "standbyLag"));
        join(appender);
    }

    private static void join(final Thread thread)
    {
        Await.until(thread.getName() + " ends", () -> !thread.isAlive());
    }

    @Test
    void shouldFitEightyColumnsAndClearNothingWhenItIsNoTerminal()
    {
        cluster.start(BETA);
        alpha.awaitLive(BTC);
        alpha.awaitLive(ETH);
        final CommandRun run = watch(ALPHA, "--count", "2", "--market", ETH);
        assertEquals(0, run.code(), run::toString);
        assertEquals(2, run.out().lines().filter((line) -> line.contains("node alpha  pid ")).count());
        assertTrue(Pattern.compile("ETH-USD +LIVE +0 +0 +0 +\\S+ +\\d+ +0 +\\S+ +- +-").matcher(run.out()).find(), run::out);
        assertFalse(run.out().contains(BTC), run::out);
        assertFalse(run.out().contains("\033"), run::out);
        run.out().lines().forEach((line) -> assertTrue(line.length() < 80, line));
    }

    @Test
    void shouldSayThatTheNodeIsGoneAndGoOnWhenItIsStartedAgain() throws Exception
    {
        cluster.start(BETA);
        alpha.awaitLive(BTC);
        try (Child watch = Child.belay(
            "status", cluster.directoryOf(ALPHA).toString(), "--watch", "--interval", "20ms", "--format", "json"))
        {
            Await.until("it is seen", () -> watch.output().contains("\"alive\":true"), watch::output);
            alpha.close();
            Await.until("it is missed", () -> watch.output().contains("\"alive\":false"), watch::output);
            final int before = watch.output().length();
            alpha = cluster.start(ALPHA);
            alpha.awaitLive(BTC);
            append(cluster.connect(ALPHA), BTC, 3);
            Await.until("it is seen again, with rates",
                () -> Pattern.compile("\"alive\":true.*\"acks\":3,.*\"seconds\":0\\.")
                    .matcher(watch.output().substring(before)).find(), watch::output);
            assertTrue(watch.isAlive());
        }
    }
}
