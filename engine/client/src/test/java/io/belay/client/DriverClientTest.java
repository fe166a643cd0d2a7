package io.belay.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.belay.transport.AeronStreams;
import io.belay.transport.NodeCounter;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client over a real media driver.
 */
class DriverClientTest
{
    private static final long AWAIT_NS = TimeUnit.SECONDS.toNanos(20);

    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[256 * 1024]);
    @TempDir
    private Path folder;
    private MediaDriver driver;
    private AeronStreams nodeStreams;
    private FakeNode node;
    private Thread nodeThread;
    private volatile boolean isStopping;

    @BeforeEach
    void launch()
    {
        driver = MediaDriver.launch(new MediaDriver.Context()
            .performStorageChecks(false) // In a plain chroot Java finds no file store.
            .aeronDirectoryName(folder.resolve("driver").toString())
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(new YieldingIdleStrategy())
            .publicationLingerTimeoutNs(TimeUnit.MILLISECONDS.toNanos(50))
            .timerIntervalNs(TimeUnit.MILLISECONDS.toNanos(10))
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .errorHandler(errors::add));
        nodeStreams = connect();
    }

    @AfterEach
    void close() throws InterruptedException
    {
        stopNode();
        CloseHelper.closeAll(nodeStreams, driver);
        // When the driver is lost, Aeron also says that its conductor has ended.
        errors.removeIf((error) ->
            AeronStreams.isDriverLost(error) || error instanceof AgentTerminationException);
        assertEquals(List.of(), errors);
    }

    @Test
    void shouldSayThatThereIsNoDriver()
    {
        final String directory = folder.resolve("nowhere").toString();

        final BelayException ex = failure(
            BelayException.Code.NO_DRIVER, context().aeronDirectoryName(directory).connectTimeoutNs(50_000_000));

        assertTrue(ex.getMessage().contains(directory) && ex.getMessage().contains("belay driver"), ex.getMessage());
    }

    @Test
    void shouldSayThatThereIsNoNode()
    {
        failure(BelayException.Code.NO_NODE, context().connectTimeoutNs(50_000_000));
        announce("alpha", FakeNode.APPEND_STREAM_ID);

        final BelayException ex =
            failure(BelayException.Code.NO_NODE, context().node("beta").connectTimeoutNs(50_000_000));

        assertTrue(ex.getMessage().contains("beta"), ex.getMessage());
    }

    @Test
    void shouldNameTheNodesWhenThereAreSeveral()
    {
        announce("alpha", 1);
        announce("beta", 2);

        final BelayException ex = failure(BelayException.Code.SEVERAL_NODES, context());

        assertTrue(ex.getMessage().contains("alpha, beta"), ex.getMessage());
    }

    @Test
    void shouldSayThatTheNodeDoesNotListen()
    {
        announce("alpha", FakeNode.APPEND_STREAM_ID);

        failure(BelayException.Code.TIMEOUT, context().connectTimeoutNs(300_000_000));
    }

    @Test
    void shouldFindTheNewestWhenANodeWasRestarted()
    {
        announce("alpha", 999);
        startNode();
        announce("beta", 998);

        try (BelayClient client = BelayClient.connect(context().node("alpha")))
        {
            assertEquals("alpha", client.nodeName());
            assertEquals("BTC-USD", client.market("BTC-USD").name());
        }
    }

    @Test
    void shouldGetEachOutcomeOnceWhenManyAreInFlight()
    {
        final int count = 20_000;
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        startNode();
        final BelayClient.Context context = context().outcomeTimeoutNs(AWAIT_NS);
        try (BelayClient client = BelayClient.connect(context))
        {
            final Market market = client.market("BTC-USD");
            int sent = 0;
            final long deadlineNs = System.nanoTime() + AWAIT_NS;
            while (outcomes.size() < count && System.nanoTime() - deadlineNs < 0)
            {
                final int length = random.nextInt(100) == 0 ? random.nextInt(200_000) : random.nextInt(500);
                if (sent < count && market.append(bytes, 0, length) > 0)
                {
                    sent++;
                }
                client.poll();
            }
            assertEquals(0, client.lateOutcomes() + client.invalidMessages());
        }

        assertEquals(count, outcomes.size(), () -> "seed " + seed);
        for (int i = 0; i < count; i++)
        {
            assertEquals(i + 1, outcomes.get(i).clientSequence());
            assertTrue(outcomes.get(i).isDurable());
        }
    }

    @Test
    void shouldAwaitOneOutcomeAndTakeLeave()
    {
        startNode();
        try (BelayClient client = BelayClient.connect(context()))
        {
            assertTrue(client.market("BTC-USD").appendAndAwait(bytes, 0, 100).isDurable());
        }

        await("leave", () -> node.clientHasLeft);
    }

    @Test
    void shouldEndUnknownWhenTheNodeDies() throws InterruptedException
    {
        startNode();
        try (BelayClient client = BelayClient.connect(context().outcomeTimeoutNs(AWAIT_NS)))
        {
            final Market market = client.market("BTC-USD");
            stopNode();
            assertEquals(1, market.append(bytes, 0, 8));
            nodeStreams.close();

            await("outcome", () -> client.poll() > 0);
            assertTrue(outcomes.get(0).isUnknown());
            assertEquals(
                BelayException.Code.NODE_LOST,
                assertThrows(BelayException.class, () -> market.append(bytes, 0, 8)).code());
        }
    }

    @Test
    void shouldEndUnknownWhenTheDriverDies() throws InterruptedException
    {
        startNode();
        try (AeronStreams streams = connect();
            BelayClient client = BelayClient.connect(context().streams(streams).outcomeTimeoutNs(AWAIT_NS)))
        {
            final Market market = client.market("BTC-USD");
            stopNode();
            assertEquals(1, market.append(bytes, 0, 8));
            driver.close();

            await("outcome", () -> client.poll() > 0);
            assertTrue(outcomes.get(0).isUnknown());
            assertFalse(client.isUsable());

            // The node loses the driver too, and its streams may end before the client has noticed for itself.
            await("word of the driver", () ->
            {
                client.poll();

                return BelayException.Code.DRIVER_LOST ==
                    assertThrows(BelayException.class, () -> market.append(bytes, 0, 8)).code();
            });
        }
    }

    @Test
    void shouldLeaveTheStreamsOpenWhenTheyAreNotItsOwn()
    {
        startNode();
        try (AeronStreams streams = connect())
        {
            BelayClient.connect(context().streams(streams)).close();

            assertTrue(streams.isDriverAlive());
            assertTrue(BelayClient.connect(context().streams(streams)).isUsable());
        }
    }

    private BelayClient.Context context()
    {
        return new BelayClient.Context()
            .aeronDirectoryName(driver.aeronDirectoryName())
            .errorHandler(errors::add)
            .outcomeHandler((outcome) -> outcomes.add(outcome.copy()));
    }

    private AeronStreams connect()
    {
        return AeronStreams.connect(
            new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()).driverTimeoutMs(1_000),
            errors::add,
            (cause) -> {});
    }

    private void announce(final String name, final int appendStreamId)
    {
        NodeCounter.publish(nodeStreams.aeron(), 1, appendStreamId, name);
    }

    private void startNode()
    {
        node = new FakeNode(nodeStreams);
        node.frameLengthMax = 256 * 1024;
        node.keepsAppends = false;
        node.answersAtOnce = true;
        announce("alpha", FakeNode.APPEND_STREAM_ID);
        nodeThread = new Thread(() ->
        {
            final YieldingIdleStrategy idle = new YieldingIdleStrategy();
            while (!isStopping)
            {
                idle.idle(node.doWork());
            }
        });
        nodeThread.setUncaughtExceptionHandler((thread, error) -> errors.add(error));
        nodeThread.start();
    }

    private void stopNode() throws InterruptedException
    {
        isStopping = true;
        if (null != nodeThread)
        {
            nodeThread.join();
        }
    }

    private static void await(final String what, final BooleanSupplier condition)
    {
        final long deadlineNs = System.nanoTime() + AWAIT_NS;
        final YieldingIdleStrategy idle = new YieldingIdleStrategy();
        while (!condition.getAsBoolean())
        {
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw new AssertionError("did not happen: " + what);
            }
            idle.idle();
        }
    }

    private static BelayException failure(final BelayException.Code code, final BelayClient.Context context)
    {
        final BelayException ex = assertThrows(BelayException.class, () -> BelayClient.connect(context));
        assertEquals(code, ex.code(), ex.getMessage());

        return ex;
    }
}
