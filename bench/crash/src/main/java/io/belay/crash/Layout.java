package io.belay.crash;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How one pair of machines is set up.
 *
 * @param driver    where media drivers run.
 * @param isSplit   whether each node owns one market at first, rather than one node both.
 * @param traders   trading processes of a market.
 * @param rate      appends a second of each.
 * @param disk      file system of the nodes, or null for that of the run's directory.
 * @param isWired   whether each machine has a network namespace.
 * @param writeMode of the journals.
 * @param degrade   whether an owner goes on alone when its standby is lost.
 */
record Layout(
    Driver driver, boolean isSplit, int traders, int rate, Volume.Kind disk, boolean isWired, String writeMode,
    boolean degrade)
{
    /** Names of the markets. */
    static final List<String> MARKETS = List.of("CRASH-01", "CRASH-02");

    private static final List<Driver> DRIVERS = List.of(Driver.EMBEDDED, Driver.OWN, Driver.SHARED);
    private static final int RATE_MIN = 500;
    private static final int RATE_MAX = 3_000;

    /** Where a media driver runs. */
    enum Driver
    {
        /** In its node. */
        EMBEDDED,
        /** A process of its own on each machine. */
        OWN,
        /** One process for both nodes, on one machine. */
        SHARED
    }

    /** Pairs take turns with their drivers; a driver that both share needs one network for both. */
    static Layout choose(final Workbench bench, final int number, final Random random)
    {
        final Driver driver = DRIVERS.get(number % DRIVERS.size());
        final Volume.Kind kind = random.nextBoolean() ? Volume.Kind.EXT4 : Volume.Kind.XFS;

        return new Layout(
            driver,
            random.nextBoolean(),
            1 + random.nextInt(2),
            random.nextInt(RATE_MIN, RATE_MAX),
            null == bench.whyNoVolume() ? kind : null,
            null != bench.namespaces() && Driver.SHARED != driver,
            0 == random.nextInt(3) ? "QUEUE" : "DIRECT",
            0 == random.nextInt(3));
    }

    /** Index of the machine whose node owns a market at first. Operators change that: {@link Pair#owner} knows. */
    int firstOwner(final int market)
    {
        return isSplit ? market : 0;
    }

    @Override
    public String toString()
    {
        return ("driver " + driver + ", " + (isSplit ? "each owns one" : "one owns both") + ", " + traders + "x" + rate +
            "/s, " + (null == disk ? "plain" : disk) + " " + writeMode + (isWired ? ", namespaces" : ", loopback") +
            (degrade ? ", degrade" : ", stop"))
            .toLowerCase(Locale.ROOT);
    }
}
