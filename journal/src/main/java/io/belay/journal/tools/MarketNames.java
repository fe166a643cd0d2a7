package io.belay.journal.tools;

import io.belay.wire.MarketId;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The names of markets that the caller knows. A journal holds ids only.
 */
final class MarketNames
{
    private final Long2ObjectHashMap<String> byId = new Long2ObjectHashMap<>();

    /**
     * Takes in a name.
     *
     * @param name of a market.
     * @return its id.
     * @throws IllegalArgumentException when it is no name, or when another name has the same id.
     */
    long add(final String name)
    {
        final long marketId = MarketId.of(name);
        final String known = byId.put(marketId, name);
        if (null != known && !known.equals(name))
        {
            throw new IllegalArgumentException("markets '" + known + "' and '" + name + "' have one id, " +
                MarketId.toHex(marketId) + ": they cannot be told apart");
        }

        return marketId;
    }

    /**
     * @param marketId to look up.
     * @return its name, or null when it was not given.
     */
    String get(final long marketId)
    {
        return byId.get(marketId);
    }
}
