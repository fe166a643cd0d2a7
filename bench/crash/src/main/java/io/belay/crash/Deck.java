package io.belay.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The kinds of faults that a run may inject, dealt in a seeded order, so that each has its turn before any has its next.
 */
final class Deck
{
    private final List<FaultKind> kinds = new ArrayList<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final List<FaultKind> waiting = new ArrayList<>();

    Deck(final Workbench bench)
    {
        for (final FaultKind kind : Faults.ALL)
        {
            final String whyNot = kind.whyNot(bench);
            if (!bench.settings().allows(kind.name()))
            {
                continue;
            }

            if (null == whyNot)
            {
                kinds.add(kind);
            }
            else
            {
                skipped.put(kind.name(), whyNot);
            }
        }
    }

    boolean isEmpty()
    {
        return kinds.isEmpty();
    }

    /** The kinds that this system cannot do, each with the reason. */
    Map<String, String> skipped()
    {
        return skipped;
    }

    /** The next that means something for this pair, or null where none does. */
    FaultKind draw(final Pair pair, final Random random)
    {
        if (kinds.stream().noneMatch((kind) -> kind.fits(pair)))
        {
            return null;
        }

        while (true)
        {
            for (int i = 0; i < waiting.size(); i++)
            {
                if (waiting.get(i).fits(pair))
                {
                    return waiting.remove(i);
                }
            }

            final List<FaultKind> shuffled = new ArrayList<>(kinds);
            Collections.shuffle(shuffled, random);
            waiting.addAll(shuffled);
        }
    }
}
