package io.belay.bench.floor;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.belay.bench.load.LoadException;

/**
 * What a system under load was asked for, by name. What nobody knows is refused, and so is what makes no sense.
 */
public final class Options
{
    private final Map<String, String> values;
    private final Set<String> known = new HashSet<>();

    /**
     * @param values by name.
     */
    public Options(final Map<String, String> values)
    {
        this.values = new TreeMap<>(values);
    }

    /**
     * @param key     of the option.
     * @param choices the first is the default.
     * @return what was chosen.
     */
    public String choice(final String key, final String... choices)
    {
        final String value = text(key, choices[0]);
        if (!List.of(choices).contains(value))
        {
            throw new LoadException("option " + key + "=" + value + ": choose one of " + String.join(", ", choices));
        }

        return value;
    }

    /**
     * @param key      of the option.
     * @param standard when it is not given.
     * @param min      allowed.
     * @param max      allowed.
     * @return its value.
     */
    public long number(final String key, final long standard, final long min, final long max)
    {
        final String value = text(key, Long.toString(standard));
        try
        {
            final long number = Long.parseLong(value);
            if (number >= min && number <= max)
            {
                return number;
            }
        }
        catch (final NumberFormatException ignore)
        {
            // Said below, like a number out of range.
        }

        throw new LoadException("option " + key + "=" + value + " is no number from " + min + " to " + max);
    }

    /**
     * @param key of the option, which must be given.
     * @return its value.
     */
    public Path path(final String key)
    {
        final String value = text(key, null);
        if (null == value)
        {
            throw new LoadException("option " + key + " is missing");
        }

        return Path.of(value);
    }

    /**
     * @param key      of the option.
     * @param standard when it is not given.
     * @return its value.
     */
    public String text(final String key, final String standard)
    {
        known.add(key);

        return values.getOrDefault(key, standard);
    }

    /** Refuses what was given and never asked for. To be called when all was asked for. */
    public void requireAllKnown()
    {
        final Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty())
        {
            throw new LoadException(
                "unknown option " + String.join(", ", unknown) + ": there are " + String.join(", ", new TreeSet<>(known)));
        }
    }
}
