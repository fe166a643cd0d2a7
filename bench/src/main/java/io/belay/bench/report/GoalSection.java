package io.belay.bench.report;

import java.util.List;
import java.util.Locale;

import io.belay.bench.result.Goal;

/**
 * What had to be reached, and whether it was.
 */
final class GoalSection
{
    private final List<Goal> goals;

    GoalSection(final List<Goal> goals)
    {
        this.goals = goals;
    }

    void write(final Markup out)
    {
        if (goals.isEmpty())
        {
            return;
        }

        out.open("section", "id", "goals").element("h2", "Goals");
        out.open("div", "class", "scroll").open("table", "class", "goals").open("thead").open("tr");
        for (final String column : List.of("what", "", "measured", "must", "aim", "spread", "rounds"))
        {
            out.element("th", column, "scope", "col", "aria-label", column.isEmpty() ? "met" : null);
        }
        out.close().close().open("tbody");
        goals.forEach((goal) -> writeRow(out, goal));
        out.close().close().close().close().newLine();
    }

    private static void writeRow(final Markup out, final Goal goal)
    {
        final boolean isKnown = !"unknown".equals(goal.met());
        final String sign = goal.lowerIsBetter() ? "≤ " : "≥ ";
        out.open("tr", "class", "g-" + goal.met(), "data-goal", goal.name(),
            "data-value", String.format(Locale.ROOT, "%.4f", goal.value()), "data-met", goal.met());
        out.open("th", "scope", "row").text(goal.name());
        if (Series.hasText(goal.note()))
        {
            out.element("small", goal.note());
        }
        out.close();
        out.open("td").element("span", signOf(goal.met()), "class", "met").close();
        out.element("td", isKnown && goal.rounds() > 0 ? withUnit(goal.value(), goal.unit()) : "–", "class", "value");
        out.element("td", sign + plain(goal.must())).element("td", sign + plain(goal.aim()));
        out.element("td", goal.rounds() > 1 ? Figures.percent(goal.spread()) : "–");
        out.element("td", String.valueOf(goal.rounds())).close();
    }

    static String withUnit(final double value, final String unit)
    {
        return Figures.number(value) + switch (String.valueOf(unit))
        {
            case "x" -> " ×";
            case "null", "" -> "";
            default -> " " + unit;
        };
    }

    private static String plain(final double value)
    {
        return Figures.trimmed(Figures.number(value));
    }

    private static String signOf(final String met)
    {
        return switch (met)
        {
            case "aim" -> "✓✓ aim met";
            case "must" -> "✓ must met";
            case "missed" -> "✗ missed";
            default -> "? not measured";
        };
    }
}
