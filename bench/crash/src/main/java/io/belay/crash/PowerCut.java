package io.belay.crash;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * The power of one machine's disk, or of both at once, goes; the nodes die, and the disks come back with what was on
 * them.
 * <p>
 * When one is cut, whatever was on two disks must live on at the other. When both are, or the only one that holds it, an acknowledgement that
 * was heard after the cut began may rest on a sync that returned while the file system was going down, and does not count
 * if its append was sent before the cut had ended.
 */
record PowerCut(boolean isBoth) implements FaultKind
{
    @Override
    public String name()
    {
        return isBoth ? "power-both" : "power-one";
    }

    @Override
    public String whyNot(final Workbench bench)
    {
        return bench.whyNoVolume();
    }

    @Override
    public Fault inject(final Pair pair, final Random random) throws IOException, InterruptedException
    {
        final Machine first = pair.machine(random.nextInt(2));
        final List<Machine> machines = isBoth ? List.of(first, pair.machine(1 - first.index())) : List.of(first);
        machines.forEach(Machine::excuseEnd);
        final long fromNs = System.nanoTime();
        Volume.cutPower(machines.stream().map(Machine::volume).toList());
        for (final Machine machine : machines)
        {
            machine.killNode();
        }

        pair.doubts().add(isBoth ?
            new Span(fromNs, System.nanoTime(), "power cut of both") :
            new Span(fromNs, System.nanoTime(), "power cut of the only holder", first.index()));

        for (final Machine machine : machines)
        {
            machine.volume().powerUp();
        }

        return Fault.over(name() + (isBoth ? "" : " of " + first.name()));
    }
}
