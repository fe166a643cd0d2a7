package io.belay.bench.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * A system whose answers take as long as the test says, in a time that only its idling load moves.
 */
final class FakeTarget implements Target, NanoClock, IdleStrategy
{
    static final long STEP_NS = 1_000;

    final List<Long> ids = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    long nowNs = Long.MAX_VALUE - 5_000_000; // Monotonic time may be anything, and wraps.
    long answerNs = 10_000;
    long stallFromNs;
    long stallToNs;
    int roomMax = Integer.MAX_VALUE;
    long failingId = -1;
    boolean isSilent;
    AnswerListener answers;

    private final Deque<Long> waiting = new ArrayDeque<>();
    private final Deque<Long> answerTimesNs = new ArrayDeque<>();
    private final long startNs = nowNs;

    @Override
    public boolean send(final long id)
    {
        if (waiting.size() >= roomMax)
        {
            return false;
        }

        ids.add(id);
        waiting.add(id);
        answerTimesNs.add(nowNs + answerNs);

        return true;
    }

    @Override
    public int poll()
    {
        int count = 0;
        final long sinceStartNs = nowNs - startNs;
        if (isSilent || (sinceStartNs >= stallFromNs && sinceStartNs < stallToNs))
        {
            return 0;
        }
        while (!waiting.isEmpty() && answerTimesNs.peek() - nowNs <= 0)
        {
            answerTimesNs.poll();
            final long id = waiting.poll();
            if (id == failingId)
            {
                answers.onFailed(id, "it was refused");
            }
            else
            {
                answers.onAnswered(id);
            }
            count++;
        }

        return count;
    }

    @Override
    public void beginLoad(final LoadPlan plan)
    {
        calls.add("begin");
    }

    @Override
    public void endLoad()
    {
        calls.add("end");
    }

    @Override
    public long nanoTime()
    {
        return nowNs;
    }

    @Override
    public void idle(final int workCount)
    {
        nowNs += STEP_NS;
    }

    @Override
    public void idle()
    {
        nowNs += STEP_NS;
    }

    @Override
    public void reset()
    {
    }
}
