package io.belay.journal.tools;

/**
 * One line of output, member by member: the same calls make a line for people or a JSON object.
 * <p>
 * In a list, a member has no name: null is passed.
 */
abstract class Line
{
    private final StringBuilder out;
    private boolean isFirst = true;

    /**
     * @param out that holds what every line begins with.
     */
    Line(final StringBuilder out)
    {
        this.out = out;
    }

    /**
     * A member that people read by its place at the beginning of the line, without its name.
     *
     * @param name  of the member.
     * @param value or null when it is not known.
     */
    abstract void lead(String name, String value);

    /**
     * A number that people read by its place at the beginning of the line, without its name.
     *
     * @param name  of the member.
     * @param value unsigned.
     */
    abstract void lead(String name, long value);

    final void number(final String name, final long value)
    {
        begin(name).append(value);
    }

    final void unsigned(final String name, final long value)
    {
        begin(name).append(Long.toUnsignedString(value));
    }

    abstract void decimal(String name, double value);

    /**
     * An epoch: a number, and counter dot node for people.
     *
     * @param name  of the member.
     * @param epoch to show.
     */
    abstract void epoch(String name, long epoch);

    final void flag(final String name, final boolean value)
    {
        begin(name).append(value);
    }

    /**
     * A value of letters, digits and punctuation, which needs no quotes.
     *
     * @param name  of the member.
     * @param value to show.
     */
    abstract void word(String name, String value);

    /**
     * Any text: it is quoted and escaped.
     *
     * @param name  of the member.
     * @param value to show.
     */
    final void text(final String name, final String value)
    {
        JsonText.quote(begin(name), value);
    }

    /**
     * A member without a value.
     *
     * @param name of the member.
     */
    abstract void absent(String name);

    final void beginObject(final String name)
    {
        begin(name).append('{');
        isFirst = true;
    }

    final void endObject()
    {
        out.append('}');
        isFirst = false;
    }

    final void beginList(final String name)
    {
        begin(name).append('[');
        isFirst = true;
    }

    final void endList()
    {
        out.append(']');
        isFirst = false;
    }

    /**
     * Ends the line and begins the next one.
     *
     * @return the line, without a line break.
     */
    abstract String take();

    /** Appends what stands between two members. */
    abstract void separate(StringBuilder line);

    /** Appends the name of a member and what stands before its value. */
    abstract void name(StringBuilder line, String name);

    /** Begins a member; its value is to be appended to what is returned. */
    final StringBuilder begin(final String name)
    {
        if (!isFirst)
        {
            separate(out);
        }

        isFirst = false;
        if (null != name)
        {
            name(out, name);
        }

        return out;
    }

    /** Ends the line and begins the next one, with the first characters of this one. */
    final String take(final int keptLength)
    {
        final String line = out.toString();
        out.setLength(keptLength);
        isFirst = true;

        return line;
    }
}
