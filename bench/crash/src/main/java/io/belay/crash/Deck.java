package io.belay.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The kinds of faults that a run may inject, dealt in a seeded order, so that each has its turn before any has its next.
 */
final class Deck
{
    private final List<FaultKind> kinds = new ArrayList<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final List<FaultKind> waiting = new ArrayList<>();

    /**
     * @param allowed by the settings.
     * @param whyNot  why this system cannot do a kind, or null.
     */
    Deck(final List<FaultKind> allowed, final Function<FaultKind, String> whyNot)
    {
        for (final FaultKind kind : allowed)
        {
            final String reason = whyNot.apply(kind);
            if (null == reason)
            {
                kinds.add(kind);
            }
            else
            {
                skipped.put(kind.name(), reason);
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

    /** Whether any of them can be done to a pair that is set up so. */
    boolean fits(final Layout layout)
    {
        return kinds.stream().anyMatch((kind) -> kind.fits(layout));
    }

    /** The next that can be done to this pair as it is, or null where none can; those passed over come first later. */
    FaultKind draw(final Layout layout, final boolean isAlive, final Random random)
    {
        final Predicate<FaultKind> isPossible = (kind) -> kind.fits(layout) && (isAlive || !kind.isForTheLiving());
        if (kinds.stream().noneMatch(isPossible))
        {
            return null;
        }

        while (true)
        {
            final FaultKind next = waiting.stream().filter(isPossible).findFirst().orElse(null);
            if (null != next)
            {
                waiting.remove(next);

                return next;
            }

            final List<FaultKind> shuffled = new ArrayList<>(kinds);
            Collections.shuffle(shuffled, random);
            waiting.addAll(shuffled);
        }
    }
}
