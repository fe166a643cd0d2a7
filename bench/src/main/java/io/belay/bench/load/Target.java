package io.belay.bench.load;

import java.util.List;

import io.belay.bench.result.StageFigures;

/**
 * A system under load, seen from the thread that loads it. Of that thread, but for what it does inside.
 */
public interface Target extends AutoCloseable
{
    /**
     * Sends a request.
     *
     * @param id of the request: from 0 on, without gaps.
     * @return false when there is no room now; it is sent again then.
     */
    boolean send(long id);

    /**
     * Hands the answers that have arrived to the listener that it was made with.
     *
     * @return how much there was to do; the caller idles on 0.
     */
    int poll();

    /**
     * A load begins: what was noted of earlier ones is forgotten. The last call before its first request.
     *
     * @param plan of the load: how long its requests are, and over how many markets they go.
     */
    default void beginLoad(final LoadPlan plan)
    {
    }

    /** A load has ended: every request has its answer. The first call after the last answer. */
    default void endLoad()
    {
    }

    /**
     * @return where the time of the window's answers went; empty when the system does not tell.
     */
    default List<StageFigures> stages()
    {
        return List.of();
    }

    @Override
    default void close()
    {
    }
}
