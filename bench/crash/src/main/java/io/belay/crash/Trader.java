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
    private final String market;
    private final long clientId;
    private final long seed;
    private final Path file;
    private final History history;
    private ChildProcess process;
    private int lives;

    Trader(final Pair pair, final Machine machine, final int number, final String market, final long seed)
    {
        this.pair = pair;
        this.machine = machine;
        this.market = market;
        clientId = 1 + (seed >>> 2);
        this.seed = seed + number;
        file = pair.shared().resolve(machine.name() + "-trader-" + number + ".history");
        history = History.create(file);
        lives = number << 16;
    }

    /** Where it runs, whatever node it talks to. */
    Machine machine()
    {
        return machine;
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
            "crash-trader", "--place", place(machine) + "," + place(pair.machine(1 - machine.index())),
            "--market", market, "--client-id", String.valueOf(clientId),
            "--history", file.toString(), "--rate", String.valueOf(pair.layout().rate()),
            "--seed", String.valueOf(seed + lives), "--first-number", String.valueOf(++lives * NUMBERS_A_LIFE)));
        if (null != pair.bench().settings().orders())
        {
            command.addAll(List.of("--orders", pair.bench().settings().orders().toString()));
        }

        process = machine.start("trader", command, false, TraderCommand.READY);
    }

    private static String place(final Machine machine)
    {
        return machine.name() + "=" + machine.aeronDirectory();
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
