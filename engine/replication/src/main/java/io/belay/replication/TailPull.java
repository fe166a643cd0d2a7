package io.belay.replication;

import io.belay.wire.Crc32c;
import io.belay.wire.Entry;
import org.agrona.DirectBuffer;

/**
 * Takes from a standby what it holds beyond the own journal, before a new epoch begins: the two disks are written at
 * the same time, so either may hold more, and the own one may have lost what was acknowledged. What is taken goes
 * through the WAL stream into the own journal like any entry.
 */
final class TailPull
{
    private final OwnerMarket market;
    private final OwnerLink link;
    private final ReplicaSlot slot;
    private final long retryIntervalNs;
    private final Crc32c crc = new Crc32c();
    private boolean open;
    private long retryTimeNs;

    TailPull(final OwnerMarket market, final OwnerLink link, final ReplicaSlot slot, final long retryIntervalNs)
    {
        this.market = market;
        this.link = link;
        this.slot = slot;
        this.retryIntervalNs = retryIntervalNs;
    }

    /** Whether entries are asked for, in the session that is stated now. */
    boolean isOpen()
    {
        return open;
    }

    void close()
    {
        open = false;
    }

    /**
     * Asks for what is lacking, again when nothing has come for a while.
     *
     * @return how much was done.
     */
    int drive(final long nowNs)
    {
        if (open && nowNs - retryTimeNs < 0)
        {
            return 0;
        }

        if (!link.publisher.tailRequest(market, slot, market.history().lastPosition() + 1))
        {
            return 0;
        }

        if (!open)
        {
            market.pulling(slot.statedPosition);
        }

        open = true;
        retryTimeNs = nowNs + retryIntervalNs;

        return 1;
    }

    /**
     * @return false when it cannot be taken now and must be handed over again.
     */
    boolean onEntry(final DirectBuffer buffer, final int offset, final int length, final long nowNs)
    {
        if (!isNext(buffer, offset) || !crc.matches(buffer, offset, length))
        {
            return true; // Of an earlier request, or damaged: asked for again when nothing more comes.
        }

        if (!link.publisher.resend(buffer, offset, length))
        {
            return false;
        }

        market.onPulled(buffer, offset);
        link.heardInSession(nowNs);
        retryTimeNs = nowNs + retryIntervalNs;

        return true;
    }

    private boolean isNext(final DirectBuffer buffer, final int offset)
    {
        final long position = Entry.position(buffer, offset);
        final boolean isStated = slot.chain.isEmpty() || position < slot.chain.position(0) ||
            EntryOrder.isLive(slot.chain, buffer, offset);

        return position == market.history().lastPosition() + 1 && position <= slot.statedPosition && isStated &&
            EntryOrder.continues(market.history(), market.epoch() - 1, buffer, offset);
    }
}
