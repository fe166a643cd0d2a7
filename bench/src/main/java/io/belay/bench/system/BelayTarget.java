package io.belay.bench.system;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.belay.bench.latency.StageTimes;
import io.belay.bench.load.AnswerListener;
import io.belay.bench.load.ChildSpec;
import io.belay.bench.load.Idles;
import io.belay.bench.load.LoadException;
import io.belay.bench.load.LoadPlan;
import io.belay.bench.load.LoadProcess;
import io.belay.bench.load.Target;
import io.belay.bench.result.BenchFile;
import io.belay.bench.result.StageFigures;
import io.belay.client.BelayClient;
import io.belay.client.Market;
import io.belay.client.Outcome;
import io.belay.client.OutcomeHandler;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Belay's client: a request is an append, its answer a DURABLE outcome. Anything else is a failure.
 */
final class BelayTarget implements Target, OutcomeHandler, LoadProcess.Described
{
    static final String OPTION_AERON_DIRECTORY = "aeronDirectory";
    static final String OPTION_NODE = "node";
    static final String OPTION_MARKETS = "markets";

    private static final long LIVE_TIMEOUT_NS = 60_000_000_000L;
    private static final int WINDOW_MAX = 8192;

    private final com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean)ManagementFactory.getThreadMXBean();
    private final AnswerListener answers;
    private final StageTimes stages = new StageTimes();
    private final UnsafeBuffer payload;
    private final Map<String, String> settings;
    private final int round;
    private final BelayClient client;
    private final Market[] markets;
    private int next;
    private long sequenceOfIdZero;
    private long allocatedBefore;
    private long allocated;
    private long measuredAppends;
    private long appendsBefore;
    private long appends;
    private boolean isLoaded;
    private boolean isMeasured;
    private boolean isClosedLoop;
    private int bytes;
    private int marketCount;

    BelayTarget(final ChildSpec spec, final AnswerListener answers)
    {
        this.answers = answers;
        this.round = spec.round();
        payload = new UnsafeBuffer(new byte[spec.plans().stream().mapToInt(LoadPlan::bytes).max().orElse(1)]);
        settings = Map.copyOf(spec.options());
        client = BelayClient.connect(new BelayClient.Context()
            .aeronDirectoryName(spec.option(OPTION_AERON_DIRECTORY))
            .node(spec.option(OPTION_NODE))
            .clientName("belay-bench")
            .window(window(spec))
            .outcomeTimeoutNs(LIVE_TIMEOUT_NS)
            .connectTimeoutNs(LIVE_TIMEOUT_NS)
            .idleStrategy(Idles.of(spec.idle()))
            .outcomeHandler(this));
        markets = new Market[Integer.parseInt(spec.option(OPTION_MARKETS, "1"))];
        try
        {
            goLive();
        }
        catch (final RuntimeException ex)
        {
            client.close();
            throw ex;
        }
    }

    /** The client keeps at most so many in flight as a plan asks for: an open loop as many as the node takes. */
    private static int window(final ChildSpec spec)
    {
        final int most = spec.plans().stream().mapToInt(LoadPlan::inFlight).max().orElse(1);

        return Math.min(WINDOW_MAX, BitUtil.findNextPositivePowerOfTwo(most));
    }

    private void goLive()
    {
        for (int i = 0; i < markets.length; i++)
        {
            markets[i] = client.market(BelaySystem.marketName(i));
            final Outcome outcome = markets[i].appendAndAwait(payload, 0, 1);
            if (!outcome.isDurable())
            {
                throw new LoadException("market " + markets[i].name() + " is not live: " + outcome);
            }
        }
    }

    /** Requests go to so many of the markets in turn. */
    @Override
    public boolean send(final long id)
    {
        final long sequence = markets[next].append(payload, 0, bytes);
        if (Market.TRY_LATER == sequence)
        {
            return false;
        }

        sequenceOfIdZero = sequence - id;
        next = next + 1 == marketCount ? 0 : next + 1;
        appends++;

        return true;
    }

    @Override
    public int poll()
    {
        return client.poll();
    }

    @Override
    public void onOutcome(final Outcome outcome)
    {
        if (!isLoaded)
        {
            return;
        }

        final long id = outcome.clientSequence() - sequenceOfIdZero;
        if (!outcome.isDurable())
        {
            answers.onFailed(id, outcome.toString());
            return;
        }

        final long dueNs = answers.dueNs(id);
        if (answers.onAnswered(id))
        {
            stages.record(outcome, dueNs);
        }
    }

    @Override
    public void beginLoad(final LoadPlan plan)
    {
        stages.reset();
        isLoaded = true;
        isMeasured = plan.windowNs() > 0;
        isClosedLoop = LoadPlan.Kind.CLOSED == plan.kind();
        bytes = plan.bytes();
        marketCount = Math.min(plan.markets(), markets.length);
        next = 0;
        appendsBefore = appends;
        allocatedBefore = threads.getCurrentThreadAllocatedBytes();
    }

    @Override
    public void endLoad()
    {
        if (isMeasured)
        {
            allocated += threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
            measuredAppends += appends - appendsBefore;
        }
    }

    @Override
    public List<StageFigures> stages()
    {
        return stages.figures(isClosedLoop);
    }

    @Override
    public Map<String, String> settings()
    {
        return settings;
    }

    /** All that is measured is taken together: each change from one kind of load to another makes code compile anew. */
    @Override
    public List<BenchFile.Figure> figures()
    {
        return 0 == measuredAppends ? List.of() : List.of(new BenchFile.Figure(
            "allocated.client",
            round,
            allocated / (double)measuredAppends,
            "B/append",
            String.format(Locale.ROOT, "client's thread, %,d bytes in %,d appends", allocated, measuredAppends)));
    }

    @Override
    public void close()
    {
        client.close();
    }
}
