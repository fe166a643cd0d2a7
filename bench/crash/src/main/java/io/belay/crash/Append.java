package io.belay.crash;

import io.belay.wire.Epoch;

/**
 * One append, as the trading process that made it knows it.
 *
 * @param clientId       of its connection.
 * @param clientSequence of the append.
 * @param marketId       that it went to.
 * @param number         of the event, in no other append of the run.
 * @param crc            CRC32C of its bytes.
 * @param fate           how it ended.
 * @param txid           that it was given, when it is durable.
 * @param epoch          in which it was numbered, when it is durable.
 * @param hlc            its timestamp, when it is durable; 0 when that was not told.
 * @param sentNs         when it was first sent, on the clock of {@link System#nanoTime()}, which all processes share.
 * @param endedNs        when its end was heard, on the same clock.
 * @param w              on how many disks it is, when it is durable.
 * @param isRepeated     whether it was answered for an earlier attempt.
 * @param tries          how often it was sent.
 */
record Append(
    long clientId,
    long clientSequence,
    long marketId,
    long number,
    int crc,
    Fate fate,
    long txid,
    long epoch,
    long hlc,
    long sentNs,
    long endedNs,
    int w,
    boolean isRepeated,
    int tries)
{
    boolean isDurable()
    {
        return Fate.DURABLE == fate;
    }

    /**
     * Index of the machine that holds it alone, or {@link Span#NO_NODE} when that is not known, or both do. Who answers
     * again for an earlier attempt need not be the one that numbered it.
     */
    int soleHolder()
    {
        return 1 == w && !isRepeated ? Epoch.nodeId(epoch) - 1 : Span.NO_NODE;
    }
}
