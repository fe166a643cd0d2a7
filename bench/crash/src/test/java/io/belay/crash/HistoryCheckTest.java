package io.belay.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.belay.crash.Violations.Kind;
import org.junit.jupiter.api.Test;

/**
 * What the checker flags, and what it lets pass: histories of twenty appends that were made by hand, and then spoiled.
 */
class HistoryCheckTest
{
    private static final long MARKET = 7;
    private static final long CLIENT = 11;
    private static final long EPOCH = 3;
    private static final int COUNT = 20;
    private static final long MS = 1_000_000;
    private static final long ALPHAS_EPOCH = 5 << 16 | 1;
    private static final long BETAS_EPOCH = 6 << 16 | 2;

    private final List<Append> appends = new ArrayList<>();
    private final List<Frame> alpha = new ArrayList<>();
    private final List<Frame> beta = new ArrayList<>();

    HistoryCheckTest()
    {
        for (int txid = 1; txid <= COUNT; txid++)
        {
            appends.add(append(txid));
            alpha.add(frame(txid));
            beta.add(frame(txid));
        }
    }

    private static Append append(final long txid)
    {
        return new Append(
            CLIENT, txid, MARKET, 100 + txid, crc(txid), Fate.DURABLE, txid, EPOCH, hlc(txid), txid * MS,
            txid * MS + MS / 2, 2, false, 1);
    }

    private static Frame frame(final long txid)
    {
        return new Frame(
            MARKET, txid + 1, txid, EPOCH, hlc(txid), CLIENT, txid, 100 + txid, crc(txid), (int)(txid * 13));
    }

    private static int crc(final long txid)
    {
        return (int)(txid * 7);
    }

    private static long hlc(final long txid)
    {
        return 1000 + txid;
    }

    private static Append ended(final Append append, final Fate fate)
    {
        return new Append(
            append.clientId(), append.clientSequence(), append.marketId(), append.number(), append.crc(), fate,
            append.txid(), append.epoch(), append.hlc(), append.sentNs(), append.endedNs(), append.w(),
            append.isRepeated(), append.tries());
    }

    private static Frame numbered(final Frame frame, final long txid, final long hlc)
    {
        return new Frame(
            frame.marketId(), txid + 1, txid, frame.epoch(), hlc, frame.clientId(), frame.clientSequence(),
            frame.number(), frame.crc(), frame.entryCrc());
    }

    private Violations check(final List<Span> doubts, final List<Span> silences)
    {
        final Violations found = new HistoryCheck(appends)
            .holds("alpha", Map.of(MARKET, alpha), doubts)
            .holds("beta", Map.of(MARKET, beta), doubts)
            .isSound("alpha", Map.of(MARKET, alpha))
            .areEqual(Map.of(MARKET, alpha), Map.of(MARKET, beta))
            .isConsistent()
            .violations();
        found.addAll(new QuorumCheck(appends).isSilent(silences).violations());

        return found;
    }

    private Violations check()
    {
        return check(List.of(), List.of());
    }

    private void assertFound(final Kind kind)
    {
        final Violations found = check();
        assertTrue(found.count(kind) > 0, found::toString);
    }

    @Test
    void shouldFlagAnAcknowledgedAppendThatOneJournalLacks()
    {
        beta.remove(COUNT - 1);
        assertFound(Kind.LOST);
        assertEquals(1, check().count(Kind.LOST));
    }

    @Test
    void shouldFlagAnAcknowledgedAppendWhoseTxidHoldsAnother()
    {
        final Frame other = new Frame(MARKET, 6, 5, EPOCH, hlc(5), CLIENT + 1, 5, 999, 1, 1);
        alpha.set(4, other);
        beta.set(4, other);
        appends.add(new Append(CLIENT + 1, 5, MARKET, 999, 1, Fate.UNKNOWN, 0, 0, 0, MS, 2 * MS, 0, false, 1));
        assertFound(Kind.LOST);
    }

    @Test
    void shouldFlagAWholeMarketThatIsGone()
    {
        alpha.clear();
        beta.clear();
        assertEquals(2 * COUNT, check().count(Kind.LOST));
    }

    @Test
    void shouldFlagAFrameThatIsThereTwice()
    {
        final Frame twice = numbered(frame(4), COUNT + 1, hlc(COUNT + 1));
        alpha.add(twice);
        beta.add(twice);
        assertFound(Kind.DOUBLED);
    }

