package io.belay.bench.report;

/**
 * A place in a plot, in the values of its axes.
 *
 * @param x along.
 * @param y up.
 */
record Point(double x, double y)
{
}
