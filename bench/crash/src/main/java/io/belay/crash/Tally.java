package io.belay.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.belay.crash.Violations.Kind;

/**
 * The sum of a run.
 */
final class Tally
{
    private final long seed;
    private final Map<String, String> skipped;
    private final Map<String, Integer> done = new TreeMap<>();
    private final Map<Fate, Long> fates = new TreeMap<>();
    private final Violations violations = new Violations();
    private int rounds;
    private long ms;

    Tally(final long seed, final Map<String, String> skipped)
    {
        this.seed = seed;
        this.skipped = skipped;
    }

    void add(final RoundResult result)
    {
        rounds++;
        ms += result.ms();
        result.kinds().forEach((kind) -> done.merge(kind, 1, Integer::sum));
        violations.addAll(result.violations());
    }

    /** What became of all appends of a pair. */
    void add(final List<Append> appends)
    {
        appends.forEach((append) -> fates.merge(append.fate(), 1L, Long::sum));
    }

    boolean isClean()
    {
        return violations.isEmpty();
    }

    int rounds()
    {
        return rounds;
    }

    Map<String, Integer> done()
    {
        return done;
    }

    Map<String, String> skipped()
    {
        return skipped;
    }

    long durable()
    {
        return fates.getOrDefault(Fate.DURABLE, 0L);
    }

    Violations violations()
    {
        return violations;
    }

    /** For people. */
    List<String> table()
    {
        final List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-26s %6s", "fault", "done"));
        for (final FaultKind kind : Faults.ALL)
        {
            final String name = kind.name();
            if (done.containsKey(name) || skipped.containsKey(name))
            {
                lines.add(String.format(Locale.ROOT, "%-26s %6d%s", name, done.getOrDefault(name, 0),
                    skipped.containsKey(name) ? "  skipped: " + skipped.get(name) : ""));
            }
        }

        lines.add(String.format(Locale.ROOT, "%-26s %6d", "all", done.values().stream().mapToInt(Integer::intValue).sum()));
        lines.add(String.format(Locale.ROOT, "seed %d, %,d rounds in %,d s: appends acknowledged %,d, refused %,d, unknown %,d; " +
            "lost %,d, doubled %,d, altered %,d, other violations %,d",
            seed, rounds, ms / 1000, durable(), fates.getOrDefault(Fate.REFUSED, 0L), unknown(), violations.count(Kind.LOST),
            violations.count(Kind.DOUBLED), violations.count(Kind.ALTERED), others()));

        return lines;
    }

    private long unknown()
    {
        return fates.getOrDefault(Fate.UNKNOWN, 0L) + fates.getOrDefault(Fate.IN_FLIGHT, 0L);
    }

    private int others()
    {
        return violations.count() - violations.count(Kind.LOST) - violations.count(Kind.DOUBLED) -
            violations.count(Kind.ALTERED);
    }

    /** For programs. */
    JsonObject json()
    {
        final JsonObject faults = new JsonObject();
        done.forEach(faults::addProperty);
        final JsonObject reasons = new JsonObject();
        skipped.forEach(reasons::addProperty);
        final JsonObject found = new JsonObject();
        for (final Kind kind : Kind.values())
        {
            found.addProperty(kind.name().toLowerCase(Locale.ROOT), violations.count(kind));
        }

        final JsonArray texts = new JsonArray();
        violations.lines().forEach(texts::add);
        final JsonObject all = new JsonObject();
        all.addProperty("seed", seed);
        all.addProperty("rounds", rounds);
        all.addProperty("ms", ms);
        all.add("faults", faults);
        all.add("skipped", reasons);
        all.addProperty("acknowledged", durable());
        all.addProperty("refused", fates.getOrDefault(Fate.REFUSED, 0L));
        all.addProperty("unknown", unknown());
        all.add("violations", found);
        all.add("found", texts);

        return all;
    }
}
