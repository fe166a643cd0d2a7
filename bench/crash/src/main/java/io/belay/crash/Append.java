package io.belay.crash;

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
 * @param hlc            its timestamp, when it is durable.
 * @param sentNs         when it was sent, on the clock of {@link System#nanoTime()}, which all processes share.
 * @param endedNs        when its end was heard, on the same clock.
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
    long endedNs)
{
    boolean isDurable()
    {
        return Fate.DURABLE == fate;
    }
}
