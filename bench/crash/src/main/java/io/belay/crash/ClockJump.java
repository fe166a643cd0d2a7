package io.belay.crash;

import java.time.Duration;
import java.util.Random;

/**
 * The wall clock of one machine jumps, by seconds or hours, and jumps back.
 */
record ClockJump() implements FaultKind
{
    private static final int HOLD_MS_MIN = 500;
    private static final int HOLD_MS_MAX = 2_500;

    @Override
    public String name()
    {
        return "clock-jump";
    }

    @Override
    public String whyNot(final Workbench bench)
    {
        return bench.whyNoLibrary();
    }

    @Override
    public boolean isForTheLiving()
    {
        return true;
    }

    @Override
    public Fault inject(final Pair pair, final Random random)
    {
        final Machine machine = pair.machine(random.nextInt(2));
        final Duration jump = (0 == random.nextInt(2) ?
            Duration.ofSeconds(1 + random.nextInt(60)) : Duration.ofMinutes(1 + random.nextInt(300)))
            .multipliedBy(random.nextBoolean() ? 1 : -1);
        machine.control().clockOffsetNs(jump.toNanos());

        return Fault.of(name() + " of " + machine.name() + " by " + jump, random.nextInt(HOLD_MS_MIN, HOLD_MS_MAX),
            () -> machine.control().clockOffsetNs(0));
    }
}
