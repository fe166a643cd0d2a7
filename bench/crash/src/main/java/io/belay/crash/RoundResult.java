package io.belay.crash;

import java.util.List;

/**
 * What came of one round.
 *
 * @param number     of the round, from 1.
 * @param layout     of its pair.
 * @param kinds      names of the faults that were injected.
 * @param faults     the same, with what they were done to.
 * @param durable    appends acknowledged in it.
 * @param violations found.
 * @param ms         it took.
 */
record RoundResult(
    int number, Layout layout, List<String> kinds, List<String> faults, long durable, Violations violations, long ms)
{
}
