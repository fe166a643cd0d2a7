package io.belay.bench.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.belay.bench.result.HiccupFigures;
import io.belay.bench.result.HistogramText;
import io.belay.bench.result.IntervalFigures;
import io.belay.bench.result.Load;
import io.belay.bench.result.Measurement;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * Runs loads against one target, one after the other, and measures each. Of one thread.
 * <p>
 * A latency is the time from when a request was <em>due</em> to when its answer was taken. In an open loop that is its
 * time of arrival, whether or not there was room to send it then; in a closed loop the moment when an answer made room.
 * What was due in the window is measured to its end, however late that is. While a load runs nothing is allocated,
 * written or printed here: intervals are histograms that were made before.
 */
public final class LoadRun implements AnswerListener
{
    private static final int RING_LENGTH = LoadPlan.IN_FLIGHT_MAX;
    private static final int RING_MASK = RING_LENGTH - 1;
    private static final int SEND_BATCH_MAX = 64;
    private static final int INTERVALS = 60;
    private static final long INTERVAL_NS_MIN = 50_000_000;
    private static final long DRAIN_NS_MAX = 20_000_000_000L;
    private static final double RATE_TOLERANCE = 0.99;

    private final String system;
    private final int round;
    private final NanoClock clock;
    private final IdleStrategy idle;
    private final List<Long> pids;
    private final ArrivalsSource arrivals;
    private final long[] dueNs = new long[RING_LENGTH];
    private final long[] ids = new long[RING_LENGTH];
    private Target target;
    private long firstId;
    private long sent;
    private long ended;

    private Histogram[] intervals = new Histogram[0];
    private long intervalNs;
    private long windowStartNs;
    private long windowEndNs;
    private boolean isClosed;
    private long answeredInWindow;
    private long failed;
    private String failure;

    /** Reads the times of arrival that a plan names. */
    @FunctionalInterface
    public interface ArrivalsSource
    {
        /**
         * @param orders file of orders.
         * @return nanoseconds of each, rising; at least two.
         */
        long[] timesNs(String orders);
    }

    /**
     * @param system   name of what is measured.
     * @param round    of the run, from 1.
     * @param clock    of all times.
     * @param idle     of this thread when there is nothing to do.
     * @param pids     of the processes under test.
     * @param arrivals of files.
     */
    public LoadRun(
        final String system,
        final int round,
        final NanoClock clock,
        final IdleStrategy idle,
        final List<Long> pids,
        final ArrivalsSource arrivals)
    {
        this.system = system;
        this.round = round;
        this.clock = clock;
        this.idle = idle;
        this.pids = pids;
        this.arrivals = arrivals;
        Arrays.fill(ids, -1);
    }

    /**
     * @param system that was made with this listener.
     */
    public void target(final Target system)
    {
        target = system;
    }

    /**
     * Runs a load to its end.
     *
     * @param plan of the load.
     * @return what was seen; null when the plan only warms up.
     * @throws LoadException when answers stay out.
     */
    public Measurement run(final LoadPlan plan)
    {
        final boolean isMeasured = plan.windowNs() > 0;
        intervalNs = Math.max(INTERVAL_NS_MIN, (plan.windowNs() + INTERVALS - 1) / INTERVALS);
        intervals = isMeasured ? histograms((int)((plan.windowNs() + intervalNs - 1) / intervalNs)) : new Histogram[0];
        isClosed = LoadPlan.Kind.CLOSED == plan.kind();
        answeredInWindow = 0;
        failed = 0;
        failure = null;
        final Arrivals due = arrivals(plan);
        final CpuUse cpu = new CpuUse(pids);
        cpu.begin();
        final String startedAt = Instant.now().plusNanos(plan.warmupNs()).toString();
        final HiccupMeter hiccups = new HiccupMeter(plan.warmupNs(), intervalNs, intervals.length);
        hiccups.start();
        target.beginLoad(plan);
        final long startNs = clock.nanoTime();
        windowStartNs = startNs + plan.warmupNs();
        windowEndNs = windowStartNs + plan.windowNs();
        load(plan, due, startNs, windowStartNs);
        load(plan, due, startNs, windowEndNs);
        final long backlog = backlog(plan, due);
        sendBacklog(plan, due, startNs);
        drain();
        target.endLoad();
        final HiccupFigures seen = hiccups.stop();

        return isMeasured ? figures(plan, startedAt, cpu.foreignShare(), backlog, seen) : null;
    }

