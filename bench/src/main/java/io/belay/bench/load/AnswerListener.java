package io.belay.bench.load;

/**
 * Hears how requests ended. Called on the load's thread, while the target is polled, once a request.
 */
public interface AnswerListener
{
    /**
     * A request has its answer: what the system promises has happened.
     *
     * @param id of the request.
     * @return whether it counts in the present window; false during warm-up.
     */
    boolean onAnswered(long id);

    /**
     * A request has failed for good. The measurement is invalid then.
     *
     * @param id     of the request.
     * @param reason for people.
     */
    void onFailed(long id, String reason);

    /**
     * When a request was due.
     *
     * @param id of a request that was sent and has not ended before this call.
     * @return by {@link System#nanoTime()}.
     */
    long dueNs(long id);
}
