package io.belay.bench.report;

/**
 * A mark on an axis.
 *
 * @param at    where: 0 is the axis' begin, 1 its end.
 * @param label beside it; empty for a line without one.
 */
record Tick(double at, String label)
{
}
