package io.belay.driver;

import java.util.Objects;

/**
 * One configured value of the driver with where it came from, so that nobody has to guess which file won.
 *
 * @param key    as Aeron names it, {@code aeron.*}.
 * @param value  as it was written.
 * @param origin in words for an operator, for example {@code profile dev} or {@code file prod.properties}.
 */
public record DriverSetting(String key, String value, String origin)
{
    public DriverSetting
    {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(origin, "origin");
    }
}
