package io.belay.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.belay.bench.load.ChildResult;
import io.belay.bench.load.LoadPlan;
import io.belay.bench.process.RunException;
import io.belay.bench.result.BenchFile;
import io.belay.bench.result.Goals;
import io.belay.bench.system.BelayRun;
import io.belay.bench.system.BelaySettings;
import io.belay.bench.system.IdleNodes;

/**
 * Belay: a media driver, two nodes and a client, each a process.
 *
 * @param name     in the results.
 * @param settings of the nodes and the driver.
 * @param plans    of the load, the warm-up first.
 * @param isIdle   whether it is also looked at while nobody appends.
 */
record BelayContender(String name, BelaySettings settings, List<LoadPlan> plans, boolean isIdle) implements Contender
{
    @Override
    public ChildResult run(final int round, final Path directory)
        throws RunException, IOException, InterruptedException
    {
        return BelayRun.in(directory, settings, false, (system) ->
        {
            final ChildResult result = system.load(name, round, plans);
            if (!isIdle)
            {
                return result;
            }

            final List<BenchFile.Figure> figures = new ArrayList<>();
            final IdleNodes idle = system.idle();
            figures.add(new BenchFile.Figure(Goals.IDLE_CPU, round, idle.cpu(), "share", "an idle node, of one core"));
            figures.add(new BenchFile.Figure(Goals.IDLE_MEMORY, round, idle.bytes(), "B", "an idle node, resident"));

            return new ChildResult(result.settings(), result.measurements(), figures);
        });
    }
}
