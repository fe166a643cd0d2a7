package io.belay.crash;

import java.util.List;

/**
 * All kinds of faults, and of what operators do.
 */
final class Faults
{
    /** In the order of the table. */
    static final List<FaultKind> ALL = List.of(
        new Kill(Target.OWNER),
        new Kill(Target.STANDBY),
        new Kill(Target.DRIVER),
        new Kill(Target.CLIENT),
        new KillBoth(),
        new Pause(Target.OWNER),
        new Pause(Target.STANDBY),
        new Pause(Target.DRIVER),
        new Pause(Target.CLIENT),
        new PowerCut(false),
        new PowerCut(true),
        new FullDisk(),
        new BadDisk(FaultControl.Mode.FAIL_ONCE),
        new BadDisk(FaultControl.Mode.FAIL),
        new BadDisk(FaultControl.Mode.DELAY),
        new Partition(false),
        new Partition(true),
        new BadLink(true),
        new BadLink(false),
        new ClockJump(),
        new Restart(),
        new HandOver(),
        new Promote(false),
        new Promote(true),
        new SameDirectory(),
        new TwoOwners());

    private Faults()
    {
    }
}
