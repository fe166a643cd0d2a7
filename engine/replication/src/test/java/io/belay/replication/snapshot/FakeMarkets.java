package io.belay.replication.snapshot;

/** A node with one market, which a test sets as it likes. */
final class FakeMarkets implements KeptMarkets
{
    boolean isKept = true;
    long fenceEpoch = TestSnapshots.EPOCH;
    long committedTxid = 1_000;
    long firstRetainedTxid = 900;

    @Override
    public long journalId()
    {
        return 71;
    }

    @Override
    public boolean isKnown(final long marketId)
    {
        return TestSnapshots.MARKET_ID == marketId;
    }

    @Override
    public boolean isKept(final long marketId)
    {
        return isKept;
    }

    @Override
    public long fenceEpoch(final long marketId)
    {
        return fenceEpoch;
    }

    @Override
    public long committedTxid(final long marketId)
    {
        return committedTxid;
    }

    @Override
    public long firstRetainedTxid(final long marketId)
    {
        return firstRetainedTxid;
    }
}
