package io.belay.driver;

import java.util.Locale;
import java.util.Properties;

/** A bundled set of driver settings for one kind of machine. Anything that a user sets wins over it. */
public enum DriverProfile
{
    /** Few cores: one thread that yields, then parks. The default. */
    DEV,
    /** Cores to spare: sender and receiver spin. */
    LOW_LATENCY,
    /** Bulk transfer: three threads that yield, long terms. */
    THROUGHPUT;

    /** The name on the command line and of the bundled file: lower case with hyphens. */
    public String profileName()
    {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The bundled settings, as the file has them. */
    Properties properties()
    {
        return PropertiesSource.resource(profileName() + ".properties");
    }

    /** Whether its settings give way, with a warning, to what the machine allows; the others refuse to start. */
    boolean isLenient()
    {
        return this == DEV;
    }

    /**
     * Find a profile by its name on the command line.
     *
     * @throws IllegalArgumentException if there is none, with the names there are.
     */
    public static DriverProfile of(final String profileName)
    {
        for (final DriverProfile profile : values())
        {
            if (profile.profileName().equals(profileName))
            {
                return profile;
            }
        }

        throw new IllegalArgumentException(
            "there is no profile '" + profileName + "': choose dev, low-latency or throughput");
    }

    @Override
    public String toString()
    {
        return profileName();
    }
}
