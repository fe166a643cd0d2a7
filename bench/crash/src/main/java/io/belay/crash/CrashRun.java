package io.belay.crash;

import java.io.IOException;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.belay.bench.process.RunException;
import io.belay.node.cli.ExitCodes;

/**
 * All rounds of a run, on one pair of machines after the other. Of one thread; when the process
 * is told to end, what it has mounted is taken down first.
 */
final class CrashRun implements AutoCloseable
{
    /** A pair grows old: its journals are read from their beginning in each round. */
    private static final int ROUNDS_A_PAIR_MIN = 3;
    private static final int ROUNDS_A_PAIR_MAX = 6;
    private static final long EXIT_TIMEOUT_S = 60;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final Settings settings;
    private final Consumer<String> screen;
    private final Workbench bench;
    private final Deck deck;
    private final Tally tally;
    private final CountDownLatch isDown = new CountDownLatch(1);
    private final Thread onExit = new Thread(this::closeOnExit, "crash-cleanup");
    private Pair pair;
    private int pairs;
    private int roundsLeft;
    private volatile Thread runner;

    /**
     * @param settings of the run.
     * @param screen   told each line.
     * @throws RunException when there is nothing that could be done here.
     * @throws IOException  when the run's directories cannot be made.
     */
    CrashRun(final Settings settings, final Consumer<String> screen) throws RunException, IOException
    {
        this.settings = settings;
        this.screen = screen;
        bench = Workbench.open(settings);
        deck = new Deck(
            Faults.ALL.stream().filter((kind) -> settings.allows(kind.name())).toList(), (kind) -> kind.whyNot(bench));
        tally = new Tally(settings.seed(), deck.skipped());
        if (deck.isEmpty())
        {
            bench.close();
            throw new RunException(ExitCodes.PRECONDITION, "none of the faults asked for can be done here: " + deck.skipped());
        }

        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Mounts and namespaces would outlive this process. The thread that uses them takes them down, when it is told to. */
    private void closeOnExit()
    {
        final Thread user = runner;
        if (null != user)
        {
            user.interrupt();
            try
            {
                isDown.await(EXIT_TIMEOUT_S, TimeUnit.SECONDS);
            }
            catch (final InterruptedException ex)
            {
                Thread.currentThread().interrupt();
            }
        }
    }

    Tally run() throws IOException, InterruptedException
    {
        runner = Thread.currentThread();
        screen.accept("seed " + settings.seed() + "  " + bench.out());
        deck.skipped().forEach((kind, reason) -> screen.accept("skipped " + kind + ": " + reason));
        for (int number = 1; number <= settings.rounds(); number++)
        {
            final Random random = new Random(seedOf(number));
            final RoundResult result = new Round(present(random), number, deck, random).run();
            tally.add(result);
            tell(result);
            if (!result.violations().isEmpty())
            {
                pair.keep();
                roundsLeft = 1;
            }

            if (0 == --roundsLeft || pair.traders().stream().anyMatch((trader) -> trader.history().isFull()))
            {
                closePair();
            }
        }

        closePair();

        return tally;
    }

    /** Random begins alike for seeds that are close to each other. */
    private long seedOf(final int number)
    {
        return new SplittableRandom(settings.seed() + number * GOLDEN_GAMMA).nextLong();
    }

    private Pair present(final Random random) throws IOException
    {
        if (null == pair)
        {
            Layout layout = Layout.choose(bench, ++pairs, random);
            while (!deck.fits(layout))
            {
                layout = Layout.choose(bench, ++pairs, random);
            }

            pair = Pair.create(bench, layout, pairs, random);
            roundsLeft = random.nextInt(ROUNDS_A_PAIR_MIN, ROUNDS_A_PAIR_MAX + 1);
            screen.accept("pair " + pairs + ": " + pair.layout());
        }

        return pair;
    }

    private void closePair()
    {
        if (null != pair)
        {
            tally.add(pair.appends());
            pair.close();
            pair = null;
        }
    }

    private void tell(final RoundResult result)
    {
        screen.accept(String.format(Locale.ROOT, "round %d: %s | %,d acknowledged, %s, %.1f s", result.number(),
            String.join("; ", result.faults()), result.durable(),
            result.violations().isEmpty() ? "ok" : "VIOLATED", result.ms() / 1000.0));
        result.violations().lines().forEach((line) -> screen.accept("  " + line));
    }

    @Override
    public void close() throws IOException
    {
        final boolean wasInterrupted = Thread.interrupted(); // What follows waits for programs to end.
        try
        {
            closePair();
        }
        finally
        {
            bench.close();
            isDown.countDown();
            forgetExit();
        }

        if (wasInterrupted)
        {
            Thread.currentThread().interrupt();
        }
    }

    private void forgetExit()
    {
        try
        {
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
        catch (final IllegalStateException ignore)
        {
            // It is what brought us here.
        }
    }
}
