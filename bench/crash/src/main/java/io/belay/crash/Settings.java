package io.belay.crash;

import java.nio.file.Path;
import java.util.Set;

/**
 * What a run of the harness is asked for.
 *
 * @param rounds     how many.
 * @param seed       of all choices.
 * @param kinds      names of the faults that are allowed; empty for all.
 * @param directory  for journals and logs.
 * @param orders     LOBSTER message file, or null for events that are made up.
 * @param isKept     whether journals of rounds without a violation are kept.
 */
record Settings(int rounds, long seed, Set<String> kinds, Path directory, Path orders, boolean isKept)
{
    Settings
    {
        kinds = Set.copyOf(kinds);
    }

    boolean allows(final String kind)
    {
        return kinds.isEmpty() || kinds.stream().anyMatch((name) -> kind.equals(name) || kind.startsWith(name + "-"));
    }
}
