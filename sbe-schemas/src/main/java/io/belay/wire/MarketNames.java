package io.belay.wire;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

import org.agrona.collections.Long2ObjectHashMap;

/**
 * The markets that a process knows, by name and by id. No two of them share either. Of one thread.
 */
public final class MarketNames
{
    private final ToLongFunction<String> idOf;
    private final SortedMap<String, Long> idByName = new TreeMap<>();
    private final Long2ObjectHashMap<String> nameById = new Long2ObjectHashMap<>();

    /** Knows no market yet. */
    public MarketNames()
    {
        this(MarketId::of);
    }

    /** With ids of another origin: names that collide under the real one are not to be had. */
    MarketNames(final ToLongFunction<String> idOf)
    {
        this.idOf = idOf;
    }

    /**
     * Takes in a market.
     *
     * @param name of the market, as {@link MarketId#of} wants it.
     * @return its id.
     * @throws IllegalArgumentException when the name has another form, is known already, or has the id of another one;
     *                                  then nothing is taken in.
     */
    public long add(final String name)
    {
        final long marketId = idOf.applyAsLong(name);
        final String known = nameById.get(marketId);
        if (name.equals(known))
        {
            throw new IllegalArgumentException("market '" + name + "' is named twice");
        }

        if (null != known)
        {
            throw new IllegalArgumentException("markets '" + known + "' and '" + name + "' have the same id " +
                MarketId.toHex(marketId) + " and cannot be told apart: rename one of them");
        }

        nameById.put(marketId, name);
        idByName.put(name, marketId);

        return marketId;
    }

    /**
     * @param marketId to look up.
     * @return its name, or null when it is not known.
     */
    public String name(final long marketId)
    {
        return nameById.get(marketId);
    }

    /**
     * What to call a market in a message to people.
     *
     * @param marketId to show.
     * @return its name, or its id in hexadecimal when it is not known.
     */
    public String show(final long marketId)
    {
        final String name = nameById.get(marketId);

        return null == name ? MarketId.toHex(marketId) : name;
    }

    /**
     * @param name to look up.
     * @return its id, or {@link MarketId#NONE} when it is not known.
     */
    public long id(final String name)
    {
        return idByName.getOrDefault(name, MarketId.NONE);
    }

    /**
     * @return all names in alphabetical order, in whichever they were added; a view.
     */
    public Set<String> names()
    {
        return Collections.unmodifiableSet(idByName.keySet());
    }
}
