package io.belay.driver;

import java.util.Properties;

/**
 * Properties that refuse a key which stands twice in what they are loaded from: which of its values was meant?
 */
public final class StrictProperties extends Properties
{
    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException when the key has a value already, naming both.
     */
    @Override
    public synchronized Object put(final Object key, final Object value)
    {
        if (containsKey(key))
        {
            throw new IllegalArgumentException(
                "'" + key + "' stands there twice, with '" + get(key) + "' and with '" + value + "'; remove one");
        }

        return super.put(key, value);
    }
}
