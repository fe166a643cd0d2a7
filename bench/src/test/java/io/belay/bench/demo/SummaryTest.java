package io.belay.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.belay.bench.latency.LatencyLog;
import io.belay.bench.latency.LatencyReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest
{
    private static final JournalAudit.Result EXACT = new JournalAudit.Result(10, 0, 0, 0, 0, 0, 5, 0);
    private static final TraderResult TRADER = new TraderResult(10, 0, 2, 0, 8, 1_000_000, 10_000, 5, 3, Interruption.NONE);

    @TempDir
    private Path directory;

    @Test
    void shouldFailEachCheckWhenItsCountIsNotZero()
    {
        assertFalse(verdict(new JournalAudit.Result(9, 1, 0, 0, 0, 0, 5, 0)).isPassed(), "lost");
        assertFalse(verdict(new JournalAudit.Result(10, 0, 1, 0, 0, 0, 5, 0)).isPassed(), "duplicated");
        assertFalse(verdict(new JournalAudit.Result(10, 0, 0, 1, 0, 0, 5, 0)).isPassed(), "gaps");
        assertFalse(verdict(new JournalAudit.Result(10, 0, 0, 0, 1, 0, 5, 0)).isPassed(), "unacknowledged");
        assertFalse(verdict(new JournalAudit.Result(10, 0, 0, 0, 0, 1, 5, 0)).isPassed(), "different");
        assertFalse(verdict(new JournalAudit.Result(10, 0, 0, 0, 0, 0, 6, 0)).isPassed(), "state hash");
        assertFalse(verdict(new JournalAudit.Result(11, 0, 0, 0, 0, 0, 5, 0)).isPassed(), "entries");
        assertFalse(new Verdict(new TraderResult(9, 1, 0, 0, 8, 1, 1, 5, 3, Interruption.NONE), EXACT, EXACT, 10, true).isPassed(), "acked");
        assertFalse(new Verdict(new TraderResult(10, 0, 0, 1, 8, 1, 1, 5, 3, Interruption.NONE), EXACT, EXACT, 10, true).isPassed(), "order");
        assertFalse(new Verdict(TRADER, EXACT, EXACT, 10, false).isPassed(), "journals");
        assertTrue(verdict(EXACT).isPassed());
    }

    @Test
    void shouldEndWithOneWhenAKillHasLostOrDoubledSomething()
    {
        assertEquals(1, verdict(new JournalAudit.Result(9, 1, 0, 0, 0, 0, 5, 0)).exitCode(Fault.KILL_OWNER));
        assertEquals(1, verdict(new JournalAudit.Result(11, 0, 1, 0, 0, 0, 5, 0)).exitCode(Fault.KILL_STANDBY));
        assertEquals(3, verdict(new JournalAudit.Result(9, 1, 0, 0, 0, 0, 5, 0)).exitCode(Fault.NONE));
        assertEquals(3, verdict(new JournalAudit.Result(10, 0, 0, 0, 0, 0, 6, 0)).exitCode(Fault.KILL_OWNER));
        assertEquals(0, verdict(EXACT).exitCode(Fault.KILL_OWNER));
    }

    @Test
    void shouldFailWhenSomethingAcknowledgedBeforeTheKillIsNotInBothJournals()
    {
        final TraderResult trader =
            new TraderResult(10, 0, 2, 0, 8, 1_000_000, 10_000, 5, 3, new Interruption(6, 1, 2, 3, 2, 1));
        final JournalAudit.Result whole = new JournalAudit.Result(10, 0, 0, 0, 0, 0, 5, 6);
        final JournalAudit.Result lacking = new JournalAudit.Result(10, 0, 0, 0, 0, 0, 5, 5);

        assertEquals(0, new Verdict(trader, whole, whole, 10, true).exitCode(Fault.KILL_OWNER));
        assertEquals(1, new Verdict(trader, whole, lacking, 10, true).exitCode(Fault.KILL_OWNER));
        final String json = new AccidentReport(Fault.KILL_OWNER, trader.pause(), 2_000_000, 1_000_000, 500_000, 9_000_000)
            .json(new Verdict(trader, whole, lacking, 10, true)).toString();
        for (final String member : List.of("\"ackedBefore\": 6", "\"presentAfter\": 5", "\"sentAgain\": 3",
            "\"duplicatesSuppressed\": 2", "\"pauseMs\": 2", "\"pauseFromPromoteMs\": 1", "\"backMs\": 9"))
        {
            assertTrue(json.contains(member), () -> member + " is not in " + json);
        }
    }

    @Test
    void shouldHoldEveryFigureWhenItIsWritten() throws IOException
    {
        final Path log = directory.resolve("latency.hlog");
        new LatencyLog(log).close();

        final String json = Summary.of(
            new DemoConfig(null, 0, 42, 10, 20_000, 1, false, List.of("DEMO-01"), directory, false, Fault.NONE),
            verdict(EXACT),
            AccidentReport.NONE,
            LatencyReport.read(log),
            1234).toString();

        for (final String member : List.of(
            "\"passed\": true", "\"acked\": 10", "\"ownerEntries\": 10", "\"standbyEntries\": 10", "\"lost\": 0",
            "\"duplicated\": 0", "\"gaps\": 0", "\"payloadsEqual\": true", "\"stateHashEqual\": true",
            "\"latencyNs\": {", "\"p50\": 0", "\"p99.9\": 0", "\"stagesNs\": {", "\"clientToOwner\": {",
            "\"owner\": {", "\"ownJournal\": {", "\"standby\": {", "\"outcomeToClient\": {", "\"seed\": 42",
            "\"environment\": {", "\"refusedAttempts\": 2", "\"stateHash\": {", "\"0000000000000005\""))
        {
            assertTrue(json.contains(member), () -> member + " is not in " + json);
        }
    }

    @Test
    void shouldEscapeTextWhenItHoldsQuotesAndControlCharacters()
    {
        assertEquals("{\n  \"a\": \"x\\\"y\\\\z\\u000a\",\n  \"b\": {}\n}\n",
            new JsonObject().put("a", "x\"y\\z\n").put("b", new JsonObject()).toString());
    }

    private static Verdict verdict(final JournalAudit.Result standby)
    {
        return new Verdict(TRADER, EXACT, standby, 10, true);
    }
}
