package io.belay.bench.demo;

/**
 * Finds the pause that a fault has made, as the trading process sees it: between two acknowledgements, one behind the
 * other.
 * <p>
 * A pause in which the connection was lost is the one; where none was lost, it is the longest.
 */
final class Pauses
{
    private long lastAckNs;
    private int ackedCount;
    private boolean isConnectionLost;
    private boolean isFoundByLoss;
    private long startNs;
    private long endNs;
    private int ackedBefore;

    Pauses(final long nowNs)
    {
        restart(nowNs);
    }

    /** The run begins now: what was before is no pause of it. */
    void restart(final long nowNs)
    {
        lastAckNs = nowNs;
        startNs = nowNs;
        endNs = nowNs;
        ackedBefore = ackedCount;
    }

    /** An acknowledgement; whether it is the first one since the connection was lost. */
    boolean onAck(final long nowNs)
    {
        final boolean isFirst = isConnectionLost;
        final boolean isLonger = nowNs - lastAckNs > endNs - startNs;
        if ((isFirst && !isFoundByLoss) || (isLonger && isFirst == isFoundByLoss))
        {
            startNs = lastAckNs;
            endNs = nowNs;
            ackedBefore = ackedCount;
            isFoundByLoss = isFirst;
        }

        isConnectionLost = false;
        lastAckNs = nowNs;
        ackedCount++;

        return isFirst;
    }

    void onConnectionLost()
    {
        isConnectionLost = true;
    }

    long lastAckNs()
    {
        return lastAckNs;
    }

    /** When the last acknowledgement before the pause came. */
    long startNs()
    {
        return startNs;
    }

    /** When the first acknowledgement behind the pause came. */
    long endNs()
    {
        return endNs;
    }

    /** How many acknowledgements had come when the pause began. */
    int ackedBefore()
    {
        return ackedBefore;
    }
}
