package io.belay.bench.demo;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a fault has cost.
 *
 * @param fault             that it was.
 * @param seen              by the trading process.
 * @param pauseNs           from the kill to the first acknowledgement after it.
 * @param pauseOfPromoteNs  from the promote command to that acknowledgement; 0 when nothing was promoted.
 * @param promoteNs         from the promote command to its end.
 * @param backNs            from the start of the killed node until there were two copies of everything again.
 */
record AccidentReport(
    Fault fault, Interruption seen, long pauseNs, long pauseOfPromoteNs, long promoteNs, long backNs)
{
    static final AccidentReport NONE = new AccidentReport(Fault.NONE, Interruption.NONE, 0, 0, 0, 0);

    /** Tells it to people, with the figures of the checks. */
    void show(final Screen screen, final Verdict verdict)
    {
        if (Fault.NONE == fault)
        {
            return;
        }

        screen.verdict("survived", verdict.isKept(), String.format(Locale.ROOT, "acknowledged before the kill %,d, present in both " +
            "journals after it %,d, lost %,d", seen.ackedBefore(), verdict.presentBefore(), verdict.lost()));
        screen.verdict("survived", 0 == verdict.duplicated(), String.format(Locale.ROOT, "%,d events of unknown fate sent again: " +
            "%,d were stored already and were not stored twice (duplicates suppressed), doubled %,d", seen.sentAgain(),
            seen.repeated(), verdict.duplicated()));
        screen.step("pause", String.format(Locale.ROOT, "%,d ms from the kill to the next acknowledgement%s", ms(pauseNs),
            0 == pauseOfPromoteNs ? String.format(Locale.ROOT, "; %,d appends were refused " +
            "meanwhile and sent again, the others waited", verdict.trader().refused()) : String.format(Locale.ROOT,
            ", %,d ms from the promote command", ms(pauseOfPromoteNs))));
        screen.step("copies", 0 == seen.alone() ? "no event was acknowledged with less than two copies" :
            String.format(Locale.ROOT, "%,d events were acknowledged with one copy while %s was away, as the operator decided; " +
            "they have two now", seen.alone(), "the other node"));
        screen.verdict("journals", verdict.areJournalsEqual(), verdict.areJournalsEqual() ?
            "belay diff: both are equal, frame by frame" : "belay diff: they differ");
    }

    JsonObject json(final Verdict verdict)
    {
        return new JsonObject()
            .put("fault", fault.option().replaceFirst("^--", ""))
            .put("ackedBefore", seen.ackedBefore())
            .put("presentAfter", verdict.presentBefore())
            .put("lost", verdict.lost())
            .put("duplicated", verdict.duplicated())
            .put("sentAgain", seen.sentAgain())
            .put("duplicatesSuppressed", seen.repeated())
            .put("refusedAttempts", verdict.trader().refused())
            .put("ackedWithOneCopy", seen.alone())
            .put("pauseMs", ms(pauseNs))
            .put("pauseFromPromoteMs", ms(pauseOfPromoteNs))
            .put("promoteMs", ms(promoteNs))
            .put("backMs", ms(backNs))
            .put("journalsEqual", verdict.areJournalsEqual());
    }

    private static long ms(final long ns)
    {
        return TimeUnit.NANOSECONDS.toMillis(ns);
    }
}
