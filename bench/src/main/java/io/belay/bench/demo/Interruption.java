package io.belay.bench.demo;

import java.util.Properties;

/**
 * What the sample trading process saw of a fault.
 *
 * @param ackedBefore  events acknowledged before the pause.
 * @param pauseStartNs the last acknowledgement before the pause, by {@link System#nanoTime()}.
 * @param pauseEndNs   the first acknowledgement behind it.
 * @param sentAgain    events whose outcome was unknown, sent again under their first sequence.
 * @param repeated     of these the ones that the market held already, and did not append a second time.
 * @param alone        acknowledgements given with one disk only, W=1.
 */
record Interruption(int ackedBefore, long pauseStartNs, long pauseEndNs, int sentAgain, int repeated, int alone)
{
    static final Interruption NONE = new Interruption(0, 0, 0, 0, 0, 0);

    void store(final Properties properties)
    {
        properties.setProperty("acked.before", Integer.toString(ackedBefore));
        properties.setProperty("pause.start.ns", Long.toString(pauseStartNs));
        properties.setProperty("pause.end.ns", Long.toString(pauseEndNs));
        properties.setProperty("sent.again", Integer.toString(sentAgain));
        properties.setProperty("repeated", Integer.toString(repeated));
        properties.setProperty("alone", Integer.toString(alone));
    }

    static Interruption load(final Properties properties)
    {
        return new Interruption(
            Integer.parseInt(properties.getProperty("acked.before")),
            Long.parseLong(properties.getProperty("pause.start.ns")),
            Long.parseLong(properties.getProperty("pause.end.ns")),
            Integer.parseInt(properties.getProperty("sent.again")),
            Integer.parseInt(properties.getProperty("repeated")),
            Integer.parseInt(properties.getProperty("alone")));
    }
}
