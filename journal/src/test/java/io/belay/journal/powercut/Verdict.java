package io.belay.journal.powercut;

/**
 * What was found after a cut.
 *
 * @param outcome   in a word.
 * @param walked    last sequence that a reader from outside finds before anything is repaired.
 * @param recovered last sequence after recovery, 0 when there was none.
 * @param openMs    how long opening took.
 * @param junkBytes how many bytes lay behind the last valid entry, written by the kernel in an order of its own.
 * @param detail    what was wrong, or how the walk ended.
 */
record Verdict(Outcome outcome, long walked, long recovered, long openMs, long junkBytes, String detail)
{
    private static final String MARK = "VERDICT";
    private static final int FIELDS = 7;

    enum Outcome
    {
        /** All that was acknowledged is there, and the journal goes on. */
        RIGHT,
        /** The journal opened with less than was acknowledged. */
        LOST,
        /** The journal said that something is lost, and did not open. */
        REFUSED,
        /** Anything else. */
        WRONG
    }

    static Verdict wrong(final String detail)
    {
        return new Verdict(Outcome.WRONG, 0, 0, 0, 0, detail);
    }

    String line()
    {
        return String.join("\t", MARK, outcome.name(), String.valueOf(walked), String.valueOf(recovered),
            String.valueOf(openMs), String.valueOf(junkBytes), detail.replaceAll("\\s", " "));
    }

    /** The verdict in a line of a process, or null. */
    static Verdict parse(final String line)
    {
        final String[] fields = line.split("\t", FIELDS);

        return FIELDS != fields.length || !MARK.equals(fields[0]) ? null : new Verdict(
            Outcome.valueOf(fields[1]), Long.parseLong(fields[2]), Long.parseLong(fields[3]), Long.parseLong(fields[4]),
            Long.parseLong(fields[5]), fields[6]);
    }

    /** How many acknowledged entries are not to be had. */
    long lost(final long acked)
    {
        return Outcome.RIGHT == outcome ? 0 : Math.max(0, acked - Math.max(walked, recovered));
    }
}
