package io.belay.bench.result;

/**
 * The load that was put on a system.
 *
 * @param kind     closed, open, open-bursts or open-file.
 * @param inFlight requests that awaited their answer in a closed loop; 0 in an open one.
 * @param rate     asked for, a second; 0 in a closed loop.
 * @param burst    requests due at one moment.
 * @param bytes    of a request.
 * @param markets  that they were spread over.
 * @param text     the same for people.
 */
public record Load(String kind, int inFlight, double rate, int burst, int bytes, int markets, String text)
{
    /**
     * @return whether a number of requests await their answer always, in place of a rate.
     */
    public boolean isClosed()
    {
        return "closed".equals(kind);
    }
}
