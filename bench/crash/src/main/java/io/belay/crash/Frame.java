package io.belay.crash;

/**
 * One frame, as a journal has it.
 *
 * @param marketId       of its market.
 * @param position       in the market's history.
 * @param txid           of the frame.
 * @param epoch          in which it was numbered.
 * @param hlc            its timestamp.
 * @param clientId       of the connection that appended it.
 * @param clientSequence of the append.
 * @param number         of the event.
 * @param crc            CRC32C of the bytes that were appended.
 * @param entryCrc       CRC32C of the whole entry.
 */
record Frame(
    long marketId,
    long position,
    long txid,
    long epoch,
    long hlc,
    long clientId,
    long clientSequence,
    long number,
    int crc,
    int entryCrc)
{
}