    private Arrivals arrivals(final LoadPlan plan)
    {
        if (LoadPlan.Kind.CLOSED == plan.kind())
        {
            return null;
        }

        firstId = sent;

        return null == plan.orders() ? Arrivals.even(plan.rate(), plan.burst()) :
            Arrivals.repeated(arrivals.timesNs(plan.orders()), plan.speed());
    }

    private void load(final LoadPlan plan, final Arrivals due, final long startNs, final long untilNs)
    {
        final int inFlightMax = plan.inFlight();
        for (long nowNs = clock.nanoTime(); nowNs - untilNs < 0; nowNs = clock.nanoTime())
        {
            int work = 0;
            while (work < SEND_BATCH_MAX && sent - ended < inFlightMax)
            {
                final long atNs = null == due ? clock.nanoTime() : startNs + due.dueNs(sent - firstId);
                if ((null != due && atNs - nowNs > 0) || atNs - untilNs >= 0 || !send(atNs))
                {
                    break;
                }
                work++;
            }

            idle.idle(work + target.poll());
        }
    }

    private boolean send(final long atNs)
    {
        final int slot = (int)(sent & RING_MASK);
        if (ids[slot] != sent)
        {
            if (ids[slot] >= 0)
            {
                return false; // Its request of a round before has no answer yet.
            }
            ids[slot] = sent;
            dueNs[slot] = atNs;
        }
        if (!target.send(sent))
        {
            return false;
        }

        sent++;

        return true;
    }

    /** How many requests were due before the window ended and could not be sent. */
    private long backlog(final LoadPlan plan, final Arrivals due)
    {
        if (null == due)
        {
            return 0;
        }

        final long endNs = plan.warmupNs() + plan.windowNs();
        long next = sent - firstId;
        while (due.dueNs(next) < endNs && next - (sent - firstId) < Integer.MAX_VALUE)
        {
            next++;
        }

        return next - (sent - firstId);
    }

    /** What was due is part of the window, though the system had no room for it then. */
    private void sendBacklog(final LoadPlan plan, final Arrivals due, final long startNs)
    {
        if (null == due)
        {
            return;
        }

        final long giveUpNs = clock.nanoTime() + DRAIN_NS_MAX;
        final long endNs = plan.warmupNs() + plan.windowNs();
        while (due.dueNs(sent - firstId) < endNs)
        {
            final boolean isSent = sent - ended < plan.inFlight() && send(startNs + due.dueNs(sent - firstId));
            if (!isSent && clock.nanoTime() - giveUpNs > 0)
            {
                onFailed(sent, "the system was still behind " + DRAIN_NS_MAX / 1_000_000_000 + " s after the window");
                return;
            }

            idle.idle(target.poll() + (isSent ? 1 : 0));
        }
    }

    private void drain()
    {
        // A request whose sending was refused at the end of a closed loop is taken back.
        final int slot = (int)(sent & RING_MASK);
        if (ids[slot] == sent)
        {
            ids[slot] = -1;
        }

        final long giveUpNs = clock.nanoTime() + DRAIN_NS_MAX;
        while (ended < sent)
        {
            if (clock.nanoTime() - giveUpNs > 0)
            {
                throw new LoadException(system + ": " + (sent - ended) + " of " + sent + " requests had no answer " +
                    DRAIN_NS_MAX / 1_000_000_000 + " s after the load had ended");
            }
            idle.idle(target.poll());
        }
    }

