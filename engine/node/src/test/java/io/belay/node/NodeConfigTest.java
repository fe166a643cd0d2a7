package io.belay.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import io.belay.replication.MarketDefinition;
import io.belay.wire.MarketId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigTest
{
    private static String refusal(final ConfigText config)
    {
        return assertThrows(ConfigException.class, config::read).getMessage();
    }

    @Test
    void shouldRefuseWhenNoNodeIsConfigured()
    {
        final ConfigText config = new ConfigText()
            .without("belay.node.alpha.id").without("belay.node.alpha.endpoint")
            .without("belay.node.beta.id").without("belay.node.beta.endpoint");
        assertEquals("no node is configured: set belay.node.<name>.id and belay.node.<name>.endpoint", refusal(config));
    }

    @Test
    void shouldRefuseWhenItIsNotSaidWhichNodeThisIs()
    {
        assertEquals("'belay.node' is not set; it has no default", refusal(new ConfigText().without("belay.node")));
        assertEquals("'belay.node=gamma' (properties) is none of the nodes configured: alpha, beta",
            refusal(new ConfigText().with("belay.node", "gamma")));
    }

    @Test
    void shouldRefuseWhenHalfANodeIsConfigured()
    {
        assertEquals("'belay.node.beta.id' is not set; it has no default",
            refusal(new ConfigText().without("belay.node.beta.id")));
        assertEquals("'belay.node.beta.endpoint' is not set; it has no default",
            refusal(new ConfigText().without("belay.node.beta.endpoint")));
    }

    @Test
    void shouldRefuseWhenTwoNodesShareAnIdOrAnEndpoint()
    {
        assertEquals("'belay.node.beta.id=1' (properties) is the id of node alpha too",
            refusal(new ConfigText().with("belay.node.beta.id", "1")));
        assertEquals("'belay.node.beta.endpoint=localhost:9001' (properties) is the endpoint of node alpha too",
            refusal(new ConfigText().with("belay.node.beta.endpoint", "localhost:9001")));
    }

    @ParameterizedTest
    @CsvSource({"localhost", ":9001", "a b:9001", "localhost:port", "localhost:0",
        "localhost:65536", "localhost:99999"})
    void shouldRefuseAnEndpointWhenItIsNotHostAndPort(final String endpoint)
    {
        assertEquals("'belay.node.beta.endpoint=" + endpoint + "' (properties) is not host:port, with a port of 1 to " +
            "65535", refusal(new ConfigText().with("belay.node.beta.endpoint", endpoint)));
    }

    @ParameterizedTest
    @CsvSource({
        "belay.node.beta.id,0,between 1 and 65534",
        "belay.node.beta.id,65535,between 1 and 65534",
        "belay.node.beta.id,two,whole number",
        "belay.market.w,3,between 1 and 2",
        "belay.market.w,0,between 1 and 2",
        "belay.client.window,1000,power of two",
        "belay.client.window,131072,between 1 and 65536",
        "belay.market.window,8,between 16 and 1048576",
        "belay.market.window,17,power of two",
        "belay.wal.term.length,3m,power of two",
        "belay.wal.term.length,32k,between 64k",
        "belay.wal.mtu,1000,between 1408 and 65504",
        "belay.wal.mtu,1500,multiple of 32",
        "belay.frame.length.max,1025k,between 0 and 1m",
        "belay.driver.timeout,1ms,between 100ms and",
        "belay.frame.length.max,-1,size",
        "belay.journal.cycle.length,1m,between 4m",
        "belay.journal.cycle.length,5000000,multiple of 4096",
        "belay.journal.retention.bytes,-1,size",
        "belay.journal.retention.age,1y,number with a unit",
        "belay.journal.retention.age,1,number with a unit",
        "belay.journal.retention.age,1us,less than 1ms; 0 keeps all",
        "belay.replica.timeout,5,number with a unit",
        "belay.heartbeat.interval,0ms,between 1ms and",
        "belay.replica.timeout,150ms,two heartbeat intervals of 100ms",
        "belay.threading,both,none of dedicated",
        "belay.idle.strategy,sleep,none of adaptive",
        "belay.driver.profile,fast,none of dev",
        "belay.driver.embedded,maybe,neither true nor false"})
    void shouldNameKeyAndReasonWhenAValueCannotBe(final String key, final String value, final String reason)
    {
        final String message = refusal(new ConfigText().with(key, value));
        assertTrue(message.startsWith("'" + key + "=" + value + "' (properties) "), message);
        assertTrue(message.contains(reason), message);
    }

    @Test
    void shouldRefuseAStreamThatTheLongestFrameDoesNotFit()
    {
        assertEquals("'belay.frame.length.max=1m' (default) does not fit into a message of the WAL, which is an " +
            "eighth of belay.wal.term.length=8m", refusal(new ConfigText().with("belay.wal.term.length", "8m")));
    }

    @Test
    void shouldRefuseDatagramsThatTheStreamDoesNotFit()
    {
        assertEquals("'belay.wal.mtu=16384' (properties) is more than an eighth of belay.wal.term.length=64k",
            refusal(new ConfigText().with("belay.wal.mtu", "16384").with("belay.wal.term.length", "64k")
                .with("belay.frame.length.max", "4k")));
    }

    @Test
    void shouldRefuseANodeNameThatNoCounterCouldShow()
    {
        final String name = "n".repeat(65);
        assertEquals("'belay.node." + name + ".…': a node's name is 1 to 64 letters, digits or ._-",
            refusal(new ConfigText().with("belay.node." + name + ".id", "3")));
    }

    @Test
    void shouldRefuseWhenThereIsNoMarket()
    {
        assertEquals("'belay.markets' is not set; it has no default",
            refusal(new ConfigText().without("belay.markets")));
        final String message = refusal(new ConfigText().with("belay.markets", "A,,B"));
        assertTrue(message.startsWith("'belay.markets=A,,B' (properties) cannot be: market name ''"), message);
    }

    @Test
    void shouldRefuseTwoMarketsOfOneName()
    {
        assertEquals("'belay.markets=A, B ,A' (properties) cannot be: market 'A' is named twice",
            refusal(new ConfigText().with("belay.markets", "A, B ,A")));
    }

    @Test
    void shouldRefuseKeysOfAMarketThatIsNotListed()
    {
        assertEquals("'belay.market.ETH-USD.owner' is set, but 'ETH-USD' is not in belay.markets",
            refusal(new ConfigText().with("belay.market.ETH-USD.owner", "alpha")));
    }

    @Test
    void shouldRefuseAMarketWhoseNodesAreUnknownOrTheSame()
    {
        assertEquals("'belay.market.owner=gamma' (properties) is none of the nodes configured: alpha, beta",
            refusal(new ConfigText().with("belay.market.owner", "gamma")));
        assertEquals("'belay.market.standby=gamma' (properties) is none of the nodes configured: alpha, beta",
            refusal(new ConfigText().with("belay.market.standby", "gamma")));
        assertEquals("'belay.market.standby=alpha' (properties) is the owner of market 'BTC-USD' too",
            refusal(new ConfigText().with("belay.market.standby", "alpha")));
        assertEquals("'belay.market.owner' is not set; it has no default",
            refusal(new ConfigText().without("belay.market.owner")));
    }

    @Test
    void shouldRefuseAStandbyThatWDoesNotCallFor()
    {
        assertEquals("'belay.market.standby' is not set, but W of market 'BTC-USD' is 2",
            refusal(new ConfigText().without("belay.market.standby")));
        assertEquals("'belay.market.standby=beta' (properties) names a standby, but W of market 'BTC-USD' is 1",
            refusal(new ConfigText().with("belay.market.w", "1")));
    }

    @ParameterizedTest
    @CsvSource({
        "belay.market.ownr,belay.market.owner",
        "belay.market.BTC-USD.stanby,belay.market.BTC-USD.standby",
        "belay.jornal.cycle.length,belay.journal.cycle.length",
        "belay.dirr,belay.dir"})
    void shouldSuggestTheRightKeyWhenOneIsMisspelt(final String key, final String suggestion)
    {
        assertEquals("unknown key '" + key + "' (properties); did you mean '" + suggestion + "'?",
            refusal(new ConfigText().with(key, "alpha")));
    }

    @Test
    void shouldTakeEveryLengthOfFrameThatItAllows()
    {
        // Whatever passes here must open a journal and fit the streams, or the refusal comes with a stack trace.
        for (final String length : new String[]{"0", "1", "64k", "1m"})
        {
            final NodeConfig config = new ConfigText()
                .with("belay.frame.length.max", length)
                .with("belay.journal.cycle.length", "4m")
                .read();
            assertEquals(4 << 20, config.journal().cycleBytes());
            assertTrue(config.journal().entryBytesMax() > config.frameLengthMax());
        }
    }

    @Test
    void shouldLetAMarketsOwnKeysWin()
    {
        final NodeConfig config = new ConfigText()
            .with("belay.markets", "A, B, C")
            .with("belay.market.B.owner", "beta")
            .with("belay.market.B.standby", "alpha")
            .with("belay.market.C.w", "1")
            .with("belay.market.C.standby", "")
            .read();

        assertEquals(List.of(
            new MarketDefinition("A", MarketId.of("A"), 1, 2, 2),
            new MarketDefinition("B", MarketId.of("B"), 2, 1, 2),
            new MarketDefinition("C", MarketId.of("C"), 1, 0, 1)), config.markets());
    }

    @Test
    void shouldHaveTheDefaultsThatAreDocumented()
    {
        final NodeConfig config = new ConfigText().with("aeron.dir", "/dev/shm/x").read();
        assertEquals(new NodeConfig.NodeAddress("alpha", 1, "localhost:9001"), config.self());
        assertEquals(1 << 20, config.frameLengthMax());
        assertEquals(16 << 20, config.walTermBytes());
        assertEquals(64 << 20, config.cycleBytes());
        assertEquals(NodeConfig.Threading.DEDICATED, config.threading());
        assertEquals(NodeConfig.Idle.ADAPTIVE, config.idle());
        assertEquals(Map.of("aeron.dir", "/dev/shm/x"), config.aeron());
    }
}
