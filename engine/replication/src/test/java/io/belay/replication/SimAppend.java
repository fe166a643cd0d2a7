package io.belay.replication;

import io.belay.sbe.client.OutcomeKind;

/**
 * One append of one client: what became of it and what the client was told.
 */
final class SimAppend
{
    final long sequence;
    final long marketId;
    final SimClient client;
    final boolean isStale;
    /** The frame that it was numbered as, or null. */
    SimEntry entry;
    /** What its client was told, or null. */
    OutcomeKind outcome;
    boolean isAbandoned;

    /**
     * @param isStale whether it is sent in a session of a process that is dead, so that it must never be numbered.
     */
    SimAppend(final long sequence, final long marketId, final SimClient client, final boolean isStale)
    {
        this.sequence = sequence;
        this.marketId = marketId;
        this.client = client;
        this.isStale = isStale;
        isAbandoned = isStale;
    }

    String text()
    {
        return "t" + sequence;
    }

    boolean isAnswered()
    {
        return null != outcome || isAbandoned;
    }

    boolean isDurable()
    {
        return OutcomeKind.DURABLE == outcome;
    }

    @Override
    public String toString()
    {
        return "append " + sequence + " of market " + marketId % 1000 + " (" + entry + ", " + outcome + ")";
    }
}
