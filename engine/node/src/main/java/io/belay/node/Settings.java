package io.belay.node;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

import io.belay.driver.StrictProperties;
import org.agrona.SystemUtil;

/**
 * Flat {@code belay.*} keys and where each value came from: files in their order, then environment variables, then
 * system properties; the later wins. Aeron's own keys are passed on, others are left alone.
 */
public final class Settings
{
    private static final String PREFIX = "belay.";
    private static final String AERON_PREFIX = "aeron.";
    private static final String ENVIRONMENT_PREFIX = "BELAY_";
    private static final String ENVIRONMENT_ORIGIN = "environment variable ";
    /** Of those who install it. */
    private static final Set<String> EXEMPT = Set.of("BELAY_HOME");
    private static final int SUGGESTION_DISTANCE_MAX = 4;

    private record Value(String text, String origin)
    {
    }

    private final Map<String, Value> values = new TreeMap<>();
    private final Map<String, Value> aeron = new TreeMap<>();
    private final Set<String> known = new TreeSet<>();
    private final Map<String, Value> used = new TreeMap<>();

    /**
     * Reads files, then the environment, then the system properties.
     *
     * @param files       property files, the later wins.
     * @param environment of the process.
     * @param system      properties of the process.
     * @return the settings.
     */
    public static Settings load(
        final List<Path> files, final Map<String, String> environment, final Properties system)
    {
        final Settings settings = new Settings();
        for (final Path file : files)
        {
            settings.addFile(file);
        }

        environment.forEach((name, value) ->
        {
            if (name.startsWith(ENVIRONMENT_PREFIX))
            {
                settings.addEnvironment(name, value);
            }
        });
        settings.add(system, "-D");

        return settings;
    }

    /**
     * Settings from properties alone.
     *
     * @param properties to take.
     * @return the settings.
     */
    public static Settings of(final Properties properties)
    {
        final Settings settings = new Settings();
        settings.add(properties, "properties");

        return settings;
    }

    private void addFile(final Path file)
    {
        final Properties properties = new StrictProperties();
        try (Reader reader = Files.newBufferedReader(file))
        {
            properties.load(reader);
        }
        catch (final NoSuchFileException ex)
        {
            throw new ConfigException("cannot read the property file " + file + ": there is no such file");
        }
        catch (final CharacterCodingException ex)
        {
            throw new ConfigException("cannot read the property file " + file + ": it is not text in UTF-8");
        }
        catch (final IllegalArgumentException ex)
        {
            throw new ConfigException("cannot read the property file " + file + ": " + ex.getMessage());
        }
        catch (final IOException ex)
        {
            throw new ConfigException("cannot read the property file " + file + ": " +
                (Files.isDirectory(file) ? "it is a directory" : ex));
        }

        add(properties, file.toString());
    }

    private void add(final Properties properties, final String origin)
    {
        for (final String key : properties.stringPropertyNames())
        {
            final String value = properties.getProperty(key).strip();
            if (key.startsWith(PREFIX))
            {
                values.put(key, new Value(value, origin));
            }
            else if (key.startsWith(AERON_PREFIX))
            {
                aeron.put(key, new Value(value, origin));
            }
        }
    }

    private void addEnvironment(final String name, final String value)
    {
        final String key = name.toLowerCase(Locale.ROOT).replace('_', '.');
        values.put(key, new Value(value.strip(), ENVIRONMENT_ORIGIN + name));
    }

    /**
     * The keys of Aeron, untouched.
     *
     * @return each with its value.
     */
    public Map<String, String> aeron()
    {
        final Map<String, String> texts = new TreeMap<>();
        aeron.forEach((key, value) -> texts.put(key, value.text));

        return Map.copyOf(texts);
    }

    /**
     * Every key with a prefix and a suffix.
     *
     * @param prefix of the keys.
     * @param suffix of the keys.
     * @return what stands between them, sorted.
     */
    public Collection<String> between(final String prefix, final String suffix)
    {
        final Set<String> names = new TreeSet<>();
        for (final String key : values.keySet())
        {
            if (key.startsWith(prefix) && key.endsWith(suffix) && key.length() > prefix.length() + suffix.length())
            {
                names.add(key.substring(prefix.length(), key.length() - suffix.length()));
            }
        }

        return names;
    }

    /**
     * @param key to look for.
     * @return whether it has a value.
     */
    public boolean has(final String key)
    {
        known.add(key);

        return values.containsKey(key) && !values.get(key).text.isEmpty();
    }

    /**
     * @param key to look for.
     * @return whether it was given, even with an empty value.
     */
    public boolean isSet(final String key)
    {
        known.add(key);

        return values.containsKey(key);
    }

    /**
     * @param key      of a text.
     * @param fallback when there is none; null when one is needed.
     * @return the text.
     */
    public String text(final String key, final String fallback)
    {
        if (has(key))
        {
            used.put(key, values.get(key));

            return values.get(key).text;
        }

        if (null == fallback)
        {
            throw new ConfigException("'" + key + "' is not set; it has no default");
        }

        used.put(key, values.getOrDefault(key, new Value(fallback, "default")));

        return fallback;
    }

    /**
     * @param key      of a size, for example {@code 64k}, {@code 16m}, {@code 1g}.
     * @param fallback when there is none, written the same way.
     * @param min      smallest allowed, in bytes.
     * @param max      largest allowed, in bytes.
     * @return the size in bytes.
     */
    public long sizeBytes(final String key, final String fallback, final long min, final long max)
    {
        final String text = text(key, fallback);
        try
        {
            return inRange(key, text, SystemUtil.parseSize(key, text), min, max, SystemUtil::formatSize);
        }
        catch (final NumberFormatException ex)
        {
            throw wrong(key, text, "is not a size such as 64k, 16m or 1g");
        }
    }

