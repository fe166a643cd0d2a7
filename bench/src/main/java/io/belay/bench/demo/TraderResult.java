package io.belay.bench.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What the sample trading process found.
 *
 * @param acked      events acknowledged.
 * @param unknown    events whose outcome is not known.
 * @param refused    attempts refused, each repeated until it was taken.
 * @param disordered outcomes of a market that were not in the order of its txids.
 * @param measured   acknowledged events whose latency was recorded.
 * @param elapsedNs  from the first event due to the last outcome, without the prelude.
 * @param sentRate   events a second that were sent, on average.
 * @param stateHash  of its books.
 * @param resting    orders in its books.
 * @param pause      what it saw of a fault.
 */
record TraderResult(
    int acked,
    int unknown,
    long refused,
    long disordered,
    long measured,
    long elapsedNs,
    double sentRate,
    long stateHash,
    int resting,
    Interruption pause)
{
    void store(final Path path) throws IOException
    {
        final Properties properties = new Properties();
        properties.setProperty("acked", Integer.toString(acked));
        properties.setProperty("unknown", Integer.toString(unknown));
        properties.setProperty("refused", Long.toString(refused));
        properties.setProperty("disordered", Long.toString(disordered));
        properties.setProperty("measured", Long.toString(measured));
        properties.setProperty("elapsed.ns", Long.toString(elapsedNs));
        properties.setProperty("sent.rate", Double.toString(sentRate));
        properties.setProperty("state.hash", Long.toHexString(stateHash));
        properties.setProperty("resting", Integer.toString(resting));
        pause.store(properties);
        try (Writer writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8))
        {
            properties.store(writer, null);
        }
    }

    static TraderResult load(final Path path) throws IOException
    {
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8))
        {
            properties.load(reader);
        }

        return new TraderResult(
            Integer.parseInt(properties.getProperty("acked")),
            Integer.parseInt(properties.getProperty("unknown")),
            Long.parseLong(properties.getProperty("refused")),
            Long.parseLong(properties.getProperty("disordered")),
            Long.parseLong(properties.getProperty("measured")),
            Long.parseLong(properties.getProperty("elapsed.ns")),
            Double.parseDouble(properties.getProperty("sent.rate")),
            Long.parseUnsignedLong(properties.getProperty("state.hash"), 16),
            Integer.parseInt(properties.getProperty("resting")),
            Interruption.load(properties));
    }
}
