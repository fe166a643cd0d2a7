package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.belay.wire.Epoch;
import org.junit.jupiter.api.Test;

class MarketCheckTest
{
    private static final long FIRST_EPOCH = Epoch.next(Epoch.NONE, 1);

    private final SchemaIr ir = SchemaIr.ofThisBuild();
    private final MarketCheck check = new MarketCheck();
    private final WalEntries entries = new WalEntries("BTC-USD");

    @Test
    void shouldFindAGapInPositions()
    {
        accept(entries.frame("a"));
        assertEquals("position 3 follows 1",
            offer(entries.at(2, 1, Epoch.NONE, entries.hlc()).frame("b")));
    }

    @Test
    void shouldFindARepeatedPosition()
    {
        accept(entries.frame("a"));
        assertEquals("position 1 follows 1",
            offer(entries.at(0, 1, Epoch.NONE, entries.hlc()).frame("b")));
    }

    @Test
    void shouldFindAGapInTxids()
    {
        accept(entries.frame("a"));
        assertEquals("txid 3 follows txid 1",
            offer(entries.at(1, 2, Epoch.NONE, entries.hlc()).frame("b")));
    }

    @Test
    void shouldFindAnEpochThatBeginsWithAnotherTxid()
    {
        accept(entries.frame("a"));
        assertEquals("a control entry with txid 4 follows txid 1",
            offer(entries.at(1, 3, Epoch.NONE, entries.hlc()).epochStart(1)));
    }

    @Test
    void shouldFindAFallingEpoch()
    {
        accept(entries.epochStart(2));
        accept(entries.frame("a"));
        assertEquals("epoch 1.1 follows 1.2",
            offer(entries.at(2, 1, FIRST_EPOCH, entries.hlc()).frame("b")));
    }

    @Test
    void shouldFindAnEpochThatBeginsTwice()
    {
        accept(entries.epochStart(1));
        assertEquals("epoch 1.1 follows 1.1",
            offer(entries.at(1, 0, Epoch.NONE, entries.hlc()).epochStart(1)));
    }

    @Test
    void shouldFindAFrameOfAnEpochThatNeverBegan()
    {
        accept(entries.epochStart(1));
        assertEquals("a frame of epoch 2.1 follows epoch 1.1, but epoch 2.1 never began",
            offer(entries.at(1, 0, Epoch.next(FIRST_EPOCH, 1), entries.hlc()).frame("a")));
    }

    @Test
    void shouldFindATimestampThatDoesNotGrow()
    {
        accept(entries.frame("a"));
        final long hlc = entries.hlc();
        final String same = "timestamp " + hlc + " follows " + hlc;
        assertEquals(same, offer(entries.at(1, 1, Epoch.NONE, hlc - 1).frame("b")));

        final String back = "timestamp " + (hlc - 5) + " follows " + hlc;
        assertEquals(back, offer(entries.at(1, 1, Epoch.NONE, hlc - 6).epochStart(1)));
    }

    @Test
    void shouldFindASupersedingEntryThatDoesNotFitTheHistory()
    {
        accept(entries.frame("a"));
        accept(entries.frame("b"));
        entries.at(3, 3, Epoch.NONE, entries.hlc());
        assertEquals("positions 2 to 3 are superseded, but the last one is 2",
            offer(entries.supersede(2, 2, Epoch.NONE)));

        entries.at(2, 3, Epoch.NONE, entries.hlc());
        assertEquals("txids 3 to 3 are superseded, but the last one is 2",
            offer(entries.supersede(1, 1, Epoch.NONE)));
    }

    @Test
    void shouldBeginAnywhere()
    {
        entries.at(500, 400, FIRST_EPOCH, WalEntries.START_MS << 16);
        accept(entries.epochEstablished());
        accept(entries.frame("a"));
        accept(entries.epochStart(2));
    }

    @Test
    void shouldGoBackWhenATailIsSuperseded()
    {
        accept(entries.epochStart(1));
        accept(entries.epochEstablished());
        accept(entries.frame("a"));
        final long hlc = entries.hlc();
        accept(entries.tick(50).epochStart(1));
        accept(entries.tick(50).frame("dead"));
        accept(entries.supersede(2, 1, FIRST_EPOCH));

        // The frames in their place may be older than the dead ones, not older than the live ones.
        entries.at(entries.position(), 1, FIRST_EPOCH, hlc);
        accept(entries.frame("b"));
        accept(entries.epochStart(2));
        assertEquals(8, check.entries());
        assertEquals(3, check.frames());
    }

    @Test
    void shouldStillKnowTheLiveEpochWhenATailIsSuperseded()
    {
        accept(entries.epochStart(2));
        accept(entries.frame("a"));
        accept(entries.epochStart(2));
        accept(entries.supersede(1, 0, Epoch.NONE));

        assertEquals("epoch 1.1 follows 1.2",
            offer(entries.at(2, 1, FIRST_EPOCH, entries.hlc()).frame("b")));
    }

    @Test
    void shouldFindATimestampAboveTheCeilingInForce()
    {
        check.onCeilingKnown(0);
        accept(entries.frame("before there was a ceiling"));
        accept(entries.ceiling(WalEntries.START_MS + 10).epochStart(1));
        accept(entries.tick(10).frame("a"));
        assertEquals("timestamp " + (((WalEntries.START_MS + 11) << 16) + 4) + " is of millisecond " +
            (WalEntries.START_MS + 11) + ", above the clock's ceiling, which is " + (WalEntries.START_MS + 10),
            offer(entries.tick(1).frame("b")));
    }

