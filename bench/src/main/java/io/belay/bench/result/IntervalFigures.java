package io.belay.bench.result;

/**
 * One stretch of a window, by when its requests were due.
 *
 * @param startNs since the window began.
 * @param count   of requests.
 * @param p50Ns   median latency.
 * @param p99Ns   of latency.
 * @param maxNs   of latency.
 */
public record IntervalFigures(long startNs, long count, long p50Ns, long p99Ns, long maxNs)
{
}
