package io.belay.driver;

import io.aeron.CommonContext;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a driver is launched with: a profile, what was laid over it, and a directory. Immutable; each {@code with…}
 * gives a new one in which the later value wins.
 * <p>
 * The command lays over the profile first the files in their order, then the system properties ({@code -D}), then its
 * own options. Aeron's own launcher lets files win over {@code -D}; here what is nearest to the hand wins.
 */
public final class DriverConfig
{
    private static final String DIRECTORY_KEY = CommonContext.AERON_DIR_PROP_NAME;

    private final DriverProfile profile;
    private final SortedMap<String, DriverSetting> settings;
    private final boolean forced;

    private DriverConfig(
        final DriverProfile profile, final SortedMap<String, DriverSetting> settings, final boolean forced)
    {
        this.profile = profile;
        this.settings = settings;
        this.forced = forced;
    }

    /** The profile's settings alone, in Aeron's default directory of this user. */
    public static DriverConfig of(final DriverProfile profile)
    {
        Objects.requireNonNull(profile, "profile");

        return new DriverConfig(profile, new TreeMap<>(), false)
            .withAll(profile.properties(), "profile " + profile.profileName());
    }

    /** The {@code dev} profile in a directory of its own with a random name: for a driver embedded in one process. */
    public static DriverConfig embedded()
    {
        return of(DriverProfile.DEV).withDirectory(CommonContext.generateRandomDirName());
    }

    public DriverConfig with(final String key, final String value, final String origin)
    {
        final SortedMap<String, DriverSetting> next = new TreeMap<>(settings);
        next.put(key, new DriverSetting(key, value.strip(), origin));

        return new DriverConfig(profile, next, forced);
    }

    /**
     * Lay a properties file over what is here.
     *
     * @param name a path, or the name of a bundled file ({@code low-latency.properties}, or one of Aeron's own).
     * @throws DriverRefusedException if it cannot be read.
     */
    public DriverConfig withFile(final String name)
    {
        return withAll(PropertiesSource.named(name), "file " + name);
    }

    /** Lay those of the given system properties over what is here that are Aeron's. */
    public DriverConfig withSystemProperties(final Properties system)
    {
        final Properties aeron = new Properties();
        for (final String key : system.stringPropertyNames())
        {
            if (key.startsWith("aeron."))
            {
                aeron.setProperty(key, system.getProperty(key));
            }
        }

        return withAll(aeron, "-D");
    }

    public DriverConfig withDirectory(final String directory)
    {
        return with(DIRECTORY_KEY, directory, "--dir");
    }

    /** Start although the checks advise against it. Never takes a directory from a live driver. */
    public DriverConfig withForce(final boolean force)
    {
        return new DriverConfig(profile, settings, force);
    }

    public DriverProfile profile()
    {
        return profile;
    }

    public boolean isForced()
    {
        return forced;
    }

    /** The directory that the driver and its clients meet in; an absolute path is not required. */
    public String directory()
    {
        return settings.containsKey(DIRECTORY_KEY) ?
            settings.get(DIRECTORY_KEY).value() : CommonContext.AERON_DIR_PROP_DEFAULT;
    }

    /** What is set, by anyone, in the order of keys. */
    public List<DriverSetting> settings()
    {
        return List.copyOf(settings.values());
    }

    /** The setting of a key, or null when nobody set it and Aeron's default holds. */
    public DriverSetting setting(final String key)
    {
        return settings.get(key);
    }

    /** Those keys that start with {@code aeron.} and that this Aeron does not know: it would ignore them silently. */
    public List<String> unknownKeys()
    {
        final List<String> unknown = new ArrayList<>();
        for (final String key : settings.keySet())
        {
            if (!AeronKeys.isKnown(key))
            {
                unknown.add(key);
            }
        }

        return unknown;
    }

    /** What Aeron is to see as properties while it starts; the directory is handed over by itself. */
    Map<String, String> loan()
    {
        final Map<String, String> loan = new TreeMap<>();
        for (final DriverSetting setting : settings.values())
        {
            if (!setting.key().equals(DIRECTORY_KEY))
            {
                loan.put(setting.key(), setting.value());
            }
        }

        return Collections.unmodifiableMap(loan);
    }

    private DriverConfig withAll(final Properties properties, final String origin)
    {
        DriverConfig config = this;
        for (final String key : properties.stringPropertyNames())
        {
            config = config.with(key, properties.getProperty(key), origin);
        }

        return config;
    }
}
