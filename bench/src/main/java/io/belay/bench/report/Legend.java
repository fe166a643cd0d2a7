package io.belay.bench.report;

import java.util.List;

/**
 * Which line is whose; where scripts run, a press hides and shows it.
 */
final class Legend
{
    private Legend()
    {
    }

    static void write(final Markup out, final List<String> systems)
    {
        out.open("div", "class", "legend");
        for (final String system : systems)
        {
            entry(out, system, KnownSystem.labelOf(system), KnownSystem.cssClassOf(system));
        }
        out.close();
    }

    static void entry(final Markup out, final String key, final String label, final String cssClass)
    {
        out.open("button", "type", "button", "data-toggle", key, "aria-pressed", "true");
        out.open("svg", "class", "sample", "width", "28", "height", "10", "aria-hidden", "true");
        out.empty("path", "class", "line " + cssClass, "d", "M1 5H27").close();
        out.text(label).close();
    }
}
