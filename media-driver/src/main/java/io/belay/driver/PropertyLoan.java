package io.belay.driver;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Shows Aeron a set of system properties for as long as it starts, since it can be configured in full in no other way,
 * and puts back what was there before. So two drivers embedded in one process can differ.
 * <p>
 * The properties of a process are one for all its threads: the caller lets one loan run at a time.
 */
final class PropertyLoan
{
    private PropertyLoan()
    {
    }

    static <T> T whileLent(final Map<String, String> loan, final Supplier<T> task)
    {
        final Map<String, String> before = new HashMap<>();
        loan.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
        try
        {
            return task.get();
        }
        finally
        {
            before.forEach(PropertyLoan::restore);
        }
    }

    private static void restore(final String key, final String value)
    {
        if (value == null)
        {
            System.clearProperty(key);
        }
        else
        {
            System.setProperty(key, value);
        }
    }
}
