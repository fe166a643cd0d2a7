package io.belay.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

import io.belay.bench.process.RunException;
import io.belay.node.cli.ExitCodes;

/**
 * All rounds of a run, on one pair of machines after the other. It may be closed from another thread at any time.
 */
final class CrashRun implements AutoCloseable
{
    /** A pair grows old: its journals are read from their beginning in each round. */
    private static final int ROUNDS_A_PAIR_MIN = 3;
    private static final int ROUNDS_A_PAIR_MAX = 6;

    private final Settings settings;
    private final Consumer<String> screen;
    private final Workbench bench;
    private final Deck deck;
    private final Tally tally;
    private final Thread onExit = new Thread(this::closeOnExit, "crash-cleanup");
    private Pair pair;
    private int pairs;
    private int roundsLeft;
    private boolean isClosed;

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

    /** Mounts and namespaces would outlive this process. */
    private void closeOnExit()
    {
        try
        {
            close();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    Tally run() throws IOException, InterruptedException
    {
        screen.accept("seed " + settings.seed() + "  " + bench.out());
        deck.skipped().forEach((kind, reason) -> screen.accept("skipped " + kind + ": " + reason));
        for (int number = 1; number <= settings.rounds(); number++)
        {
            final Random random = new Random(settings.seed() * 1_000_003 + number);
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

    private synchronized Pair present(final Random random) throws IOException, InterruptedException
    {
        if (isClosed)
        {
            throw new InterruptedException("the run is ending");
        }

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

    private synchronized void closePair()
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
    public synchronized void close() throws IOException
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        closePair();
        bench.close();
        if (Thread.currentThread() != onExit)
        {
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
    }
}
