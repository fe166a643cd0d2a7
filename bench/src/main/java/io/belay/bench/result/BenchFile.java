package io.belay.bench.result;

import java.util.List;
import java.util.Map;

/**
 * All that a run of a benchmark found: what {@code --json} writes.
 *
 * @param schema       {@link #SCHEMA}.
 * @param command      that ran.
 * @param startedAt    ISO 8601.
 * @param profile      of Belay.
 * @param rounds       of the run.
 * @param quick        whether windows were short, for a look only.
 * @param environment  of the run.
 * @param settings     of each system, as it was run.
 * @param measurements in the order in which they were made.
 * @param figures      that are not times of requests: bytes allocated, CPU, memory.
 * @param goals        the table of goals, where the command has one.
 */
public record BenchFile(
    String schema,
    String command,
    String startedAt,
    String profile,
    int rounds,
    boolean quick,
    Environment environment,
    Map<String, Map<String, String>> settings,
    List<Measurement> measurements,
    List<Figure> figures,
    List<Goal> goals)
{
    /** Name of the layout; a change that a reader would trip over gets another number. */
    public static final String SCHEMA = "belay.bench/1";

    /**
     * One number that is not a time of requests.
     *
     * @param name   for machines, such as "allocated.owner".
     * @param round  of the run, from 1.
     * @param value  of the figure.
     * @param unit   of the value.
     * @param label  for people.
     */
    public record Figure(String name, int round, double value, String unit, String label)
    {
    }
}
