package io.belay.bench.report;

import java.util.List;

/**
 * Where values stand on a line from 0 to 1.
 */
interface Axis
{
    /** Where a value stands; below 0 or above 1 when the axis does not reach it. */
    double at(double value);

    List<Tick> ticks();

    /** How a script gets a value back from its place: {@code log}, {@code nines} or {@code linear}. */
    String kind();

    /** What stands at 0, as the script needs it: for a logarithmic axis the power of ten. */
    double begin();

    /** What stands at 1. */
    double end();
}