    @Test
    void shouldFlagAnEventThatWasAppendedOnceAndIsThereUnderTwoSequences()
    {
        final Frame twice =
            new Frame(MARKET, COUNT + 2, COUNT + 1, EPOCH, hlc(COUNT + 1), CLIENT, COUNT + 1, 104, crc(4), 1);
        alpha.add(twice);
        beta.add(twice);
        assertFound(Kind.DOUBLED);
    }

    @Test
    void shouldFlagOneTxidThatWasAcknowledgedForTwoAppends()
    {
        appends.add(new Append(CLIENT, 99, MARKET, 999, 1, Fate.DURABLE, 4, EPOCH, hlc(4), 5 * MS, 6 * MS, 2, false, 1));
        assertFound(Kind.DOUBLED);
    }

    @Test
    void shouldFlagFramesThatChangedPlaces()
    {
        for (final List<Frame> journal : List.of(alpha, beta))
        {
            journal.set(4, numbered(frame(6), 5, hlc(5)));
            journal.set(5, numbered(frame(5), 6, hlc(6)));
        }

        assertFound(Kind.REORDERED);
    }

    @Test
    void shouldFlagAnAppendThatWasSentAfterAnAcknowledgementAndStandsBeforeIt()
    {
        final Append late = appends.get(2);
        appends.set(2, new Append(late.clientId(), late.clientSequence(), late.marketId(), late.number(), late.crc(),
            late.fate(), late.txid(), late.epoch(), late.hlc(), 50 * MS, 51 * MS, 2, false, 1));
        assertFound(Kind.REORDERED);
    }

    @Test
    void shouldFlagBytesThatAreNotThoseThatWereSent()
    {
        final Frame frame = frame(5);
        final Frame altered = new Frame(MARKET, frame.position(), 5, EPOCH, frame.hlc(), CLIENT, 5, 105, 1, 1);
        alpha.set(4, altered);
        beta.set(4, altered);
        assertFound(Kind.ALTERED);
    }

    @Test
    void shouldFlagAnotherEpochOrTimeThanAcknowledged()
    {
        final Frame frame = frame(5);
        alpha.set(4, new Frame(MARKET, frame.position(), 5, EPOCH + 1, frame.hlc(), CLIENT, 5, 105, frame.crc(), 1));
        assertFound(Kind.ALTERED);
        alpha.set(4, new Frame(MARKET, frame.position(), 5, EPOCH, 0, CLIENT, 5, 105, frame.crc(), 1));
        assertFound(Kind.ALTERED);
    }

    @Test
    void shouldFlagJournalsThatPartWhereNothingWasAcknowledged()
    {
        appends.set(COUNT - 1, ended(appends.get(COUNT - 1), Fate.UNKNOWN));
        beta.remove(COUNT - 1);
        assertFound(Kind.ALTERED);
        assertEquals(0, check().count(Kind.LOST));
    }

    @Test
    void shouldFlagATxidThatIsMissing()
    {
        appends.set(9, ended(appends.get(9), Fate.UNKNOWN));
        alpha.remove(9);
        beta.remove(9);
        assertFound(Kind.GAP);
    }

    @Test
    void shouldFlagATimestampThatDoesNotIncrease()
    {
        appends.set(9, ended(appends.get(9), Fate.UNKNOWN));
        alpha.set(9, numbered(frame(10), 10, hlc(9)));
        beta.set(9, numbered(frame(10), 10, hlc(9)));
        assertFound(Kind.TIME);
    }

    @Test
    void shouldFlagWhatWasRefusedAndIsThereAllTheSame()
    {
        appends.set(COUNT - 1, ended(appends.get(COUNT - 1), Fate.REFUSED));
        assertFound(Kind.INVENTED);
    }

    @Test
    void shouldFlagWhatNobodySent()
    {
        appends.remove(COUNT - 1);
        assertFound(Kind.INVENTED);
    }

    @Test
    void shouldFlagAnAcknowledgementOfWhatWasSentInASilence()
    {
        final Violations found = check(List.of(), List.of(new Span(10 * MS - 1, 12 * MS, "a sync failed")));
        assertEquals(2, found.count(Kind.UNDUE), found::toString);
    }

