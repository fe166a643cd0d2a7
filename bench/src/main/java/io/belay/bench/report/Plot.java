package io.belay.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * One drawing of lines and dots over two axes, as SVG. Places are percentages of the drawing's own size, so that it
 * takes any width while its letters and dots keep theirs; lines are drawn in a square of 1000 that is stretched over
 * it.
 */
final class Plot
{
    private static final double UNITS = 1000;

    private final Markup out;
    private final Axis xAxis;
    private final Axis yAxis;

    /**
     * @param out      where to.
     * @param name     for who cannot see it.
     * @param cssClass that gives it its height.
     * @param xAxis    along.
     * @param yAxis    up.
     */
    Plot(final Markup out, final String name, final String cssClass, final Axis xAxis, final Axis yAxis)
    {
        this.out = out;
        this.xAxis = xAxis;
        this.yAxis = yAxis;
        out.open("svg", "class", "plot " + cssClass, "role", "img", "aria-label", name,
            "data-x", describe(xAxis), "data-y", describe(yAxis));
        grid();
    }

    /** Lines through the points; a point with a y of NaN breaks the line. */
    Plot line(final String cssClass, final String key, final String label, final List<Point> points)
    {
        final String path = pathOf(points);
        if (!path.isEmpty())
        {
            stretched().empty("path", "class", "line " + cssClass, "data-key", key, "data-label", label, "d", path);
            out.close();
        }

        return this;
    }

    /** From the plot's floor up to each point. */
    Plot bars(final String cssClass, final String key, final String label, final List<Point> points)
    {
        final StringBuilder path = new StringBuilder();
        for (final Point point : points)
        {
            path.append('M').append(x(point)).append(" 1000V").append(y(point));
        }

        if (!path.isEmpty())
        {
            stretched().empty("path", "class", "bars " + cssClass, "data-key", key, "data-label", label,
                "d", path.toString());
            out.close();
        }

        return this;
    }

    Plot dot(final String cssClass, final String key, final Point point, final String title)
    {
        out.open("circle", "class", "dot " + cssClass, "data-key", key, "r", "4",
            "cx", percent(xAxis.at(point.x())), "cy", percent(1 - yAxis.at(point.y())));
        out.element("title", title).close();

        return this;
    }

    /**
     * A sign that something is wrong with what stands there, across the plot's whole height; its label may be empty.
     */
    Plot mark(final double value, final String label)
    {
        final String at = percent(xAxis.at(value));
        out.empty("line", "class", "mark", "x1", at, "x2", at, "y1", "0", "y2", "100%");
        if (!label.isEmpty())
        {
            out.element("text", label, "class", "mark", "x", at, "y", "0", "dx", "-4", "dy", "11");
        }

        return this;
    }

    /** A quiet line across the plot's whole height. */
    Plot border(final double value, final String label)
    {
        final String at = percent(xAxis.at(value));
        out.empty("line", "class", "border", "x1", at, "x2", at, "y1", "0", "y2", "100%");
        out.element("text", label, "class", "border", "x", at, "y", "0", "dx", "3", "dy", "-4");

        return this;
    }

    void close()
    {
        out.close().newLine();
    }

    private void grid()
    {
        for (final Tick tick : yAxis.ticks())
        {
            final String at = percent(1 - tick.at());
            out.empty("line", "class", tick.label().isEmpty() ? "grid minor" : "grid", "x1", "0", "x2", "100%",
                "y1", at, "y2", at);
            if (!tick.label().isEmpty())
            {
                out.element("text", tick.label(), "class", "y", "x", "0", "y", at, "dx", "-6", "dy", "4");
            }
        }

        for (final Tick tick : xAxis.ticks())
        {
            final String at = percent(tick.at());
            out.empty("line", "class", tick.label().isEmpty() ? "grid minor" : "grid", "x1", at, "x2", at, "y1", "0",
                "y2", "100%");
            if (!tick.label().isEmpty())
            {
                out.element("text", tick.label(), "class", "x", "x", at, "y", "100%", "dy", "17");
            }
        }
    }

    private Markup stretched()
    {
        return out.open(
            "svg", "viewBox", "0 0 1000 1000", "preserveAspectRatio", "none", "width", "100%", "height", "100%");
    }

    private String pathOf(final List<Point> points)
    {
        final StringBuilder path = new StringBuilder();
        boolean isPenUp = true;
        for (final Point point : points)
        {
            if (Double.isNaN(point.y()))
            {
                isPenUp = true;
                continue;
            }

            path.append(isPenUp ? 'M' : 'L').append(x(point)).append(' ').append(y(point));
            isPenUp = false;
        }

        return path.toString();
    }

    private String x(final Point point)
    {
        return units(xAxis.at(point.x()));
    }

    private String y(final Point point)
    {
        return units(1 - yAxis.at(point.y()));
    }

    private static String units(final double at)
    {
        return Figures.trimmed(String.format(Locale.ROOT, "%.1f", Math.min(1, Math.max(0, at)) * UNITS));
    }

    private static String percent(final double at)
    {
        return Figures.trimmed(String.format(Locale.ROOT, "%.2f", Math.min(1, Math.max(0, at)) * 100)) + "%";
    }

    private static String describe(final Axis axis)
    {
        return String.format(Locale.ROOT, "%s %.6f %.6f", axis.kind(), axis.begin(), axis.end());
    }
}
