package io.belay.journal.tools;

/**
 * One line of output, member by member: the same calls make a line for people or a JSON object.
 * <p>
 * In a list, a member has no name: null is passed.
 */
interface Line
{
    /**
     * A member that people read by its place at the beginning of the line, without its name.
     *
     * @param name  of the member.
     * @param value or null when it is not known.
     */
    void lead(String name, String value);

    /**
     * A number that people read by its place at the beginning of the line, without its name.
     *
     * @param name  of the member.
     * @param value unsigned.
     */
    void lead(String name, long value);

    void number(String name, long value);

    void unsigned(String name, long value);

    void decimal(String name, double value);

    /**
     * An epoch: a number, and counter dot node for people.
     *
     * @param name  of the member.
     * @param epoch to show.
     */
    void epoch(String name, long epoch);

    void flag(String name, boolean value);

    /**
     * A value of letters, digits and punctuation, which needs no quotes.
     *
     * @param name  of the member.
     * @param value to show.
     */
    void word(String name, String value);

    /**
     * Any text: it is quoted and escaped.
     *
     * @param name  of the member.
     * @param value to show.
     */
    void text(String name, String value);

    /**
     * A member without a value.
     *
     * @param name of the member.
     */
    void absent(String name);

    void beginObject(String name);

    void endObject();

    void beginList(String name);

    void endList();

    /**
     * Ends the line and begins the next one.
     *
     * @return the line, without a line break.
     */
    String take();
}