    /** Acknowledged on one disk, in the epoch of node 1. */
    private static Append alone(final Append append, final boolean isRepeated, final int tries)
    {
        return new Append(
            append.clientId(), append.clientSequence(), append.marketId(), append.number(), append.crc(), append.fate(),
            append.txid(), ALPHAS_EPOCH, isRepeated ? 0 : append.hlc(), append.sentNs(), append.endedNs(), 1, isRepeated,
            tries);
    }

    private static Frame alone(final Frame frame)
    {
        return new Frame(
            frame.marketId(), frame.position(), frame.txid(), ALPHAS_EPOCH, frame.hlc(), frame.clientId(),
            frame.clientSequence(), frame.number(), frame.crc(), frame.entryCrc());
    }

    private void lastAlone(final boolean isRepeated)
    {
        appends.set(COUNT - 1, alone(appends.get(COUNT - 1), isRepeated, isRepeated ? 2 : 1));
        alpha.set(COUNT - 1, alone(alpha.get(COUNT - 1)));
        beta.set(COUNT - 1, alone(beta.get(COUNT - 1)));
    }

    @Test
    void shouldFlagAnAppendThatWasRefusedForGoodWhenItWasSentAgain()
    {
        appends.set(COUNT - 1, ended(appends.get(COUNT - 1), Fate.DISOWNED));
        assertFound(Kind.DISOWNED);
    }

    @Test
    void shouldFlagAnAppendThatWasSentAgainAndIsThereUnderAnotherSequence()
    {
        final Append last = appends.get(COUNT - 1);
        appends.set(COUNT - 1, new Append(last.clientId(), COUNT + 1, last.marketId(), last.number(), last.crc(),
            Fate.UNKNOWN, 0, 0, 0, last.sentNs(), last.endedNs(), 0, false, 2));
        assertFound(Kind.ALTERED);
    }

    @Test
    void shouldFlagAnAppendAcknowledgedOnOneDiskInATermThatNeedsTwo()
    {
        lastAlone(false);
        for (final Set<Long> soleEpochs : List.of(Set.<Long>of(), Set.of(ALPHAS_EPOCH - (1 << 16)), Set.of(BETAS_EPOCH)))
        {
            assertEquals(1, new QuorumCheck(appends).isAloneByRight(soleEpochs).violations().count(Kind.UNDUE),
                soleEpochs::toString);
        }
    }

    @Test
    void shouldFlagAnAppendOnOneDiskThatIsNotOnThatOne()
    {
        lastAlone(false);
        alpha.remove(COUNT - 1);
        assertEquals(1, check(List.of(), List.of()).count(Kind.LOST));
        assertEquals(1, check(List.of(new Span(0, 99 * MS, "power cut of the other", 1)), List.of()).count(Kind.LOST));
        assertEquals(0, check(List.of(new Span(0, 99 * MS, "power cut", 0)), List.of()).count(Kind.LOST));
    }

    @Test
    void shouldFlagBeforeAnythingIsBroughtUpToDateOnlyWhatAJournalMustHoldAlready()
    {
        lastAlone(false);
        final Map<Long, List<Frame>> shorter = Map.of(MARKET, alpha.subList(0, COUNT - 1));
        final HistoryCheck check = new HistoryCheck(appends);
        assertEquals(0, check.holdsAlready("beta", 1, shorter, List.of()).violations().count());
        assertEquals(1, check.holdsAlready("alpha", 0, shorter, List.of()).violations().count(Kind.LOST));
        appends.set(COUNT - 1, append(COUNT));
        assertEquals(1, new HistoryCheck(appends).holdsAlready("beta", 1, shorter, List.of()).violations().count(Kind.LOST));
    }

    @Test
    void shouldFlagAnAppendOnTwoDisksThatIsNotOnTheOneThatWasCut()
    {
        alpha.remove(COUNT - 1);
        assertEquals(1, check(List.of(new Span(0, 99 * MS, "power cut", 0)), List.of()).count(Kind.LOST));
    }

    @Test
    void shouldFlagAnAppendOnOneDiskWhoseSyncHadFailed()
    {
        lastAlone(false);
        final Span atAlpha = new Span(COUNT * MS - 1, 99 * MS, "a sync failed", 0);
        assertEquals(1, check(List.of(), List.of(atAlpha)).count(Kind.UNDUE));
    }

