package io.belay.bench.demo;

import io.belay.node.cli.ExitCodes;

/**
 * What the checks found: the acknowledged events against both journals.
 *
 * @param trader  what was acknowledged.
 * @param owner   what the owner's journal holds.
 * @param standby what the standby's journal holds.
 * @param count   events of the run.
 * @param areJournalsEqual whether the journals were found equal to each other, or were not asked to be compared.
 */
record Verdict(
    TraderResult trader, JournalAudit.Result owner, JournalAudit.Result standby, int count, boolean areJournalsEqual)
{
    long lost()
    {
        return owner.lost() + standby.lost();
    }

    long duplicated()
    {
        return owner.duplicated() + standby.duplicated();
    }

    /** Events acknowledged before the fault that are in both journals. */
    long presentBefore()
    {
        return Math.min(owner.presentBefore(), standby.presentBefore());
    }

    /** Whether all that was acknowledged is there still. */
    boolean isKept()
    {
        return 0 == lost() && presentBefore() == trader.pause().ackedBefore();
    }

    long gaps()
    {
        return owner.gaps() + standby.gaps();
    }

    long unacknowledged()
    {
        return owner.unacknowledged() + standby.unacknowledged();
    }

    boolean isCountEqual()
    {
        return trader.acked() == count && owner.entries() == count && standby.entries() == count;
    }

    boolean isSequenceWhole()
    {
        return 0 == lost() && 0 == duplicated() && 0 == gaps() && 0 == unacknowledged() && 0 == trader.disordered();
    }

    /** Whether each acknowledged event is in both journals, byte for byte. */
    boolean arePayloadsEqual()
    {
        return 0 == owner.different() && 0 == standby.different() && 0 == lost();
    }

    boolean isStateHashEqual()
    {
        return trader.stateHash() == owner.stateHash() && trader.stateHash() == standby.stateHash();
    }

    /** For shells: that a kill has lost or doubled something is told apart from all else. */
    int exitCode(final Fault fault)
    {
        return isPassed() ? ExitCodes.OK : Fault.NONE != fault && !(isKept() && 0 == duplicated()) ?
            ExitCodes.NEGATIVE : ExitCodes.CORRUPTION;
    }

    boolean isPassed()
    {
        return isCountEqual() && isSequenceWhole() && arePayloadsEqual() && isStateHashEqual() && isKept() &&
            areJournalsEqual;
    }
}