    @Override
    public boolean onAnswered(final long id)
    {
        final long nowNs = clock.nanoTime();
        final long atNs = dueNs(id);
        ids[(int)(id & RING_MASK)] = -1;
        ended++;
        final long sinceStartNs = atNs - windowStartNs;
        final boolean isMeasured = sinceStartNs >= 0 && atNs - windowEndNs < 0;
        final boolean isInWindow = nowNs - windowStartNs >= 0 && nowNs - windowEndNs < 0;
        if (isInWindow && (isClosed || isMeasured))
        {
            answeredInWindow++; // An open loop that was behind before the window catches up in it: that is no rate.
        }

        if (isMeasured)
        {
            intervals[(int)(sinceStartNs / intervalNs)].recordValue(
                Math.max(1, Math.min(nowNs - atNs, HistogramText.VALUE_NS_MAX)));
        }

        return isMeasured;
    }

    @Override
    public void onFailed(final long id, final String reason)
    {
        failed++;
        if (null == failure)
        {
            failure = reason;
        }

        final int slot = (int)(id & RING_MASK);
        if (id < sent && ids[slot] == id)
        {
            ids[slot] = -1;
            ended++;
        }
    }

    @Override
    public long dueNs(final long id)
    {
        final int slot = (int)(id & RING_MASK);
        if (ids[slot] != id || id >= sent)
        {
            throw new LoadException(system + " answered request " + id + ", which was not asked or was answered before");
        }

        return dueNs[slot];
    }

    private Measurement figures(
        final LoadPlan plan,
        final String startedAt,
        final double foreignCpu,
        final long backlog,
        final HiccupFigures hiccups)
    {
        final Histogram all = HistogramText.empty();
        final List<IntervalFigures> stretches = new ArrayList<>();
        for (int i = 0; i < intervals.length; i++)
        {
            final Histogram each = intervals[i];
            all.add(each);
            stretches.add(new IntervalFigures(
                i * intervalNs,
                each.getTotalCount(),
                each.getValueAtPercentile(50),
                each.getValueAtPercentile(99),
                each.getMaxValue()));
        }

        final String invalid = invalidReason(plan, backlog, all.getTotalCount());

        return new Measurement(
            system,
            loadOf(plan),
            round,
            startedAt,
            plan.windowNs(),
            all.getTotalCount(),
            failed,
            answeredInWindow * 1e9 / plan.windowNs(),
            null == invalid,
            invalid,
            false,
            foreignCpu,
            all.getValueAtPercentile(50),
            all.getValueAtPercentile(90),
            all.getValueAtPercentile(99),
            all.getValueAtPercentile(99.9),
            all.getMaxValue(),
            HistogramText.of(all),
            stretches,
            target.stages(),
            hiccups);
    }

    private String invalidReason(final LoadPlan plan, final long backlog, final long count)
    {
        if (failed > 0)
        {
            return failed + " requests failed, the first: " + failure;
        }
        if (0 == count)
        {
            return "nothing was answered";
        }

        final long late = Math.min(backlog, count);
        if (LoadPlan.Kind.OPEN == plan.kind() && late > (1 - RATE_TOLERANCE) * count)
        {
            return "the target rate was missed: " + late + " of " + count +
                " requests that were due could not be sent within the window";
        }

        return null;
    }

    private static Load loadOf(final LoadPlan plan)
    {
        final boolean isClosed = LoadPlan.Kind.CLOSED == plan.kind();

        return new Load(
            isClosed ? "closed" : null != plan.orders() ? "open-file" : plan.burst() > 1 ? "open-bursts" : "open",
            isClosed ? plan.inFlight() : 0,
            plan.rate(),
            plan.burst(),
            plan.bytes(),
            plan.markets(),
            plan.text());
    }

    private static Histogram[] histograms(final int count)
    {
        final Histogram[] histograms = new Histogram[count];
        Arrays.setAll(histograms, (i) -> HistogramText.empty());

        return histograms;
    }
}
