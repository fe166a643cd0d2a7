package io.belay.driver;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.driver.Configuration;
import io.aeron.driver.ext.CubicCongestionControlConfiguration;
import io.aeron.driver.ext.DebugChannelEndpointConfiguration;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration keys that this version of Aeron knows, with the defaults that it publishes. Taken from Aeron's own
 * constants, so that the list cannot fall behind.
 */
final class AeronKeys
{
    private static final String NAME_SUFFIX = "_PROP_NAME";
    /** These belong to parts of Aeron that do not run in the driver, and are none of its business. */
    private static final List<String> FOREIGN_PREFIXES = List.of(
        "aeron.archive.", "aeron.cluster.", "aeron.event.", "aeron.client.", "aeron.sample.");
    private static final SortedMap<String, String> DEFAULT_BY_KEY = new TreeMap<>();

    static
    {
        collect(CommonContext.class);
        collect(Aeron.Configuration.class);
        collect(Configuration.class);
        collect(CubicCongestionControlConfiguration.class);
        collect(DebugChannelEndpointConfiguration.class);
    }

    private AeronKeys()
    {
    }

    /** Every key in alphabetical order. */
    static Collection<String> all()
    {
        return Collections.unmodifiableSet(DEFAULT_BY_KEY.keySet());
    }

    /** The published default of a key; empty when Aeron publishes none. */
    static String defaultOf(final String key)
    {
        return DEFAULT_BY_KEY.getOrDefault(key, "");
    }

    /** Whether Aeron would look at the key. True for anything that does not claim to be the driver's. */
    static boolean isKnown(final String key)
    {
        return !key.startsWith("aeron.") ||
            DEFAULT_BY_KEY.containsKey(key) ||
            FOREIGN_PREFIXES.stream().anyMatch(key::startsWith);
    }

    /** The known key that is written most like the given one. */
    static String nearest(final String key)
    {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (final String candidate : DEFAULT_BY_KEY.keySet())
        {
            final int distance = editDistance(key, candidate);
            if (distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    private static void collect(final Class<?> holder)
    {
        for (final Field field : holder.getFields())
        {
            if (field.getName().endsWith(NAME_SUFFIX) && field.getType() == String.class)
            {
                final String stem = field.getName().substring(0, field.getName().length() - NAME_SUFFIX.length());
                final String published = constant(holder, stem + "_DEFAULT", stem + "_DEFAULT_NS");
                DEFAULT_BY_KEY.merge(constant(holder, field.getName()), published, (a, b) -> a.isEmpty() ? b : a);
            }
        }
    }

    private static String constant(final Class<?> holder, final String... names)
    {
        String published = "";
        for (final String name : names)
        {
            try
            {
                return String.valueOf(holder.getField(name).get(null));
            }
            catch (final NoSuchFieldException ex)
            {
                published = ""; // Aeron does not name all its defaults alike, and some it does not publish.
            }
            catch (final IllegalAccessException ex)
            {
                throw new IllegalStateException(ex);
            }
        }

        return published;
    }

    private static int editDistance(final String a, final String b)
    {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++)
        {
            previous[j] = j;
        }

        for (int i = 1; i <= a.length(); i++)
        {
            final int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++)
            {
                final int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }

            previous = current;
        }

        return previous[b.length()];
    }
}