    @Test
    void shouldPassAnAppendOnOneDiskWhileTheOtherIsDownOrCutOff()
    {
        lastAlone(false);
        final Violations found = check(List.of(), List.of(
            new Span(COUNT * MS - 1, 99 * MS, "killed", 1), new Span(COUNT * MS - 1, 99 * MS, "partition")));
        assertTrue(found.isEmpty(), found::toString);
    }

    @Test
    void shouldPassAnAppendOnOneDiskInATermThatSaysSoAndWhatItHasInherited()
    {
        lastAlone(false);
        for (final long soleEpoch : new long[]{ALPHAS_EPOCH, ALPHAS_EPOCH + (1 << 16)})
        {
            assertTrue(new QuorumCheck(appends).isAloneByRight(Set.of(soleEpoch)).violations().isEmpty());
        }

        lastAlone(true);
        assertTrue(new QuorumCheck(appends).isAloneByRight(Set.of(BETAS_EPOCH)).violations().isEmpty(),
            "an heir answers for what it has inherited from another node");
    }

    @Test
    void shouldPassAnAppendThatWasSentAgainBehindALaterOneAndWhoseTimeWasNotTold()
    {
        final Append last = appends.get(COUNT - 1);
        final Append again = new Append(last.clientId(), COUNT - 1, last.marketId(), last.number(), last.crc(), last.fate(),
            COUNT, last.epoch(), 0, (COUNT - 1) * MS, last.endedNs(), 2, true, 2);
        final Append before = appends.get(COUNT - 2);
        final Append later = new Append(before.clientId(), COUNT, before.marketId(), before.number(), before.crc(),
            before.fate(), COUNT - 1, before.epoch(), before.hlc(), before.sentNs(), before.endedNs(), 2, false, 1);
        appends.set(COUNT - 2, later);
        appends.set(COUNT - 1, again);
        for (final List<Frame> journal : List.of(alpha, beta))
        {
            journal.set(COUNT - 2, sequenced(journal.get(COUNT - 2), COUNT));
            journal.set(COUNT - 1, sequenced(journal.get(COUNT - 1), COUNT - 1));
        }

        assertTrue(check().isEmpty(), () -> check().toString());
        appends.set(COUNT - 1, alone(ended(again, Fate.UNKNOWN), false, 1));
        assertFound(Kind.REORDERED);
    }

    private static Frame sequenced(final Frame frame, final long clientSequence)
    {
        return new Frame(
            frame.marketId(), frame.position(), frame.txid(), frame.epoch(), frame.hlc(), frame.clientId(), clientSequence,
            frame.number(), frame.crc(), frame.entryCrc());
    }

    @Test
    void shouldPassWhatIsAsItWasAcknowledged()
    {
        assertTrue(check().isEmpty(), () -> check().toString());
    }

    @Test
    void shouldPassAnAppendOfUnknownFateThatIsThereOrIsNot()
    {
        appends.set(COUNT - 1, ended(appends.get(COUNT - 1), Fate.UNKNOWN));
        assertTrue(check().isEmpty(), () -> check().toString());
        alpha.remove(COUNT - 1);
        beta.remove(COUNT - 1);
        assertTrue(check().isEmpty(), () -> check().toString());
    }

    @Test
    void shouldPassALossInATimeOfDoubt()
    {
        alpha.remove(COUNT - 1);
        beta.remove(COUNT - 1);
        final Span cut = new Span(COUNT * MS, COUNT * MS + MS / 4, "power cut of both");
        assertTrue(check(List.of(cut), List.of()).isEmpty());
        alpha.remove(COUNT - 2);
        assertEquals(1, check(List.of(cut), List.of()).count(Kind.LOST));
    }

    @Test
    void shouldPassAnAcknowledgementThatIsHeardInASilenceOfWhatWasSentBefore()
    {
        final Append last = appends.get(COUNT - 1);
        appends.set(COUNT - 1, new Append(CLIENT, COUNT, MARKET, last.number(), last.crc(), Fate.DURABLE, COUNT, EPOCH,
            last.hlc(), last.sentNs(), 9_000 * MS, 2, false, 1));
        final Span silence = new Span(COUNT * MS + 1, 10_000 * MS, "its node was killed");
        assertTrue(check(List.of(), List.of(silence)).isEmpty(), () -> check(List.of(), List.of(silence)).toString());
    }
}
