package io.belay.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.aeron.Aeron;
import io.belay.driver.BelayDriver;
import io.belay.driver.DriverConfig;
import io.belay.node.NodeCounters.NodeField;
import io.belay.replication.OwnerState;
import io.belay.wire.MarketId;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is seen of nodes whose counters are in a real driver.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NodeStatusTest
{
    private static final int ALPHA = 1;
    private static final long INSTANCE = 0x1234_5678_9ABC_DEF0L;
    private static final long ID = MarketId.of("BTC-USD");

    @TempDir
    private Path directory;
    private final List<AutoCloseable> closeables = new ArrayList<>();
    private final Map<String, MarketTable.Row> rows = new HashMap<>();
    private MarketTable table;
    private BelayDriver driver;

    @BeforeEach
    void start()
    {
        driver = BelayDriver.launch(DriverConfig.embedded()
            .with("aeron.timer.interval", "10ms", "test"));
        mark(driver.aeronDirectoryName());
    }

    private void mark(final String aeronDirectory)
    {
        closeables.add(0, NodeMarkFile.create(
            directory, ALPHA, "alpha", INSTANCE, aeronDirectory, System.currentTimeMillis()));
    }

    @AfterEach
    void stop()
    {
        CloseHelper.closeAll(closeables);
        CloseHelper.close(driver);
    }

    private Aeron connect()
    {
        final Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
        closeables.add(0, aeron);

        return aeron;
    }

    private static void show(final NodeCounters counters, final NodeField field, final long value)
    {
        counters.node(field).setRelease(value);
    }

    /** In the table of the instance that the mark names. */
    private void show(final String market, final MarketField field, final long value)
    {
        if (rows.isEmpty())
        {
            table = table(INSTANCE);
        }

        rows.computeIfAbsent(market, (name) -> table.add(MarketId.of(name), name)).set(field, value);
    }

    private MarketTable table(final long instance)
    {
        return MarketTable.create(driver.aeronDirectoryName(), ALPHA, instance, List.of("BTC-USD", "OTHER-USD"));
    }

    @Test
    void shouldNotBeAliveWhenTheDriverIsGone()
    {
        mark(directory.resolve("no-driver").toString());
        final NodeStatus status = NodeStatus.read(directory);
        assertFalse(status.alive());
        assertEquals("alpha", status.nodeName());
        assertEquals(List.of(), status.markets());
    }

    @Test
    void shouldNotBeAliveWhenTheDriversFileWasNeverFinished() throws Exception
    {
        final Path aeron = Files.createDirectory(directory.resolve("aeron"));
        mark(aeron.toString());
        for (final int length : new int[]{0, 1, 127, 128, 4096, 1 << 20})
        {
            Files.write(aeron.resolve("cnc.dat"), new byte[length]);
            assertFalse(NodeStatus.read(directory).alive());
        }
    }

    @Test
    void shouldBeStartingUntilAllMarketsAreShown()
    {
        final NodeMarkFile mark = (NodeMarkFile)closeables.get(0);
        assertTrue(NodeStatus.read(directory).starting(), "no counters yet");
        assertEquals(1, CommandRun.of("status", directory.toString()).code());

        final NodeCounters counters = new NodeCounters(connect(), ALPHA, "alpha", INSTANCE);
        show(counters, NodeField.JOURNAL_SEQUENCE, 0);
        show("BTC-USD", MarketField.STATE, 0);
        final CommandRun starting = CommandRun.of("status", directory.toString());
        assertEquals(1, starting.code(), starting::toString);
        assertTrue(starting.out().contains(" starting  since "), starting::toString);

        show(counters, NodeField.STARTED, 1);
        show("BTC-USD", MarketField.STATE, 2);
        assertFalse(NodeStatus.read(directory).starting());
        assertEquals(0, CommandRun.of("status", directory.toString()).code());

        mark.touch(System.currentTimeMillis() + 1);
        mark(driver.aeronDirectoryName());
        ((NodeMarkFile)closeables.get(0)).touch(System.currentTimeMillis() + 1);
        assertFalse(NodeStatus.read(directory).starting(), "its driver has dropped the counters of a node that ran");
    }

    @Test
    void shouldSayWhatHappenedWithoutTheNamesOfClasses()
    {
        assertEquals("disk full: 12", line("java.io.IOException: disk full: 12\n\tat x"));
        assertEquals("no driver", line("io.aeron.exceptions.DriverTimeoutException: ERROR - no driver"));
        assertEquals("it broke", line("io.belay.node.Node$Part$BrokenException: it broke"));
        assertEquals("null pointer exception", line("java.lang.NullPointerException\n\tat x"));
        assertEquals("standby beta: is silent", line("standby beta: is silent"));
        assertEquals("", line(""));
    }

    private static String line(final String text)
    {
        return new NodeStatus.ObservedError(1, 0, 0, text).firstLine();
    }

    @Test
    void shouldRefuseWhenNoNodeHasRunThere()
    {
        assertThrows(ConfigException.class, () -> NodeStatus.read(directory.resolve("other")));
    }

    @Test
    void shouldShowTheInstanceOfTheMarkWhenCountersOfAKilledOneAreStillThere()
    {
        final NodeCounters stale = new NodeCounters(connect(), ALPHA, "alpha", INSTANCE - 1);
        show(stale, NodeField.JOURNAL_SEQUENCE, 111);
        show(stale, NodeField.JOURNAL_FAILED, 1);
        final MarketTable.Row row = table(INSTANCE - 1).add(ID, "BTC-USD");
        row.set(MarketField.TXID, 111);
        row.set(MarketField.STANDBY_POSITION, 111);

        final NodeCounters fresh = new NodeCounters(connect(), ALPHA, "alpha", INSTANCE);
        show(fresh, NodeField.JOURNAL_SEQUENCE, 7);
        assertEquals(List.of(), NodeStatus.read(directory).markets(), "the new one has not shown its markets yet");
        show("BTC-USD", MarketField.TXID, 7);
        row.set(MarketField.TXID, 112); // It is not quite dead.
        // Nor is it the newest one that counts: somebody with the same id may have started elsewhere.
        final NodeCounters other = new NodeCounters(connect(), ALPHA, "alpha", INSTANCE + 1);
        show(other, NodeField.JOURNAL_SEQUENCE, 222);

        final NodeStatus status = NodeStatus.read(directory);
        assertEquals(7, status.journalSequence());
        assertFalse(status.journalFailed());
        assertEquals(List.of("BTC-USD"), status.markets().stream().map(NodeStatus.Market::name).toList());
        assertEquals(7, status.markets().get(0).txid());
        assertEquals(0, status.markets().get(0).standbyPosition());
    }

    @Test
    void shouldShowNothingOfOtherNodesOfTheSameDriver()
    {
        final NodeCounters beta = new NodeCounters(connect(), 2, "beta", INSTANCE);
        show(beta, NodeField.JOURNAL_SEQUENCE, 111);
        MarketTable.create(driver.aeronDirectoryName(), 2, INSTANCE, List.of("BTC-USD")).add(ID, "BTC-USD");
        assertFalse(NodeStatus.read(directory).alive());

        show(new NodeCounters(connect(), ALPHA, "alpha", INSTANCE), NodeField.JOURNAL_SEQUENCE, 7);
        final NodeStatus status = NodeStatus.read(directory);
        assertTrue(status.alive());
        assertEquals(7, status.journalSequence());
        assertEquals(List.of(), status.markets());
    }

    @Test
    void shouldShowAThousandMarketsByNameWithEachFieldWhereItBelongs()
    {
        show(new NodeCounters(connect(), ALPHA, "alpha", INSTANCE), NodeField.CLIENTS, 0);
        final List<String> names = new ArrayList<>();
        for (int i = 0; i < 1000; i++)
        {
            names.add("M" + "x".repeat(i % 50) + i);
        }

        final MarketTable markets = MarketTable.create(driver.aeronDirectoryName(), ALPHA, INSTANCE, names);
        for (final String name : names)
        {
            final MarketTable.Row row = markets.add(MarketId.of(name), name);
            for (final MarketField field : MarketField.values())
            {
                row.set(field, MarketId.of(name) + field.code);
            }
        }

        final List<NodeStatus.Market> seen = NodeStatus.read(directory).markets();
        assertEquals(names.stream().sorted().toList(), seen.stream().map(NodeStatus.Market::name).toList());
        for (final NodeStatus.Market market : seen)
        {
            assertEquals(MarketId.of(market.name()), market.id());
            for (final MarketField field : MarketField.values())
            {
                assertEquals(market.id() + field.code, market.values().get(field));
            }
        }
    }

    @Test
    void shouldShowNoMarketOfATableThatIsNotFinishedOrOfAnotherVersion() throws Exception
    {
        show(new NodeCounters(connect(), ALPHA, "alpha", INSTANCE), NodeField.CLIENTS, 0);
        show("BTC-USD", MarketField.TXID, 7);
        final Path file = Path.of(driver.aeronDirectoryName(), "belay-node-1.markets");
        final byte[] whole = Files.readAllBytes(file);
        for (final int length : new int[]{0, 63, 64})
        {
            Files.write(file, new byte[length]);
            assertEquals(List.of(), NodeStatus.read(directory).markets());
        }

        whole[0]++;
        Files.write(file, whole);
        assertEquals(List.of(), NodeStatus.read(directory).markets());
        whole[0]--;
        Files.write(file, whole);
        assertEquals(7, NodeStatus.read(directory).markets().get(0).txid());
    }

    @Test
    void shouldShowAnOwnersMarket()
    {
        final NodeCounters counters = new NodeCounters(connect(), ALPHA, "alpha", INSTANCE);
        show(counters, NodeField.CLIENTS, 3);
        show("BTC-USD", MarketField.ROLE, 1);
        show("BTC-USD", MarketField.STATE, OwnerState.LIVE.code());
        show("BTC-USD", MarketField.EPOCH, 0x3_0001);
        show("BTC-USD", MarketField.W, 2);
        show("BTC-USD", MarketField.POSITION, 120);
        show("BTC-USD", MarketField.STANDBY_POSITION, 100);

        final NodeStatus status = NodeStatus.read(directory);
        assertEquals(3, status.clients());
        final NodeStatus.Market market = status.markets().get(0);
        assertEquals(ID, market.id());
        assertTrue(market.isOwner());
        assertEquals("LIVE", market.state());
        assertTrue(market.isWell());
        assertEquals(20, market.standbyLag());
    }

    @Test
    void shouldCallAnOwnedMarketUnwellWhenItIsNotLive()
    {
        final NodeCounters counters = new NodeCounters(connect(), ALPHA, "alpha", INSTANCE);
        show(counters, NodeField.CLIENTS, 0);
        show("BTC-USD", MarketField.ROLE, 1);
        show("BTC-USD", MarketField.STATE, OwnerState.REPAIRING.code());
        assertFalse(NodeStatus.read(directory).markets().get(0).isWell());
    }

    @Test
    void shouldCallAStandbyUnwellWhileItFollowsNobody()
    {
        final NodeCounters counters = new NodeCounters(connect(), ALPHA, "alpha", INSTANCE);
        show(counters, NodeField.CLIENTS, 0);
        show("BTC-USD", MarketField.ROLE, 0);
        for (final int code : new int[]{0, 1, 2, 3})
        {
            show("BTC-USD", MarketField.STATE, code);
            final NodeStatus.Market market = NodeStatus.read(directory).markets().get(0);
            assertEquals("FOLLOWING".equals(market.state()), market.isWell(), market::state);
        }
    }

    @Test
    void shouldKnowTheStandbysLagOnlyWhileItIsInStep()
    {
        final NodeCounters counters = new NodeCounters(connect(), ALPHA, "alpha", INSTANCE);
        show(counters, NodeField.CLIENTS, 0);
        show("BTC-USD", MarketField.ROLE, 1);
        show("BTC-USD", MarketField.W, 2);
        show("BTC-USD", MarketField.POSITION, 120);
        show("BTC-USD", MarketField.STANDBY_POSITION, 120);
        for (final OwnerState state : OwnerState.values())
        {
            show("BTC-USD", MarketField.STATE, state.code());
            assertEquals(OwnerState.LIVE == state, NodeStatus.read(directory).markets().get(0).isLagKnown());
        }

        show("BTC-USD", MarketField.W, 1);
        assertFalse(NodeStatus.read(directory).markets().get(0).isLagKnown());
    }

    @Test
    void shouldTellForHowLongTheNodeWasNotRun()
    {
        show(new NodeCounters(connect(), ALPHA, "alpha", INSTANCE), NodeField.CLIENTS, 0);
        final NodeMarkFile mark = (NodeMarkFile)closeables.stream()
            .filter(NodeMarkFile.class::isInstance).findFirst().orElseThrow();
        assertFalse(NodeStatus.read(directory).isStalled());
        mark.touch(System.currentTimeMillis() - 30_000);
        final NodeStatus status = NodeStatus.read(directory);
        assertTrue(status.alive());
        assertTrue(status.isStalled());
        assertTrue(status.silentMs() >= 30_000 && status.silentMs() < 60_000, status::toString);

        // Clocks may be set back.
        mark.touch(System.currentTimeMillis() + 30_000);
        assertFalse(NodeStatus.read(directory).isStalled());
    }

    @Test
    void shouldNameAStateThatANewerVersionShows()
    {
        final NodeCounters counters = new NodeCounters(connect(), ALPHA, "alpha", INSTANCE);
        show(counters, NodeField.CLIENTS, 0);
        show("BTC-USD", MarketField.ROLE, 1);
        show("BTC-USD", MarketField.STATE, 99);
        final NodeStatus.Market market = NodeStatus.read(directory).markets().get(0);
        assertEquals("STATE-99", market.state());
        assertFalse(market.isWell());
    }
}
