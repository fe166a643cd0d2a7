package io.belay.bench.system;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How Belay is set up for a run.
 *
 * @param profile    of the media driver.
 * @param clientIdle idle strategy of the loading thread: yield, adaptive or spin.
 * @param markets    that the nodes have.
 * @param nodeLines  of the nodes' configuration, beyond what every run needs.
 */
public record BelaySettings(String profile, String clientIdle, int markets, List<String> nodeLines)
{
    /** Keeps a copy. */
    public BelaySettings
    {
        nodeLines = List.copyOf(nodeLines);
    }

    /**
     * @param count of markets.
     * @return the same settings with so many.
     */
    public BelaySettings withMarkets(final int count)
    {
        return new BelaySettings(profile, clientIdle, count, nodeLines);
    }

    /**
     * @return the settings by name, for people.
     */
    public Map<String, String> describe()
    {
        final Map<String, String> map = new TreeMap<>();
        map.put("profile", profile);
        map.put("client idle strategy", clientIdle);
        for (final String line : nodeLines)
        {
            final int split = line.indexOf('=');
            map.put(split < 0 ? line : line.substring(0, split), split < 0 ? "" : line.substring(split + 1));
        }

        return map;
    }
}
