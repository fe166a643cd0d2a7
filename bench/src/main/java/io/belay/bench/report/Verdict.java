package io.belay.bench.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import io.belay.bench.result.Goal;
import io.belay.bench.result.Measurement;

/**
 * A run in one line.
 *
 * @param text    for people.
 * @param details what the line has no room for; may be empty.
 * @param isGood  whether nothing was missed.
 */
record Verdict(String text, String details, boolean isGood)
{
    static Verdict of(final Run run)
    {
        final List<Goal> goals = run.file().goals();

        return goals.isEmpty() ? ofFigures(run) : ofGoals(goals);
    }

    private static Verdict ofGoals(final List<Goal> goals)
    {
        final List<Goal> missed = goals.stream().filter((each) -> "missed".equals(each.met())).toList();
        final long aims = goals.stream().filter((each) -> "aim".equals(each.met())).count();
        final long musts = goals.stream().filter((each) -> "must".equals(each.met())).count();
        final long unknown = goals.size() - missed.size() - aims - musts;
        final String text = (aims + musts) + " of " + goals.size() + " goals met, " +
            (0 == aims ? "none" : aims) + " at the aim" +
            (missed.isEmpty() ? "" : "; " + missed.size() + " missed") +
            (0 == unknown ? "." : "; " + unknown + " not measured.");

        return new Verdict(text, missed.isEmpty() ? "" :
            "Missed: " + missed.stream().map(Verdict::describe).collect(Collectors.joining("; ")) + ".",
            missed.isEmpty());
    }

    private static String describe(final Goal goal)
    {
        final String value = 0 == goal.rounds() ? "" :
            " (" + GoalSection.withUnit(goal.value(), goal.unit()) +
            (goal.lowerIsBetter() ? ", at most " : ", at least ") +
            Figures.trimmed(Figures.number(goal.must())) + ")";

        return goal.name() + value;
    }

    private static Verdict ofFigures(final Run run)
    {
        final List<Series> subjects = run.subjects();
        if (subjects.isEmpty())
        {
            return new Verdict("Nothing was measured.", "", false);
        }

        final List<Series> invalid = subjects.stream().filter((each) -> !each.isValid()).toList();
        final List<Series> open = subjects.stream().filter((each) -> !each.group().isClosed() && !each.isFloor()).toList();
        final Series first = subjects.get(0);
        if (open.size() < 2)
        {
            return new Verdict((invalid.isEmpty() ? "" : "INVALID. ") + describe(first) + ".",
                invalid.isEmpty() ? "" : "Invalid: " + invalid.get(0).rounds().get(0).invalidReason() + ".",
                invalid.isEmpty());
        }

        final Series best = open.stream().filter(Series::isValid)
            .max(Comparator.comparingDouble((each) -> each.load().rate())).orElse(null);

        return new Verdict(null == best ? "No rate was held." : (open.size() - invalid.size()) + " of " + open.size() +
            " rates held; the highest: " + describe(best) + ".", "", null != best);
    }

    private static String describe(final Series series)
    {
        return series.title() + ": p50 " +
            Figures.time(series.median(Measurement::p50Ns)) + ", p99 " +
            Figures.time(series.median(Measurement::p99Ns)) +
            ", " + Figures.rate(series.median(Measurement::rate)) + " a second";
    }
}
