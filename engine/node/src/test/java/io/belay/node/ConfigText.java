package io.belay.node;

import java.util.Properties;

/**
 * A valid configuration of two nodes and one market, to be spoiled key by key.
 */
final class ConfigText
{
    private final Properties properties = new Properties();

    ConfigText()
    {
        with("belay.node", "alpha");
        with("belay.dir", "alpha-dir");
        with("belay.node.alpha.id", "1");
        with("belay.node.alpha.endpoint", "localhost:9001");
        with("belay.node.beta.id", "2");
        with("belay.node.beta.endpoint", "localhost:9002");
        with("belay.markets", "BTC-USD");
        with("belay.market.owner", "alpha");
        with("belay.market.standby", "beta");
    }

    ConfigText with(final String key, final String value)
    {
        properties.setProperty(key, value);

        return this;
    }

    ConfigText without(final String key)
    {
        properties.remove(key);

        return this;
    }

    Settings settings()
    {
        return Settings.of(properties);
    }

    NodeConfig read()
    {
        return NodeConfig.from(settings());
    }

    String text()
    {
        final StringBuilder text = new StringBuilder();
        properties.stringPropertyNames().forEach((key) ->
            text.append(key).append('=').append(properties.getProperty(key)).append('\n'));

        return text.toString();
    }
}
