package io.belay.bench.command;

import io.belay.driver.DriverProfile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The name of a media driver's profile, refused before anything is started when there is none of that name.
 */
public final class ProfileOption implements ITypeConverter<String>
{
    @Override
    public String convert(final String value)
    {
        try
        {
            return DriverProfile.of(value).profileName();
        }
        catch (final IllegalArgumentException ex)
        {
            throw new TypeConversionException(ex.getMessage());
        }
    }
}
