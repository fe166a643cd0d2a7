package io.belay.replication;

import io.belay.clock.Hlc;
import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;
import io.belay.sbe.client.RefusalCode;
import io.belay.sbe.wal.Claim;
import io.belay.wire.Epoch;

/**
 * Which term of one market begins when: alone when the standby is lost and the right to go on alone is here, with two
 * disks again once the other one holds all, with another owner when an operator says so.
 */
final class Tenure
{
    /** How long appends may wait for a planned change before they are refused. */
    static final long HOLD_NS = 2_000_000_000L;

    private static final long JOIN_LAG_ENTRIES = 256;
    private static final long JOIN_HOLD_NS = 100_000_000L;
    private static final long JOIN_TIMEOUT_NS = 500_000_000L;
    private static final long JOIN_RETRY_NS = 500_000_000L;
    private static final long CEILING_WAIT_NS = 1_000_000_000L;
    private static final long CEILING_EPISODE_NS = 100_000_000L;

    private final OwnerMarket market;
    private final OwnerCore core;
    private OwnerChange change;
    private int partnerNodeId = OwnerLink.SOLO;
    private boolean isLeaseholder;
    private boolean isWithout;
    private long withoutSinceNs;
    private boolean isVacant;
    private long vacantSinceNs;
    private boolean isJoining;
    private long nextJoinNs;
    private long ceilingSinceNs;
    private long ceilingAskedNs;
    private long appendCountSeen;

    Tenure(final OwnerMarket market, final OwnerCore core)
    {
        this.market = market;
        this.core = core;
        nextJoinNs = core.nanoTime();
        ceilingAskedNs = nextJoinNs - CEILING_EPISODE_NS;
    }

    /** What the configuration, or the journal, says of this node's market. */
    void start()
    {
        final MarketDefinition definition = market.definition();
        if (core.config().nodeId() == definition.ownerNodeId())
        {
            market.start(term(definition.w(), definition.standbyNodeId()));
        }
    }

    boolean isBusy()
    {
        return null != change;
    }

    void begin(final OwnerChange next)
    {
        change = next;
        core.unsettle(market);
    }

    OwnerChange change()
    {
        return change;
    }

    /** The node that shall hold the second copy while this one is alone. */
    void partner(final int nodeId)
    {
        partnerNodeId = nodeId;
        market.feed(nodeId);
        core.unsettle(market);
    }

    int step(final long nowNs)
    {
        int work = 0;
        if (null != change)
        {
            work += change.step(nowNs);
            change = change.isOver() ? null : change;
        }

        return work + switch (market.state())
        {
            case LIVE -> 1 == market.w() ? join(nowNs) : 0;
            case REPAIRING, OPENING_STANDBY -> goAlone(nowNs);
            default -> 0; // A node that follows may come to own it again, see beat.
        };
    }

    boolean isIdle()
    {
        return null == change && !isJoining && !(OwnerState.LIVE == market.state() && 1 == market.w() &&
            null != market.standby() && market.standby().link().isAlive());
    }

    /** Every now and then: what no message tells. */
    void beat(final long nowNs)
    {
        if (market.isOwner() && market.isFollowingAnother())
        {
            core.unsettle(market);
        }

        if (!market.isOwner() && null == change)
        {
            reclaim(nowNs);
        }

        if (OwnerState.LIVE == market.state() && market.answers().appendCount() != appendCountSeen)
        {
            appendCountSeen = market.answers().appendCount();
            final long nowMs = core.clock().nowMs();
            if (market.lease().isDue(nowMs))
            {
                market.lease(CeilingLease.next(nowMs));
            }
        }
    }

    /**
     * Nobody has come to own the market for a while. A hand-over came to nothing, or an owner has lost the entry that
     * says that its epoch was established: who made the newest epoch that is known to be goes on.
     */
    private void reclaim(final long nowNs)
    {
        final MarketShelf.Place place = market.place();
        final long epoch = place.newestEstablished();
        final boolean isQuiet = place.isIdle() || !market.isFollowingAnother();
        if (Epoch.NONE == epoch || !isQuiet)
        {
            isVacant = false;
        }
        else if (!isVacant)
        {
            isVacant = true;
            vacantSinceNs = nowNs;
        }
        else if (nowNs - vacantSinceNs > 2 * core.config().replicaTimeoutNs())
        {
            isVacant = false;
            final PeerPublisher maker = core.peer(Epoch.nodeId(epoch));
            if (null != maker)
            {
                maker.hello(market.marketId(), epoch);
            }
            else
            {
                onHello(epoch, nowNs);
            }
        }
    }

    /**
     * An epoch of this node is known to be established, here or elsewhere: it owns the market, unless it follows
     * another node.
     */
    void onHello(final long epoch, final long nowNs)
    {
        final EpochChain chain = market.history().chain();
        final int index = chain.indexOf(epoch);
        if (market.isOwner() || null != change || index < 0 || Epoch.nodeId(epoch) != core.config().nodeId() ||
            (market.isFollowingAnother() && !market.place().isIdle()))
        {
            return;
        }

        chain.establish(epoch);
        market.begin(term(chain.w(index), chain.standbyNodeId(index)), nowNs, "nobody else has come to own it");
    }

    private Term term(final int w, final int standbyNodeId)
    {
        return 1 == w ? Term.solo(Claim.OWNS) : pair(Claim.OWNS, standbyNodeId);
    }

    /** Two disks, by the policy of this market. */
    Term pair(final Claim claim, final int standbyNodeId)
    {
        return Term.pair(claim, standbyNodeId, market.definition().degrades());
    }

