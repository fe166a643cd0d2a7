package io.belay.bench.report;

import java.util.List;

/**
 * What the words on the page mean, and what they do not say.
 */
final class GuideSection
{
    private final Run run;

    GuideSection(final Run run)
    {
        this.run = run;
    }

    void write(final Markup out)
    {
        out.open("section", "id", "guide").element("h2", "How to read this").open("dl", "class", "guide");
        entry(out, "latency", "From the moment when a request was due, not when it could be sent, to its answer: a " +
            "system that stalls is charged for every request that had to wait meanwhile.");
        entry(out, "in flight", "Closed loop: so many requests await their answer at any time, and each answer lets " +
            "the next one go. Shows what a system can do, but it slows down with the system.");
        entry(out, "open loop", "Requests are due at a fixed rate, whatever the system does. A measurement whose " +
            "rate was not reached is invalid and counts for nothing.");
        entry(out, "W=2", "A frame is acknowledged when it is written and synced on two replicas. Here both are " +
            "processes on one machine and share one disk, so two syncs compete for it, and the network is the " +
                "loop-back interface.");
        entry(out, "the floor", "What the machine itself takes for the parts that cannot be left out: two processes " +
            "that each write and sync at the same time, one UDP and one IPC round trip. Compare ratios to it, not " +
            "microseconds: they differ from machine to machine and from hour to hour.");
        entry(out, "rounds", "All systems take turns in an order that is shuffled in each round. A ratio is taken " +
            "within a round; the figure is the median over the rounds.");
        entry(out, "hiccups", "Delays that strike any program on this machine: the scheduler, interrupts, a " +
            "neighbour.");
        out.close();
        writePromises(out);
        out.close().newLine();
    }

    private void writePromises(final Markup out)
    {
        final List<KnownSystem> shown = run.series().stream().map((each) -> KnownSystem.of(each.system())).distinct()
            .filter((each) -> KnownSystem.OTHER != each).toList();
        if (shown.isEmpty())
        {
            return;
        }

        out.element("h3", "What each answer promises").open("dl", "class", "guide");
        shown.forEach((each) -> entry(out, KnownSystem.labelOf(each.key()), each.meaning()));
        out.close();
    }

    private static void entry(final Markup out, final String word, final String meaning)
    {
        out.element("dt", word).element("dd", meaning);
    }
}
