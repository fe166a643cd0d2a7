package io.belay.crash;

import java.util.Locale;
import java.util.Random;

import io.belay.crash.Violations.Kind;

/**
 * A disk refuses one sync, or all of them, or takes its time. A node whose disk has refused must end, and not one append
 * may be acknowledged after that, until it was started again.
 */
record BadDisk(FaultControl.Mode mode) implements FaultKind
{
    /** What was promised before the refusal is heard before it. */
    private static final long REFUSAL_DELAY_US = 300_000;
    /** While nothing is appended there is nothing to sync. */
    private static final long SYNC_TIMEOUT_MS = 3_000;
    private static final int SLOW_US_MIN = 20_000;
    private static final int SLOW_US_MAX = 1_500_000;
    private static final int HOLD_MS_MIN = 1_000;
    private static final int HOLD_MS_MAX = 2_500;

    @Override
    public String name()
    {
        return "disk-" + mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
    public Fault inject(final Pair pair, final Random random) throws InterruptedException
    {
        final Machine machine = pair.machine(random.nextInt(2));

        return FaultControl.Mode.DELAY == mode ? slow(machine, random) : refuse(pair, machine);
    }

    private Fault slow(final Machine machine, final Random random)
    {
        final int delayUs = random.nextInt(SLOW_US_MIN, SLOW_US_MAX);
        machine.control().disk(mode, delayUs);

        return Fault.of(
            name() + " of " + machine.name() + " by " + delayUs / 1000 + " ms", random.nextInt(HOLD_MS_MIN, HOLD_MS_MAX),
            () -> machine.control().disk(FaultControl.Mode.WELL, 0));
    }

    private Fault refuse(final Pair pair, final Machine machine) throws InterruptedException
    {
        if (!machine.isNodeAlive())
        {
            return Fault.missed(name() + " found " + machine.name() + " dead");
        }

        machine.excuseEnd();
        machine.control().disk(mode, REFUSAL_DELAY_US);
        Pair.await(SYNC_TIMEOUT_MS, () -> 0 != machine.control().failedAtNs() || !machine.isNodeAlive());
        final long failedAtNs = machine.control().failedAtNs();
        if (0 == failedAtNs)
        {
            machine.control().disk(FaultControl.Mode.WELL, 0);

            return Fault.missed(name() + " of " + machine.name() + " met no sync");
        }

        machine.noticeDown("a sync failed", failedAtNs);
        if (!machine.node().awaitEnd(Machine.END_TIMEOUT_MS))
        {
            pair.violations().add(Kind.PROCESS, machine.name() + "'s node goes on after a sync that failed");
            machine.killNode();
        }

        machine.control().disk(FaultControl.Mode.WELL, 0);

        return Fault.over(name() + " of " + machine.name() + ", ended with " + machine.node().exitCode());
    }
}
