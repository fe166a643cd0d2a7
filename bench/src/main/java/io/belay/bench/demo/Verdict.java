package io.belay.bench.demo;

/**
 * What the checks found: the acknowledged events against both journals.
 *
 * @param trader  what was acknowledged.
 * @param owner   what the owner's journal holds.
 * @param standby what the standby's journal holds.
 * @param count   events of the run.
 */
record Verdict(TraderResult trader, JournalAudit.Result owner, JournalAudit.Result standby, int count)
{
    long lost()
    {
        return owner.lost() + standby.lost();
    }

    long duplicated()
    {
        return owner.duplicated() + standby.duplicated();
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

    boolean isPassed()
    {
        return isCountEqual() && isSequenceWhole() && arePayloadsEqual() && isStateHashEqual();
    }
}
