package io.belay.crash;

import java.util.List;
import java.util.Locale;
import java.util.Random;

import io.belay.bench.process.ChildProcess;

/**
 * What of a pair a fault is for.
 */
enum Target
{
    /** The node that owns a market. */
    OWNER
    {
        @Override
        Machine machine(final Pair pair, final Random random)
        {
            return pair.machine(pair.owner(random.nextInt(Layout.MARKETS.size())));
        }
    },
    /** The node that stands by for one. */
    STANDBY
    {
        @Override
        Machine machine(final Pair pair, final Random random)
        {
            return pair.machine(1 - pair.owner(random.nextInt(Layout.MARKETS.size())));
        }
    },
    /** A media driver that is a process of its own. */
    DRIVER
    {
        @Override
        Machine machine(final Pair pair, final Random random)
        {
            return pair.machine(Layout.Driver.OWN == pair.layout().driver() ? random.nextInt(2) : 0);
        }

        @Override
        ChildProcess process(final Machine machine, final Random random)
        {
            return machine.driver();
        }

        @Override
        boolean isIn(final Layout layout)
        {
            return Layout.Driver.EMBEDDED != layout.driver();
        }
    },
    /** A trading process. */
    CLIENT
    {
        @Override
        Machine machine(final Pair pair, final Random random)
        {
            return pair.traders().get(random.nextInt(pair.traders().size())).machine();
        }

        @Override
        ChildProcess process(final Machine machine, final Random random)
        {
            final List<Trader> traders = machine.traders();

            return traders.get(random.nextInt(traders.size())).process();
        }
    };

    abstract Machine machine(Pair pair, Random random);

    ChildProcess process(final Machine machine, final Random random)
    {
        return machine.node();
    }

    boolean isIn(final Layout layout)
    {
        return true;
    }

    boolean isNode()
    {
        return OWNER == this || STANDBY == this;
    }

    String label()
    {
        return name().toLowerCase(Locale.ROOT);
    }
}
