package io.belay.bench.load;

import java.util.List;
import java.util.Map;

/**
 * What a process that loads one system is told, as a JSON file.
 *
 * @param system  to be loaded.
 * @param round   of the run, from 1.
 * @param idle    of the load's thread: yield, adaptive or spin.
 * @param options of the system.
 * @param plans   run one after the other.
 * @param pids    of the processes under test, beside the one that loads.
 * @param out     file that the results go to, a {@link ChildResult}.
 */
public record ChildSpec(
    String system,
    int round,
    String idle,
    Map<String, String> options,
    List<LoadPlan> plans,
    List<Long> pids,
    String out)
{
    /**
     * @param name of an option.
     * @return its value.
     * @throws LoadException when it is missing.
     */
    public String option(final String name)
    {
        final String value = options.get(name);
        if (null == value)
        {
            throw new LoadException(system + " needs the option " + name);
        }

        return value;
    }

    /**
     * @param name  of an option.
     * @param value when it is missing.
     * @return its value.
     */
    public String option(final String name, final String value)
    {
        return options.getOrDefault(name, value);
    }
}
