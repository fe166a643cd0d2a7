package io.belay.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.belay.bench.load.AnswerListener;
import io.belay.bench.load.Target;
import org.agrona.concurrent.YieldingIdleStrategy;

/** Asks a target so many requests with so many in flight, and hears whether each is answered once and in order. */
final class InOrder implements AnswerListener
{
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(40);

    private final List<String> faults = new ArrayList<>();
    private long sent;
    private long answered;

    /** What went wrong; empty when all was well. */
    List<String> run(final Target target, final long count, final int inFlight)
    {
        final long until = sent + count;
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (answered < until && faults.isEmpty())
        {
            while (sent < until && sent - answered < inFlight && target.send(sent))
            {
                sent++;
            }
            if (0 == target.poll())
            {
                YieldingIdleStrategy.INSTANCE.idle();
            }
            if (System.nanoTime() - deadlineNs > 0)
            {
                faults.add("after 40 s only " + answered + " of " + sent + " were answered");
            }
        }

        return faults;
    }

    @Override
    public boolean onAnswered(final long id)
    {
        if (id != answered || id >= sent)
        {
            faults.add("answer " + id + " came where " + answered + " was due, of " + sent + " sent");
        }

        answered++;

        return true;
    }

    @Override
    public void onFailed(final long id, final String reason)
    {
        faults.add(id + " failed: " + reason);
    }

    @Override
    public long dueNs(final long id)
    {
        return 0;
    }
}
