package io.belay.bench.parts;

import java.io.IOException;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks of the parts. It takes JMH's own arguments and adds only what each of its processes needs: the
 * opens that stand in this jar's manifest count for the first process alone.
 */
public final class PartsMain
{
    private static final int OK = 0;
    private static final int NEGATIVE = 1;
    private static final int USAGE = 2;

    private static final String[] FLAGS =
    {
        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
        "--add-opens=java.base/java.util.zip=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
        "-Dchronicle.analytics.disable=true"
    };

    private PartsMain()
    {
    }

    /**
     * @param args of JMH: {@code -h} lists them, {@code -l} the benchmarks.
     */
    public static void main(final String[] args)
    {
        System.exit(run(args));
    }

    private static int run(final String... args)
    {
        try
        {
            final CommandLineOptions options = new CommandLineOptions(args);
            final Runner runner =
                new Runner(new OptionsBuilder().parent(options).shouldFailOnError(true).jvmArgsAppend(FLAGS).build());
            if (options.shouldHelp())
            {
                options.showHelp();
            }
            else if (options.shouldList())
            {
                runner.list();
            }
            else if (options.shouldListWithParams())
            {
                runner.listWithParams(options);
            }
            else
            {
                runner.run();
            }

            return OK;
        }
        catch (final CommandLineOptionException ex)
        {
            System.err.println("belay: " + ex.getMessage());

            return USAGE;
        }
        catch (final RunnerException ex)
        {
            System.err.println("belay: " + ex.getMessage());

            return NEGATIVE;
        }
        catch (final IOException ex)
        {
            System.err.println("belay: " + ex);

            return NEGATIVE;
        }
    }
}