    /**
     * @param key      of a duration, for example {@code 100us}, {@code 5ms}, {@code 2s}.
     * @param fallback when there is none, written the same way.
     * @param min      smallest allowed, in nanoseconds.
     * @param max      largest allowed, in nanoseconds.
     * @return the duration in nanoseconds.
     */
    public long durationNs(final String key, final String fallback, final long min, final long max)
    {
        final String text = text(key, fallback);
        try
        {
            return inRange(key, text, Durations.parseNs(text), min, max, SystemUtil::formatDuration);
        }
        catch (final NumberFormatException ex)
        {
            throw wrong(key, text, "is not a number with a unit: " + Durations.UNITS);
        }
    }

    /**
     * @param key      of a whole number.
     * @param fallback when there is none; null when one is needed.
     * @param min      smallest allowed.
     * @param max      largest allowed.
     * @return the number.
     */
    public int count(final String key, final String fallback, final int min, final int max)
    {
        final String text = text(key, fallback);
        try
        {
            return (int)inRange(key, text, Long.parseLong(text), min, max, Long::toString);
        }
        catch (final NumberFormatException ex)
        {
            throw wrong(key, text, "is not a whole number");
        }
    }

    /**
     * @param key      of a choice between true and false.
     * @param fallback when there is none.
     * @return the choice.
     */
    public boolean flag(final String key, final boolean fallback)
    {
        final String text = text(key, Boolean.toString(fallback));

        return switch (text)
        {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, text, "is neither true nor false");
        };
    }

    /**
     * @param key      of a choice.
     * @param type     with the choices.
     * @param fallback when there is none.
     * @param <E>      type of the choices.
     * @return the choice.
     */
    public <E extends Enum<E>> E choice(final String key, final Class<E> type, final E fallback)
    {
        final String text = text(key, fallback.name());
        for (final E constant : type.getEnumConstants())
        {
            if (constant.name().equalsIgnoreCase(text.replace('-', '_')))
            {
                return constant;
            }
        }

        final List<String> names = new ArrayList<>();
        for (final E constant : type.getEnumConstants())
        {
            names.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }

        throw wrong(key, text, "is none of " + String.join(", ", names));
    }

    /**
     * An error about the value of a key.
     *
     * @param key  concerned.
     * @param text that was given.
     * @param why  it cannot be used.
     * @return the exception.
     */
    public ConfigException wrong(final String key, final String text, final String why)
    {
        final Value value = values.get(key);
        final String origin = null == value ? "default" : value.origin;

        return new ConfigException("'" + key + "=" + text + "' (" + origin + ") " + why);
    }

    /**
     * Refuses keys that nobody has asked for.
     *
     * @throws ConfigException naming the key and the nearest known one.
     */
    public void refuseUnknown()
    {
        for (final Map.Entry<String, Value> entry : values.entrySet())
        {
            final String key = entry.getKey();
            if (!known.contains(key) && !entry.getValue().origin.startsWith(ENVIRONMENT_ORIGIN))
            {
                final String nearest = nearest(key);
                throw new ConfigException("unknown key '" + key + "' (" + entry.getValue().origin + ")" +
                    (null == nearest ? "" : "; did you mean '" + nearest + "'?"));
            }
        }
    }

    /**
     * Names the environment variables that look like a key and are none. They are not refused as such a key is: the
     * environment is not always the operator's own, and what starts containers puts the names of services there.
     *
     * @return a sentence for each; call it when all keys have been asked for.
     */
    public List<String> unknownEnvironment()
    {
        final List<String> sentences = new ArrayList<>();
        values.forEach((key, value) ->
        {
            if (!known.contains(key) && value.origin.startsWith(ENVIRONMENT_ORIGIN))
            {
                final String name = value.origin.substring(ENVIRONMENT_ORIGIN.length());
                if (!EXEMPT.contains(name))
                {
                    final String nearest = nearest(key);
                    sentences.add("environment variable " + name + " is none of this program's and is ignored" +
                        (null == nearest ? "" : "; did you mean " + variable(nearest) + ", for '" + nearest + "'?"));
                }
            }
        });

        return sentences;
    }

    private static String variable(final String key)
    {
        return key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /**
     * Every key that was asked for, and those of Aeron that were given, in the form of a property file.
     *
     * @return a line each, {@code key=value}, and behind a # where it came from.
     */
    public List<String> listing()
    {
        final Map<String, Value> all = new TreeMap<>(aeron);
        all.putAll(used);
        final int width = all.entrySet().stream()
            .mapToInt((entry) -> entry.getKey().length() + entry.getValue().text.length() + 1).max().orElse(0);
        final List<String> lines = new ArrayList<>();
        all.forEach((key, value) ->
        {
            final String assignment = key + '=' + value.text;
            lines.add(assignment + " ".repeat(width - assignment.length()) + "  # " + value.origin);
        });

        return lines;
    }

    private String nearest(final String key)
    {
        String best = null;
        int bestDistance = SUGGESTION_DISTANCE_MAX + 1;
        for (final String candidate : known)
        {
            final int distance = distance(key, candidate);
            if (distance < bestDistance)
            {
                bestDistance = distance;
                best = candidate;
            }
        }

        return best;
    }

    /** How many letters must be put in, taken out or changed. */
    private static int distance(final String a, final String b)
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
                final int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }

            previous = current;
        }

        return previous[b.length()];
    }

    private long inRange(
        final String key,
        final String text,
        final long value,
        final long min,
        final long max,
        final LongFunction<String> show)
    {
        if (value < min || value > max)
        {
            throw wrong(key, text, "is not between " + show.apply(min) + " and " + show.apply(max));
        }

        return value;
    }
}
