package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.belay.sbe.client.OutcomeKind;
import io.belay.wire.Epoch;

/**
 * What clients have asked and were told, and every entry that was ever made. Oracle: one outcome for each append, which
 * is true; one entry for each epoch and position; nothing promised is superseded.
 */
final class SimLedger
{
    private final Map<Long, SimAppend> appends = new HashMap<>();
    private final Map<String, SimEntry> entries = new HashMap<>();
    private final Map<String, SimAppend> promised = new HashMap<>();
    private final Map<Long, Long> highestPromisedHlc = new HashMap<>();
    private final Set<String> established = new HashSet<>();
    private final Map<Long, Map<Long, SimEntry>> starts = new HashMap<>();
    private final Map<String, Set<String>> stored = new HashMap<>();

    private boolean areClocksFarApart;

    SimAppend append(final SimClient client, final long marketId, final boolean isStale)
    {
        final SimAppend append = new SimAppend(appends.size() + 1, marketId, client, isStale);
        appends.put(append.sequence, append);

        return append;
    }

    /** Timestamps rise over superseded entries too, unless the owner must refuse a standby's as too far ahead. */
    boolean risesOverDeadEntries()
    {
        return !areClocksFarApart;
    }

    void onClocksFarApart()
    {
        areClocksFarApart = true;
    }

    /** The client cannot hear outcomes any more. */
    void abandon(final SimClient client)
    {
        appends.values().stream().filter((append) -> append.client == client)
            .forEach((append) -> append.isAbandoned = true);
    }

    /**
     * An entry leaves its owner.
     *
     * @return whether it was just made, and not sent again.
     */
    boolean onSent(final SimEntry entry)
    {
        final SimEntry same = identify(entry, "an owner");
        if (null != same)
        {
            return false;
        }

        if (entry.isFrame())
        {
            final SimAppend append = appends.get(entry.clientSequence);
            assertNull(append.entry, () -> append + " is numbered again: " + entry);
            assertNull(append.outcome, () -> append + " is numbered after its outcome: " + entry);
            assertTrue(!append.isStale, () -> append + " came in a session of an earlier run: " + entry);
            assertEquals(append.text(), entry.text(), entry::toString);
            assertEquals(append.marketId, entry.marketId, entry::toString);
            assertTrue(entry.hlc > highestPromisedHlc.getOrDefault(entry.marketId, 0L),
                () -> entry + " is stamped no higher than what was promised");
            append.entry = entry;
        }

        return true;
    }

    /** Every epoch of a market that was ever begun, by its start. */
    Map<Long, SimEntry> starts(final long marketId)
    {
        return starts.getOrDefault(marketId, Map.of());
    }

    void onEstablished(final SimEntry entry)
    {
        established.add(entry.marketId + "/" + entry.epoch);
    }

    void onStored(final SimEntry entry, final String where)
    {
        identify(entry, where);
        for (final String identity : List.of(positionOf(entry), startOf(entry)))
        {
            stored.computeIfAbsent(identity, (key) -> new HashSet<>()).add(where);
        }
    }

    void onDiskReplaced(final String where)
    {
        stored.values().forEach((places) -> places.remove(where));
    }

    private static String positionOf(final SimEntry entry)
    {
        return entry.marketId + "/" + Epoch.toString(entry.epoch) + "@" + entry.position;
    }

    private static String startOf(final SimEntry entry)
    {
        return entry.marketId + "/" + Epoch.toString(entry.epoch) + " start";
    }

    /** Two names: an epoch begins once, and a position of an epoch is one entry. */
    private SimEntry identify(final SimEntry entry, final String where)
    {
        final SimEntry same = identify(positionOf(entry), entry, where);
        if (entry.isEpochStart())
        {
            identify(startOf(entry), entry, where);
            starts.computeIfAbsent(entry.marketId, (id) -> new HashMap<>()).put(entry.epoch, entry);
        }

        return same;
    }

    private SimEntry identify(final String identity, final SimEntry entry, final String where)
    {
        final SimEntry other = entries.putIfAbsent(identity, entry);
        if (null == other || other.isSame(entry))
        {
            return other;
        }

        // A number that no disk has kept may be given again: nobody can know that it was given before.
        assertTrue(stored.getOrDefault(identity, Set.of()).isEmpty(),
            () -> identity + " names two entries, one of them in " + where + ": " + entry + " and " + other);
        entries.put(identity, entry);

        return null;
    }

    private boolean isEstablished(final SimEntry entry)
    {
        return established.contains(entry.marketId + "/" + entry.epoch);
    }

    void onSuperseded(final SimEntry dead, final String where)
    {
        if (dead.isFrame())
        {
            final SimAppend append = appends.get(dead.clientSequence);
            assertTrue(!append.isDurable(), () -> where + " supersedes what was promised: " + append);
        }

        assertTrue(!dead.isEpochStart() || !isEstablished(dead),
            () -> where + " supersedes an established epoch: " + dead);
    }

    SimAppend onOutcome(
        final SimClient client,
        final long sequence,
        final OutcomeKind kind,
        final long epoch,
        final long txid,
        final long hlc)
    {
        final SimAppend append = appends.get(sequence);
        assertTrue(append.client == client, () -> append + " is answered to another client");
        assertNull(append.outcome, () -> append + " has a second outcome " + kind);
        append.outcome = kind;
        assertEquals(OutcomeKind.REFUSED != kind, null != append.entry, append::toString);
        if (OutcomeKind.DURABLE == kind)
        {
            assertEquals(append.entry.txid, txid, append::toString);
            assertEquals(append.entry.hlc, hlc, append::toString);
            assertEquals(append.entry.epoch, epoch, append::toString);
            final SimAppend other = promised.put(append.marketId + "/" + txid, append);
            assertNull(other, () -> "one txid was promised twice: " + append + " and " + other);
            highestPromisedHlc.merge(append.marketId, hlc, Math::max);
        }

        return append;
    }

    List<SimAppend> unanswered()
    {
        return new ArrayList<>(appends.values().stream().filter((append) -> !append.isAnswered()).toList());
    }

    /** Once all is healed: each promise stands in a history, under its txid. */
    void assertPromisesIn(final SimHistory history, final long marketId)
    {
        for (final SimAppend append : appends.values())
        {
            if (append.isDurable() && append.marketId == marketId)
            {
                final SimEntry frame = history.frame(marketId, append.entry.txid);
                assertTrue(null != frame && frame.isSame(append.entry), () -> append + " is lost, instead " + frame);
            }
        }

        for (final SimEntry frame : history.frames(marketId))
        {
            final SimAppend append = appends.get(frame.clientSequence);
            assertTrue(OutcomeKind.REFUSED != append.outcome, () -> append + " was refused, yet stored");
        }
    }
}
