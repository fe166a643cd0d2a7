package io.belay.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.belay.bench.process.ChildProcess;

/**
 * A trading process as the harness sees it: its history outlives each of its lives.
 */
final class Trader implements AutoCloseable
{
    /** More than one life has events. */
    private static final long NUMBERS_A_LIFE = 1L << 32;

    private final Machine machine;
    private final Pair pair;
    private final String markets;
    private final long seed;
    private final Path file;
    private final History history;
    private ChildProcess process;
    private int lives;

    Trader(final Pair pair, final Machine machine, final int number, final List<String> markets, final long seed)
    {
        this.pair = pair;
        this.machine = machine;
        this.markets = String.join(",", markets);
        this.seed = seed + number;
        file = pair.shared().resolve(machine.name() + "-trader-" + number + ".history");
        history = History.create(file);
        lives = number << 16;
    }

    History history()
    {
        return history;
    }

    ChildProcess process()
    {
        return process;
    }

    void start() throws IOException
    {
        if (null != process && process.isAlive())
        {
            return;
        }

        final List<String> command = new ArrayList<>(List.of(
            "crash-trader", "--aeron", machine.aeronDirectory().toString(), "--node", machine.name(),
            "--markets", markets, "--history", file.toString(), "--rate", String.valueOf(pair.layout().rate()),
            "--seed", String.valueOf(seed + lives), "--first-number", String.valueOf(++lives * NUMBERS_A_LIFE)));
        if (null != pair.bench().settings().orders())
        {
            command.addAll(List.of("--orders", pair.bench().settings().orders().toString()));
        }

        process = machine.start("trader", command, false, TraderCommand.READY);
    }

    /** Whether it will make no append before it is asked to: a dead one will not either. */
    boolean isAtRest()
    {
        return history.isAtRest() || !process.isAlive();
    }

    @Override
    public void close()
    {
        history.wish(History.Wish.END);
        if (null != process)
        {
            process.close();
        }

        history.close();
    }
}
