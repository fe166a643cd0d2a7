package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.belay.clock.Hlc;
import io.belay.journal.Journal;
import io.belay.journal.JournalReader;

/**
 * What one disk holds durably, read from its journal as it grows. Oracle: numbers have no gap, timestamps rise, nothing
 * that was promised is superseded.
 */
final class SimHistory
{
    private final SimLedger ledger;
    private final String name;
    private final Map<Long, Live> byMarket = new HashMap<>();
    private final Set<String> starts = new HashSet<>();
    private final Map<String, SimEntry> lost = new HashMap<>();
    private Journal journal;
    private long nextSequence = 1;

    /** The live entries of one market. */
    private static final class Live
    {
        private final List<SimEntry> entries = new ArrayList<>();
        private final List<SimEntry> frames = new ArrayList<>();
        private long highestHlc;
        private long ceilingMs;
    }

    SimHistory(final String name, final SimLedger ledger, final Journal journal)
    {
        this.name = name;
        this.ledger = ledger;
        this.journal = journal;
    }

    /** The same entries, in a journal that was opened again. */
    void onRestart(final Journal reopened)
    {
        journal = reopened;
    }

    /** The disk has lost all or some of what it held. */
    void onReplaced(final Journal rest)
    {
        ledger.onDiskReplaced(name);
        byMarket.forEach((marketId, live) ->
            live.frames.forEach((frame) -> lost.put(marketId + "/" + frame.txid, frame)));
        byMarket.clear();
        nextSequence = 1;
        journal = rest;
        refresh();
    }

    long lastPosition(final long marketId)
    {
        return live(marketId).entries.size();
    }

    /** The live frame under a txid, or null. */
    SimEntry frame(final long marketId, final long txid)
    {
        final List<SimEntry> frames = live(marketId).frames;

        return txid > 0 && txid <= frames.size() ? frames.get((int)txid - 1) : null;
    }

    /** The live frame under a txid, or else the one that this disk or the one in its place held before it lost it. */
    SimEntry frameEver(final long marketId, final long txid)
    {
        final SimEntry frame = frame(marketId, txid);

        return null == frame ? lost.get(marketId + "/" + txid) : frame;
    }

    List<SimEntry> frames(final long marketId)
    {
        return live(marketId).frames;
    }

    /** Whether an epoch has begun in the live history, on this disk or on the one that was in its place. */
    boolean hasStart(final long marketId, final long epoch)
    {
        return starts.contains(marketId + "/" + epoch);
    }

    private Live live(final long marketId)
    {
        return byMarket.computeIfAbsent(marketId, (id) -> new Live());
    }

    String describe(final long marketId)
    {
        return live(marketId).entries.stream().filter((entry) -> !entry.isFrame())
            .map((entry) -> entry + (entry.isEpochStart() ? " " + entry.holders : "")).toList().toString();
    }

    void refresh()
    {
        if (journal.durableSequence() >= nextSequence)
        {
            try (JournalReader reader = journal.newReader(nextSequence))
            {
                reader.poll((sequence, buffer, offset, length) ->
                {
                    onEntry(SimEntry.of(buffer, offset, length));

                    return true;
                }, Integer.MAX_VALUE);
                nextSequence = reader.nextSequence();
            }
        }
    }

    private void onEntry(final SimEntry entry)
    {
        final Live live = live(entry.marketId);
        if (entry.isSuperseded())
        {
            supersede(live, entry);

            return;
        }

        final SimEntry last = live.entries.isEmpty() ? null : live.entries.get(live.entries.size() - 1);
        final Supplier<String> about = () -> name + " holds " + entry + " behind " + last;
        assertTrue(entry.position == live.entries.size() + 1, about);
        assertTrue(entry.txid == live.frames.size() + (entry.isFrame() || entry.isEpochStart() ? 1 : 0), about);
        assertTrue(null != last || entry.isEpochStart(), about);
        assertTrue(null == last || (entry.isEpochStart() ? entry.epoch > last.epoch : entry.epoch == last.epoch),
            about);
        final long below = ledger.risesOverDeadEntries() ? live.highestHlc : null == last ? 0 : last.hlc;
        assertTrue(entry.hlc > below, () -> about.get() + ": timestamp " + entry.hlc + " does not rise");
        live.highestHlc = Math.max(live.highestHlc, entry.hlc);
        live.ceilingMs = Math.max(live.ceilingMs, entry.ceilingMs);
        assertTrue(Hlc.millis(entry.hlc) <= live.ceilingMs, () -> about.get() + ": stamped above the ceiling " +
            live.ceilingMs);
        live.entries.add(entry);
        if (entry.isFrame())
        {
            live.frames.add(entry);
        }
        else if (entry.isEpochStart())
        {
            starts.add(entry.marketId + "/" + entry.epoch);
        }

        ledger.onStored(entry, name);
    }

    private void supersede(final Live live, final SimEntry superseded)
    {
        assertTrue(superseded.position <= live.entries.size(), () -> name + " supersedes nothing: " + superseded);
        while (live.entries.size() >= superseded.position)
        {
            final SimEntry dead = live.entries.remove(live.entries.size() - 1);
            if (dead.isFrame())
            {
                live.frames.remove(live.frames.size() - 1);
            }
            else if (dead.isEpochStart())
            {
                starts.remove(dead.marketId + "/" + dead.epoch);
            }

            ledger.onSuperseded(dead, name);
        }

        assertTrue(superseded.txid == live.frames.size() + 1, () -> name + ": wrong txid in " + superseded);
    }
}