    /** The clock has reached the market's ceiling: it was not in use for a while, or the clock was set. */
    RefusalCode awaitCeiling(final long nowNs)
    {
        if (nowNs - ceilingAskedNs > CEILING_EPISODE_NS)
        {
            ceilingSinceNs = nowNs;
        }

        ceilingAskedNs = nowNs;
        if (!market.lease().isProposed())
        {
            market.lease(CeilingLease.next(core.clock().nowMs()));
        }

        return nowNs - ceilingSinceNs > CEILING_WAIT_NS ? RefusalCode.CLOCK_CEILING : RefusalCode.NULL_VAL;
    }

    /** Whoever takes over stamps above all that may have been stamped before, this node after a restart included. */
    void inherit()
    {
        final MarketHistory history = market.history();
        core.clock().floor(history.lastHlc());
        if (!isLeaseholder && history.ceilingMs() > 0)
        {
            core.clock().floor(Hlc.of(history.ceilingMs(), Hlc.LOGICAL_MAX));
        }

        isLeaseholder = true;
    }

    boolean isAsExpected(final long nowNs)
    {
        return null == change || change.isAsExpected(nowNs);
    }

    void onLive()
    {
        isWithout = false;
        final long nowNs = core.nanoTime();
        if (1 == market.w() && OwnerLink.SOLO == market.term().releasedNodeId())
        {
            if (OwnerLink.SOLO == partnerNodeId)
            {
                partnerNodeId = formerPartner();
            }

            market.feed(partnerNodeId);
        }

        if (null != change)
        {
            change.onLive(nowNs);
        }
    }

    void onSteppedDown(final int newOwnerNodeId, final String why)
    {
        isLeaseholder = false;
        isJoining = false;
        isWithout = false;
        partnerNodeId = OwnerLink.SOLO;
        if (null != change)
        {
            change.onSteppedDown(newOwnerNodeId, why);
        }
    }

    /** With whom this node kept the market when it was last kept on two disks; else as configured. */
    private int formerPartner()
    {
        final int self = core.config().nodeId();
        final EpochChain chain = market.history().chain();
        for (int i = chain.size() - 1; i >= 0; i--)
        {
            if (2 == chain.w(i))
            {
                return partnerOf(self, chain.ownerNodeId(i), chain.standbyNodeId(i));
            }
        }

        return partnerOf(self, market.definition().ownerNodeId(), market.definition().standbyNodeId());
    }

    private int partnerOf(final int self, final int ownerNodeId, final int standbyNodeId)
    {
        final int partner = self == ownerNodeId ? standbyNodeId : self == standbyNodeId ? ownerNodeId : OwnerLink.SOLO;

        return null == core.link(partner) ? OwnerLink.SOLO : partner;
    }

    /** Whether this node owns the market by an epoch of its own, and does not merely try to. */
    boolean isOwner()
    {
        return market.isOwner() && core.config().nodeId() == ownerBesides();
    }

    /** The node that owns the market when this one does not, as far as is known. */
    int ownerBesides()
    {
        final int followed = market.place().followedNodeId();
        final EpochChain chain = market.history().chain();
        final int newest = chain.newestEstablished();
        if (followed != core.config().nodeId() || newest < 0)
        {
            return followed;
        }

        return Epoch.nodeId(chain.epoch(newest));
    }

    /**
     * The other disk is away: the market goes on alone when that was agreed upon, or when it was alone before and the
     * other one has not come to be counted.
     */
    private int goAlone(final long nowNs)
    {
        if (!isWithout)
        {
            isWithout = true;
            withoutSinceNs = nowNs;
        }

        final EpochChain chain = market.history().chain();
        final int newest = chain.newestEstablished();
        final boolean wasAlone = newest >= 0 && 1 == chain.w(newest);
        final long afterNs = wasAlone ? JOIN_TIMEOUT_NS : market.definition().degradeAfterNs();
        final boolean isWanted = wasAlone || market.definition().degrades();
        if (!isWanted || nowNs - withoutSinceNs < afterNs || market.ownPosition() < market.history().lastPosition() ||
            !chain.mayGoAlone(market.ownJournalId()))
        {
            return 0;
        }

        core.report(market, "the standby is away, and this node goes on alone: W=1", null);
        nextJoinNs = nowNs + JOIN_RETRY_NS;
        isWithout = false;
        market.begin(Term.solo(Claim.OWNS), nowNs, "going on alone");

        return 1;
    }

    /** While the market is alone its other disk is brought up; for the last entries it holds still. */
    private int join(final long nowNs)
    {
        final StandbyFeed feed = market.standby();
        if (null == feed || !feed.link().isAlive() || nowNs - nextJoinNs < 0)
        {
            return isJoining ? giveUpJoin(nowNs) : 0;
        }

        final int work = feed.drive(nowNs);
        final long last = market.history().lastPosition();
        if (!isJoining)
        {
            isJoining = feed.lagEntries() <= JOIN_LAG_ENTRIES;
            if (isJoining)
            {
                market.hold(nowNs + JOIN_HOLD_NS);
            }
        }
        else if (!market.isHeld(nowNs))
        {
            return giveUpJoin(nowNs);
        }
        else if (feed.isReady() && market.ownPosition() >= last && feed.slot().ackedPosition >= last)
        {
            isJoining = false;
            market.hold(nowNs + HOLD_NS);
            market.begin(pair(Claim.OWNS, feed.slot().nodeId), nowNs, "the standby has caught up");

            return 1;
        }

        return work;
    }

    private int giveUpJoin(final long nowNs)
    {
        isJoining = false;
        market.release();
        nextJoinNs = nowNs + JOIN_RETRY_NS;
        market.standby().lose(nextJoinNs);

        return 1;
    }
}
