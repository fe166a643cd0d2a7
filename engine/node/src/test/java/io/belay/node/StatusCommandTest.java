package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static io.belay.node.Cluster.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.belay.client.Market;
import io.belay.wire.MarketId;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code belay status} and {@code belay append} print about a live pair.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StatusCommandTest
{
    private static final String BTC = "BTC-USD";

    @TempDir
    private Path directory;
    private Cluster cluster;
    private RunningNode alpha;

    @BeforeEach
    void start()
    {
        cluster = Cluster.withDriver(directory);
        alpha = cluster.start(ALPHA);
    }

    @AfterEach
    void stop()
    {
        cluster.close();
    }

    private CommandRun status(final String node, final String... more)
    {
        final String[] args = new String[2 + more.length];
        args[0] = "status";
        args[1] = cluster.directoryOf(node).toString();
        System.arraycopy(more, 0, args, 2, more.length);

        return CommandRun.of(args);
    }

    private static String value(final String json, final String key)
    {
        final Matcher matcher = Pattern.compile("\"" + key + "\":(\"[^\"]*\"|[-\\w.]+)").matcher(json);
        assertTrue(matcher.find(), () -> key + " in " + json);

        return matcher.group(1);
    }

    private CommandRun append(final String lines, final String... more) throws IOException
    {
        final Path file = Files.writeString(directory.resolve("lines"), lines);
        final List<String> args = new ArrayList<>(List.of(
            "append", "--market", BTC, "--aeron-dir", cluster.aeronDirectory(), "--timeout", "20s", file.toString()));
        args.addAll(List.of(more));

        return CommandRun.of(args.toArray(new String[0]));
    }

    @Test
    void shouldAnswerNoWhileTheStandbyIsMissing()
    {
        alpha.awaitState(BTC, "OPENING_STANDBY");
        Await.until("it is said why", () -> status(ALPHA).out().contains("standby beta has not been heard yet"));
        final CommandRun run = status(ALPHA);
        assertEquals(1, run.code(), run.err());
        assertTrue(run.out().contains("OPENING_STANDBY"), run::out);
        assertEquals(1, alpha.err().lines().count(), alpha.err());
    }

    @Test
    void shouldShowOwnerAndStandbyAsTextAndAsJson()
    {
        cluster.start(BETA);
        alpha.awaitLive(BTC);
        final Market market = cluster.connect(ALPHA).market(BTC);
        for (int i = 0; i < 3; i++)
        {
            market.appendAndAwait(new UnsafeBuffer(new byte[10]), 0, 10);
        }

        Await.until("all is shown", () -> value(status(BETA, "--format", "json").out(), "txid").equals("3"));
        Await.until(
            "all is shown", () -> value(status(ALPHA, "--format", "json").out(), "standbyPosition").equals("5"));
        final CommandRun json = status(ALPHA, "--format", "json");
        assertEquals(0, json.code(), json.err());
        assertEquals(1, json.out().lines().count());
        assertEquals("\"alpha\"", value(json.out(), "node"));
        assertEquals("true", value(json.out(), "alive"));
        assertEquals("false", value(json.out(), "starting"));
        assertEquals("0", value(json.out(), "refusedTries"));
        assertEquals("1", value(json.out(), "clients"));
        assertEquals("\"BTC-USD\"", value(json.out(), "market"));
        assertEquals('"' + MarketId.toHex(MarketId.of(BTC)) + '"', value(json.out(), "id"));
        assertEquals("\"owner\"", value(json.out(), "role"));
        assertEquals("\"LIVE\"", value(json.out(), "state"));
        assertEquals("2", value(json.out(), "w"));
        assertEquals("3", value(json.out(), "txid"));
        assertEquals("3", value(json.out(), "committedTxid"));
        assertEquals("5", value(json.out(), "position"));
        assertEquals("0", value(json.out(), "standbyLag"));
        assertEquals("0", value(json.out(), "errorCount"));

        final CommandRun text = status(ALPHA);
        assertEquals(0, text.code(), text.err());
        assertTrue(text.out().contains("node alpha  pid " + ProcessHandle.current().pid() + " alive"), text::out);
        assertTrue(Pattern.compile("BTC-USD +owner +LIVE +1\\.1 +2 +3 +3 +5 +0").matcher(text.out()).find(), text::out);
        final CommandRun standby = status(BETA);
        assertEquals(0, standby.code(), standby.err());
        assertTrue(Pattern.compile("BTC-USD +standby +FOLLOWING").matcher(standby.out()).find(), standby::out);
    }

    @Test
    void shouldShowWhatWentWrong()
    {
        final RunningNode beta = cluster.start(BETA);
        alpha.awaitLive(BTC);
        beta.close();
        alpha.awaitState(BTC, "REPAIRING");
        Await.until(
            "the error is shown", () -> !value(status(ALPHA, "--format", "json").out(), "errorCount").equals("0"));
        final CommandRun run = status(ALPHA);
        assertEquals(1, run.code());
        assertTrue(run.out().contains("standby beta is silent"), run::out);
        assertTrue(value(status(ALPHA, "--format", "json").out(), "text").contains("standby beta is silent"));
    }

    @Test
    void shouldAnswerUnreachableOnceTheNodeHasStopped()
    {
        alpha.close();
        final CommandRun run = status(ALPHA);
        assertEquals(4, run.code());
        assertTrue(run.out().contains("NOT RUNNING"), run::out);
    }

    @Test
    void shouldStopAtTheFirstLineThatIsNotDurableWhenAsked() throws Exception
    {
        cluster.start(BETA);
        alpha.awaitLive(BTC);
        final CommandRun run = append("one\n" + "x".repeat(Cluster.FRAME_LENGTH_MAX + 1) + "\nthree\nfour\n",
            "--node", ALPHA, "--stop");
        assertEquals(5, run.code(), run.err());
        assertEquals(List.of("DURABLE", "REFUSED"),
            run.out().lines().map((line) -> line.substring(0, line.indexOf(' '))).toList());
        assertEquals("belay: 1 DURABLE, 0 UNKNOWN, 1 REFUSED; nothing from line 3 on was sent", run.err().strip());
        assertEquals(1, JournalContent.of(alpha.directory()).frames(BTC).size());
    }

    @Test
    void shouldAppendEachLineAndTellWhichIsNotDurable() throws Exception
    {
        cluster.start(BETA);
        alpha.awaitLive(BTC);
        final CommandRun run = append("one\n\n" + "x".repeat(Cluster.FRAME_LENGTH_MAX + 1) + "\nzwölf\n",
            "--node", ALPHA);
        assertEquals(5, run.code(), run.err());
        assertTrue(Pattern.compile("""
            DURABLE txid=1 w=2 us=\\d+
            DURABLE txid=2 w=2 us=\\d+
            REFUSED FRAME_TOO_LONG line=3
            DURABLE txid=3 w=2 us=\\d+
            """).matcher(run.out()).matches(), run::out);
        assertEquals("belay: 3 DURABLE, 0 UNKNOWN, 1 REFUSED; no line is left", run.err().strip());
        assertEquals(List.of("one", "", "zwölf"), JournalContent.of(alpha.directory()).frames(BTC).stream()
            .map((frame) -> new String(frame.bytes(), StandardCharsets.UTF_8)).toList());

        final CommandRun json = append("four\n", "--format", "json", "--node", ALPHA);
        assertEquals(0, json.code(), json.err());
        assertEquals("\"DURABLE\"", value(json.out(), "outcome"));
        assertEquals("1", value(json.out(), "line"));
        assertEquals("", json.err());
        assertEquals("4", value(json.out(), "txid"));

        final CommandRun notOwner = append("five\n", "--node", BETA);
        assertEquals(6, notOwner.code(), notOwner.err());
        assertTrue(notOwner.err().startsWith("belay: node 'beta' does not own market 'BTC-USD'; node 'alpha' does"),
            notOwner::err);
        final CommandRun several = append("six\n");
        assertEquals(2, several.code(), several.err());
        assertTrue(several.err().contains("alpha, beta"), several::err);
    }
}
