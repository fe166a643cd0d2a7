package io.belay.crash;

import java.io.IOException;
import java.util.Random;

/**
 * A disk has no free block, while trading processes write as much as they can; then there is room again.
 */
record FullDisk() implements FaultKind
{
    private static final int HOLD_MS_MIN = 1_000;
    private static final int HOLD_MS_MAX = 3_000;

    @Override
    public String name()
    {
        return "disk-full";
    }

    @Override
    public String whyNot(final Workbench bench)
    {
        return bench.whyNoVolume();
    }

    @Override
    public Fault inject(final Pair pair, final Random random) throws IOException
    {
        final Machine machine = pair.machine(random.nextInt(2));
        machine.volume().fill();
        pair.wish(History.Wish.HURRY);

        return Fault.of(name() + " of " + machine.name(), random.nextInt(HOLD_MS_MIN, HOLD_MS_MAX), () ->
        {
            pair.wish(History.Wish.TRADE);
            machine.volume().free();
        });
    }
}
