package io.belay.crash;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.belay.crash.Violations.Kind;
import io.belay.node.cli.Belay;
import io.belay.node.cli.ExitCodes;

/**
 * One round: some faults while trading goes on, then healing, and then the checks.
 */
final class Round
{
    private static final int FAULTS_MAX = 3;
    private static final int EXIT_INTERRUPTED = 130;
    private static final int PROGRESS_MAX = 400;
    private static final long PROGRESS_TIMEOUT_MS = 1_500;
    private static final long START_TIMEOUT_MS = 10_000;
    private static final int RESUMED = 20;
    private static final long RESUME_TIMEOUT_MS = 30_000;

    private final Pair pair;
    private final int number;
    private final Deck deck;
    private final Random random;
    private final Deque<Fault> active = new ArrayDeque<>();
    private final List<String> kinds = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Violations violations = new Violations();

    Round(final Pair pair, final int number, final Deck deck, final Random random)
    {
        this.pair = pair;
        this.number = number;
        this.deck = deck;
        this.random = random;
    }

    RoundResult run() throws IOException, InterruptedException
    {
        final long beginNs = System.nanoTime();
        pair.diary().note("round " + number);
        final long before = pair.durableCount();
        try
        {
            pair.mend();
            pair.awaitLive();
            pair.wish(History.Wish.TRADE);
            pair.awaitProgress(RESUMED, START_TIMEOUT_MS); // A fault that nothing is sent through shows nothing.
            injectAll();
            checkHeld();
            pair.diary().note("mend");
            pair.mend();
            pair.diary().note("await live");
            pair.awaitLive();
            pair.diary().note("live");
            awaitResumed();
            pair.rest();
            pair.awaitEqual();
            pair.diary().note("check");
            checkAll();
            pair.diary().note("checked");
        }
        catch (final StuckException ex)
        {
            healAllQuietly();
        }

        violations.addAll(pair.violations());

        return new RoundResult(number, pair.layout(), kinds, faults, pair.durableCount() - before, violations,
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNs));
    }

    private void injectAll() throws IOException, InterruptedException, StuckException
    {
        for (int left = 1 + random.nextInt(FAULTS_MAX); left > 0; left--)
        {
            pair.awaitProgress(1 + random.nextInt(PROGRESS_MAX), PROGRESS_TIMEOUT_MS);
            final FaultKind kind = deck.draw(pair.layout(), pair.isAlive(), random);
            if (null == kind)
            {
                break;
            }

            pair.isCalm(active.isEmpty());
            final Fault fault = kind.inject(pair, random);
            faults.add(fault.text());
            if (fault.isDone())
            {
                kinds.add(kind.name());
            }

            pair.diary().note(fault.text());
            active.push(fault);
            if (1 == left || random.nextBoolean())
            {
                healAll();
                if (left > 1 && random.nextBoolean())
                {
                    checkHeld();
                    pair.mend();
                }
            }
        }
    }

    private void healAll() throws IOException, InterruptedException, StuckException
    {
        final long holdMs = active.stream().mapToLong(Fault::holdMs).max().orElse(0);
        TimeUnit.MILLISECONDS.sleep(holdMs);
        while (!active.isEmpty())
        {
            active.pop().heal();
        }

        pair.diary().note("healed");
    }

    private void healAllQuietly() throws IOException, InterruptedException
    {
        try
        {
            healAll();
        }
        catch (final StuckException ignore)
        {
            // It is stuck already, and that was noted.
        }
    }

    /** Before anything is repaired: what was acknowledged by now is at both nodes, dead or not. */
    private void checkHeld() throws IOException
    {
        final HistoryCheck check = new HistoryCheck(pair.appends());
        for (final Machine machine : pair.machines())
        {
            check.holdsAlready(
                machine.name(), machine.index(), JournalFrames.read(machine.journal()).markets(), pair.doubts());
        }

        violations.addAll(check.violations());
    }

    private void awaitResumed()
    {
        final List<Long> before = pair.traders().stream().map((trader) -> trader.history().durableCount()).toList();
        if (!Pair.await(RESUME_TIMEOUT_MS, () ->
        {
            for (int i = 0; i < before.size(); i++)
            {
                final History history = pair.traders().get(i).history();
                if (history.durableCount() < before.get(i) + RESUMED && !history.isFull())
                {
                    return false;
                }
            }

            return true;
        }))
        {
            violations.add(Kind.PROCESS, "a trading process gets no acknowledgement half a minute after all was healed");
        }
    }

    private void checkAll() throws IOException, InterruptedException
    {
        final Machine alpha = pair.machine(0);
        final Machine beta = pair.machine(1);
        final JournalFrames alphas = JournalFrames.read(alpha.journal());
        final JournalFrames betas = JournalFrames.read(beta.journal());
        final Map<Long, List<Frame>> one = alphas.markets();
        final Map<Long, List<Frame>> other = betas.markets();
        final Set<Long> soleEpochs = new HashSet<>(alphas.soleEpochs());
        soleEpochs.addAll(betas.soleEpochs());
        final List<Append> appends = pair.appends();
        violations.addAll(new HistoryCheck(appends)
            .holds(alpha.name(), one, pair.doubts())
            .holds(beta.name(), other, pair.doubts())
            .isSound(alpha.name(), one)
            .areEqual(one, other)
            .isConsistent()
            .violations());
        violations.addAll(
            new QuorumCheck(appends).isAloneByRight(soleEpochs).isSilent(pair.silences()).violations());
        tool("verify", alpha.journal());
        tool("verify", beta.journal());
        tool("diff", alpha.journal(), beta.journal());
    }

    private void tool(final String command, final Path... journals) throws InterruptedException
    {
        final List<String> words = new ArrayList<>(List.of(command));
        for (final Path journal : journals)
        {
            words.add(journal.toString());
        }

        final StringWriter said = new StringWriter();
        final PrintWriter writer = new PrintWriter(said);
        final int code = Belay.commandLine().setOut(writer).setErr(writer).execute(words.toArray(new String[0]));
        writer.flush();
        if (EXIT_INTERRUPTED == code)
        {
            throw new InterruptedException("while the journals were checked"); // Which says nothing about them.
        }

        if (ExitCodes.OK != code)
        {
            violations.add(Kind.TOOL, "belay " + String.join(" ", words) + " ended with " + code + ": " + said);
        }
    }
}
