package io.belay.node.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import picocli.CommandLine.Option;

/**
 * The keys that a command line sets by itself.
 */
final class Defines
{
    @Option(names = "-D", paramLabel = "KEY=VALUE", mapFallbackValue = "",
        description = "Sets one key of the configuration; wins over files and environment.")
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * @param properties of the process.
     * @return these, and over them the keys of the command line.
     */
    Properties over(final Properties properties)
    {
        final Properties all = new Properties();
        for (final String key : properties.stringPropertyNames())
        {
            all.setProperty(key, properties.getProperty(key));
        }

        values.forEach(all::setProperty);

        return all;
    }
}
