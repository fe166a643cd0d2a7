package io.belay.journal.tools;

import io.belay.wire.Epoch;

/**
 * Checks that the live history of one market has neither hole nor repetition: positions and txids count on, epochs do
 * not fall, timestamps grow and stay below the ceiling of the clock. Of one thread.
 * <p>
 * It may begin anywhere, since retention deletes from the front.
 */
final class MarketCheck
{
    private final Checkpoints checkpoints = new Checkpoints();
    private final Ceilings ceilings = new Ceilings();
    private boolean isBegun;
    private boolean isTxidKnown;
    private boolean isEpochBegun;
    private long lastPosition;
    private long lastTxid;
    private long lastEpoch;
    private long lastHlc;
    private long entries;
    private long frames;
    private long superseded;

    /**
     * Takes in the market's next entry.
     *
     * @param entry of a kind that is known.
     * @return what is wrong with it, or null.
     */
    String onEntry(final EntryView entry)
    {
        entries++;

        return entry.isSuperseded() ? onSuperseded(entry) : onLiveEntry(entry);
    }

    /**
     * Takes in an entry whose meaning is not known to this program: when it has the next position, it counts.
     *
     * @param entry with the shared prefix.
     */
    void onUnknownEntry(final EntryView entry)
    {
        entries++;
        if (isBegun && entry.position() == lastPosition + 1)
        {
            lastPosition = entry.position();
        }
    }

    private String onLiveEntry(final EntryView entry)
    {
        final String defect = isBegun ? defect(entry) : null;
        if (null != defect)
        {
            return defect;
        }

        final String ceilingDefect = ceilingDefect(entry);
        frames += entry.isFrame() ? 1 : 0;
        isBegun = true;
        lastPosition = entry.position();
        lastEpoch = entry.epoch();
        lastHlc = entry.hlc();
        ceilings.add(lastPosition, entry.ceilingMs());
        lastTxid = entry.isEpochStart() ? entry.txid() - 1 : entry.txid();
        isTxidKnown = true;
        isEpochBegun |= entry.isEpochStart();
        checkpoints.onEntry(lastPosition, lastEpoch, lastHlc);

        return ceilingDefect;
    }

    private String defect(final EntryView entry)
    {
        if (entry.position() != lastPosition + 1)
        {
            return "position " + unsigned(entry.position()) + " follows " + unsigned(lastPosition);
        }

        final String txidDefect = isTxidKnown ? txidDefect(entry) : null;
        if (null != txidDefect)
        {
            return txidDefect;
        }

        if (Long.compareUnsigned(entry.epoch(), lastEpoch) < 0 ||
            (entry.isEpochStart() && Epoch.NONE != lastEpoch && entry.epoch() == lastEpoch))
        {
            return "epoch " + Epoch.toString(entry.epoch()) + " follows " + Epoch.toString(lastEpoch);
        }

        if (isEpochBegun && !entry.isEpochStart() && entry.epoch() != lastEpoch)
        {
            return (entry.isFrame() ? "a frame" : "a control entry") + " of epoch " + Epoch.toString(entry.epoch()) +
                " follows epoch " + Epoch.toString(lastEpoch) + ", but epoch " + Epoch.toString(entry.epoch()) +
                " never began";
        }

        // A control entry may share the timestamp of the one before it; no two events may.
        final int order = Long.compareUnsigned(entry.hlc(), lastHlc);
        if (order < 0 || (0 == order && entry.isFrame()))
        {
            return "timestamp " + unsigned(entry.hlc()) + " follows " + unsigned(lastHlc);
        }

        return null;
    }

    /** The start of an epoch brings the ceiling below which it is stamped; anything else needs one that came before. */
    private String ceilingDefect(final EntryView entry)
    {
        final long ms = entry.hlc() >>> HlcText.LOGICAL_BITS;
        final long inForceMs = ceilings.inForceMs();
        final boolean isBelow = ms <= inForceMs || (entry.isEpochStart() && ms <= entry.ceilingMs());

        return isBelow ? null : "timestamp " + unsigned(entry.hlc()) + " is of millisecond " + ms +
            ", above the clock's ceiling, which is " + inForceMs;
    }

    private String txidDefect(final EntryView entry)
    {
        final long expected = entry.isFrame() || entry.isEpochStart() ? lastTxid + 1 : lastTxid;
        if (entry.txid() == expected)
        {
            return null;
        }

        return (entry.isFrame() ? "txid " : "a control entry with txid ") + unsigned(entry.txid()) + " follows txid " +
            unsigned(lastTxid);
    }

    /** Goes back to the last entry that lives on. */
    private String onSuperseded(final EntryView entry)
    {
        final long first = entry.position();
        if (isBegun && (entry.lastSupersededPosition() != lastPosition ||
            Long.compareUnsigned(first, lastPosition) > 0))
        {
            return "positions " + unsigned(first) + " to " + unsigned(entry.lastSupersededPosition()) +
                " are superseded, but the last one is " + unsigned(lastPosition);
        }

        if (isBegun && isTxidKnown && entry.lastSupersededTxid() != lastTxid)
        {
            return "txids " + unsigned(entry.txid()) + " to " + unsigned(entry.lastSupersededTxid()) +
                " are superseded, but the last one is " + unsigned(lastTxid);
        }

        superseded += isBegun ? Math.max(0, lastPosition - first + 1) : 0;
        checkpoints.truncateFrom(first);
        ceilings.truncateFrom(first);
        isBegun = true;
        isTxidKnown = true;
        lastPosition = first - 1;
        lastTxid = entry.txid() - 1;
        isEpochBegun &= !checkpoints.isEmpty();
        lastEpoch = checkpoints.isEmpty() ? Epoch.NONE : checkpoints.epoch();
        lastHlc = checkpoints.isEmpty() ? 0 : checkpoints.hlc();

        return null;
    }

    private static String unsigned(final long value)
    {
        return Long.toUnsignedString(value);
    }

    /**
     * From here on the ceiling of the clock is known.
     *
     * @param ceilingMs that earlier entries have set, 0 when none has.
     */
    void onCeilingKnown(final long ceilingMs)
    {
        ceilings.complete(ceilingMs);
    }

    /**
     * @return how many entries were ended by a later one.
     */
    long superseded()
    {
        return superseded;
    }

    /**
     * @return how many entries of the market there are, dead ones included.
     */
    long entries()
    {
        return entries;
    }

    /**
     * @return how many of them are frames.
     */
    long frames()
    {
        return frames;
    }
}