    @Test
    void shouldFindALeaseThatIsStampedAboveTheCeilingBeforeIt()
    {
        check.onCeilingKnown(0);
        accept(entries.ceiling(WalEntries.START_MS + 10).epochStart(1));
        final String defect = offer(entries.tick(11).ceilingLease(WalEntries.START_MS + 3_000));
        assertTrue(defect.endsWith("above the clock's ceiling, which is " + (WalEntries.START_MS + 10)), defect);
    }

    @Test
    void shouldFindATimestampAboveTheCeilingThatIsLeftWhenAHigherOneIsSuperseded()
    {
        check.onCeilingKnown(0);
        accept(entries.ceiling(WalEntries.START_MS + 10).epochStart(1));
        accept(entries.ceilingLease(WalEntries.START_MS + 100));
        accept(entries.supersede(1, 0, FIRST_EPOCH));
        final String defect = offer(entries.tick(11).frame("a"));
        assertTrue(defect.endsWith("above the clock's ceiling, which is " + (WalEntries.START_MS + 10)), defect);
    }

    @Test
    void shouldFindATimestampAboveTheHighestOfMoreCeilingsThanAreHeld()
    {
        check.onCeilingKnown(0);
        accept(entries.ceiling(WalEntries.START_MS + 1).epochStart(1));
        for (int i = 2; i <= 2 * Ceilings.HELD_MAX; i++)
        {
            accept(entries.tick(1).ceilingLease(WalEntries.START_MS + i));
        }

        accept(entries.tick(1).frame("a"));
        assertTrue(null != offer(entries.tick(1).frame("b")));
    }

    @Test
    void shouldTakeEntriesBelowTheirCeilings()
    {
        check.onCeilingKnown(0);
        accept(entries.ceiling(WalEntries.START_MS + 10).epochStart(1));
        accept(entries.tick(10).ceilingLease(WalEntries.START_MS + 20));
        accept(entries.tick(10).frame("at the ceiling"));
        accept(entries.ceilingLease(WalEntries.START_MS + 15));
        accept(entries.frame("a lower one does not count"));
        accept(entries.ceiling(WalEntries.START_MS + 3_020).tick(2_000).epochStart(2));
        accept(entries.clientSession(7, 1));
        accept(entries.snapshotMark(5));
        accept(entries.tick(1_000).frame("below that of the new epoch"));
    }

    @Test
    void shouldCallNothingAboveACeilingThatIsNotKnown()
    {
        accept(entries.ceilingLease(WalEntries.START_MS));
        accept(entries.tick(5).frame("a higher one may be among the entries that are gone"));

        check.onCeilingKnown(WalEntries.START_MS + 10);
        accept(entries.tick(5).frame("a"));
        assertTrue(null != offer(entries.tick(1).frame("b")));
    }

    @Test
    void shouldFindAControlEntryWithATxidThatIsNotTheLast()
    {
        accept(entries.frame("a"));
        assertEquals("a control entry with txid 2 follows txid 1",
            offer(entries.at(1, 2, Epoch.NONE, entries.hlc()).clientSession(7, 1)));
    }

    @Test
    void shouldKnowTheLiveTimestampWhenATailIsSuperseded()
    {
        accept(entries.epochStart(1));
        for (int i = 0; i < 1_000; i++)
        {
            accept(entries.tick(1).frame("x"));
        }

        final long liveHlc = entries.hlc();
        for (int i = 0; i < 700; i++)
        {
            accept(entries.tick(1).frame("dead"));
        }

        accept(entries.supersede(700, 700, FIRST_EPOCH));
        assertEquals(700, check.superseded());
        assertEquals("timestamp " + liveHlc + " follows " + liveHlc,
            offer(entries.at(entries.position(), entries.position() - 1, FIRST_EPOCH, liveHlc - 1).frame("too old")));
        accept(entries.at(entries.position() - 1, entries.position() - 2, FIRST_EPOCH, liveHlc).frame("not too old"));
    }

    @Test
    void shouldKnowRoughlyTheLiveTimestampWhenALongTailIsSuperseded()
    {
        accept(entries.epochStart(1));
        final int count = 2 * Checkpoints.RECENT_MAX;
        for (int i = 0; i < count; i++)
        {
            accept(entries.tick(1).frame("x"));
        }

        final int dead = Checkpoints.RECENT_MAX + 10;
        accept(entries.supersede(dead, dead, FIRST_EPOCH));
        final long halfway = (WalEntries.START_MS + count - dead - Checkpoints.INTERVAL - 10) << 16;

        final String defect = offer(entries.at(
            entries.position(), entries.position() - 1, FIRST_EPOCH, halfway).frame("too old"));
        assertTrue(defect.startsWith("timestamp "), defect);
    }

    private void accept(final WalEntries entry)
    {
        assertNull(offer(entry));
    }

    private String offer(final WalEntries entry)
    {
        return check.onEntry(new EntryView().wrap(ir, 1, entry.buffer(), 0, entry.length()));
    }
}
