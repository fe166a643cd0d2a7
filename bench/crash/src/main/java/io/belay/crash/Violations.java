package io.belay.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found that must not be, with the first few of each kind in words.
 */
final class Violations
{
    private static final int SHOWN_MAX = 3;

    private final Map<Kind, Integer> counts = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();

    /** What can be wrong. */
    enum Kind
    {
        /** Acknowledged, and not there. */
        LOST,
        /** There twice, or acknowledged twice under one txid. */
        DOUBLED,
        /** There with other bytes, another client, epoch or time than acknowledged, or than the other journal has. */
        ALTERED,
        /** In an order that contradicts what clients were told. */
        REORDERED,
        /** A txid that is missing between two. */
        GAP,
        /** Timestamps that do not increase. */
        TIME,
        /** Refused for good, as if it were not the process's own. */
        DISOWNED,
        /** There, but refused, or never sent. */
        INVENTED,
        /** Acknowledged while no second disk could have had it, or after a failed force. */
        UNDUE,
        /** An operator's command that was refused, or was not, against the rules. */
        COMMAND,
        /** Verify or diff said no. */
        TOOL,
        /** A process that ended, or did not, or does not come back. */
        PROCESS
    }

    void add(final Kind kind, final String text)
    {
        if (counts.merge(kind, 1, Integer::sum) <= SHOWN_MAX)
        {
            lines.add(kind.name().toLowerCase(Locale.ROOT) + ": " + text);
        }
    }

    void addAll(final Violations others)
    {
        others.counts.forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
        lines.addAll(others.lines);
    }

    int count(final Kind kind)
    {
        return counts.getOrDefault(kind, 0);
    }

    int count()
    {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean isEmpty()
    {
        return counts.isEmpty();
    }

    /** The first few of each kind, and how many more there are. */
    List<String> lines()
    {
        final List<String> all = new ArrayList<>(lines);
        counts.forEach((kind, count) ->
        {
            if (count > SHOWN_MAX)
            {
                all.add(kind.name().toLowerCase(Locale.ROOT) + ": " + count + " in all");
            }
        });

        return all;
    }

    @Override
    public String toString()
    {
        return String.join(System.lineSeparator(), lines());
    }
}
