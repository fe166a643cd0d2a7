package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundTest
{
    private static final long START_MS = WalEntries.START_MS;

    @ParameterizedTest
    @ValueSource(strings = {
        "", "x", "-1", "1.5", "seq:", "seq:x", "txid:-3", "hlc:1.65536", "hlc:-1.0", "hlc:0xz", "hlc:1.",
        "2026-11-21", "2026-11-21T", "2026-13-21T09:30:00Z", "1969-12-31T23:59:59Z", "pos:3", "position:"})
    void shouldRefuseWhenTheFormIsUnknown(final String text)
    {
        final IllegalArgumentException ex = assertThrows(IllegalArgumentException.class, () -> Bound.parse(text));
        assertEquals("'" + text + "' is none of: " + Bound.FORMS, ex.getMessage());
    }

    @Test
    void shouldReadSequencesAndTxids()
    {
        assertEquals(new Bound(Bound.Unit.SEQUENCE, 1234, 1234), Bound.parse("1234"));
        assertEquals(new Bound(Bound.Unit.SEQUENCE, 1234, 1234), Bound.parse("seq:1234"));
        assertEquals(new Bound(Bound.Unit.POSITION, 7, 7), Bound.parse("position:7"));
        assertEquals(new Bound(Bound.Unit.TXID, 5, 5), Bound.parse("txid:5"));
        assertEquals(new Bound(Bound.Unit.TXID, -1, -1), Bound.parse("txid:18446744073709551615"));
    }

    @Test
    void shouldTakeATimeAsItsWholeMillisecond()
    {
        final Bound expected = new Bound(Bound.Unit.HLC, START_MS << 16, (START_MS << 16) | 0xFFFF);
        for (final String text : new String[]
        {
            "2026-11-21T09:30", "2026-11-21T09:30:00", "2026-11-21T09:30:00Z", "2026-11-21T09:30:00.000999Z",
            "2026-11-21T11:30:00+02:00", "2026-11-21T04:30:00-05:00"
        })
        {
            assertEquals(expected, Bound.parse(text), text);
        }
    }

    @Test
    void shouldReadTimestampsExactly()
    {
        final long hlc = (START_MS << 16) | 7;
        final Bound expected = new Bound(Bound.Unit.HLC, hlc, hlc);

        assertEquals(expected, Bound.parse("hlc:" + hlc));
        assertEquals(expected, Bound.parse("hlc:0x" + Long.toHexString(hlc)));
        assertEquals(expected, Bound.parse("hlc:" + START_MS + ".7"));
    }
}
