package io.belay.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.belay.bench.flow.OrderTimes;
import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchJson;
import io.belay.bench.result.Measurement;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The life of a process that loads one system: connect, say READY, run each plan and say so, write what was found, say DONE.
 */
public final class LoadProcess
{
    /** Begins the line that says that the system is there and the load begins. */
    public static final String READY = "READY";
    /** Begins the line that says that one plan, of so many from 0 on, has been run. */
    public static final String PLAN = "PLAN ";
    /** Begins the line that says that the results are written. */
    public static final String DONE = "DONE";

    /** Makes the target of a system. */
    @FunctionalInterface
    public interface Connector
    {
        /**
         * @param spec    of the load.
         * @param answers that the target tells.
         * @return the target; closed at the end.
         * @throws IOException   when a file or a port refuses.
         * @throws LoadException when the system does not come up; with words.
         */
        Target connect(ChildSpec spec, AnswerListener answers) throws IOException;
    }

    /** What a target can say of itself beside its answers. */
    public interface Described
    {
        /**
         * @return settings of the system as it runs.
         */
        Map<String, String> settings();

        /**
         * @return figures that are not times of requests, at the end of all plans.
         */
        default List<BenchFile.Figure> figures()
        {
            return List.of();
        }
    }

    private LoadProcess()
    {
    }

    /**
     * @param file      with the {@link ChildSpec}.
     * @param connector of the system.
     * @param out       where READY and DONE are printed.
     * @throws IOException when the file cannot be read or the results cannot be written.
     */
    public static void run(final Path file, final Connector connector, final PrintStream out) throws IOException
    {
        final ChildSpec spec = BenchJson.read(file, ChildSpec.class);
        final LoadRun run = new LoadRun(
            spec.system(),
            spec.round(),
            SystemNanoClock.INSTANCE,
            Idles.of(spec.idle()),
            spec.pids(),
            (orders) -> OrderTimes.of(Path.of(orders)));
        try (Target target = connector.connect(spec, run))
        {
            run.target(target);
            out.println(READY + " " + spec.system() + " pid=" + ProcessHandle.current().pid());
            out.flush();
            final List<Measurement> measurements = new ArrayList<>();
            for (int i = 0; i < spec.plans().size(); i++)
            {
                final Measurement measurement = run.run(spec.plans().get(i));
                if (null != measurement)
                {
                    measurements.add(measurement);
                }

                out.println(PLAN + i);
                out.flush();
            }

            final boolean isDescribed = target instanceof Described;
            BenchJson.write(
                new ChildResult(
                    isDescribed ? ((Described)target).settings() : Map.of(),
                    measurements,
                    isDescribed ? ((Described)target).figures() : List.of()),
                Path.of(spec.out()));
        }

        out.println(DONE + " " + spec.system());
        out.flush();
    }
}
