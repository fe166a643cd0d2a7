package io.belay.replication.snapshot;

/**
 * When a fetch asks again, and when it is hopeless.
 */
final class FetchClock
{
    private final ReceiverConfig config;
    private long progressNs;
    private long askedNs;
    private long retryNs;

    FetchClock(final ReceiverConfig config)
    {
        this.config = config;
    }

    void begin(final long nowNs)
    {
        progressNs = nowNs;
        askedNs = nowNs;
        retryNs = config.retryNs();
    }

    void asked(final long nowNs)
    {
        askedNs = nowNs;
    }

    void progress(final long nowNs)
    {
        progressNs = nowNs;
        begin(nowNs);
    }

    /** The next asking is twice as long away as the last one. */
    void backOff(final long nowNs)
    {
        askedNs = nowNs;
        retryNs = Math.min(2 * retryNs, config.retryMaxNs());
    }

    boolean isRetryDue(final long nowNs)
    {
        return nowNs - askedNs >= retryNs;
    }

    boolean isHopeless(final long nowNs)
    {
        return nowNs - progressNs >= config.giveUpNs();
    }
}
