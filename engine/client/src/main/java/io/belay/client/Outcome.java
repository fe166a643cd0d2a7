package io.belay.client;

/**
 * How one append ended.
 * <p>
 * What a handler is given is used again for the next outcome: keep a {@link #copy}. Of the client's thread; a copy may
 * be read by any. Times are of {@link System#nanoTime()}, which is the same clock in all processes of a machine; 0
 * where a stage was not reached.
 */
public final class Outcome
{
    private Market market;
    private long clientSequence;
    private OutcomeKind kind = OutcomeKind.UNKNOWN;
    private RefusalCode code = RefusalCode.NONE;
    private int w;
    private long epoch;
    private long txid;
    private long hlc;
    private long appendTimeNs;
    private long ownerTimeNs;
    private long walTimeNs;
    private long journalTimeNs;
    private long standbyTimeNs;
    private long outcomeTimeNs;
    private long receiveTimeNs;
    private boolean repeated;

    Outcome()
    {
    }

    Outcome begin(
        final Market ofMarket,
        final long sequence,
        final OutcomeKind outcomeKind,
        final RefusalCode refusalCode,
        final long appendedNs,
        final long receivedNs)
    {
        market = ofMarket;
        clientSequence = sequence;
        kind = outcomeKind;
        code = refusalCode;
        appendTimeNs = appendedNs;
        receiveTimeNs = receivedNs;
        repeated = false;
        numbers(0, 0, 0, 0);

        return times(0, 0, 0, 0, 0);
    }

    Outcome numbers(final int replicas, final long ofEpoch, final long ofTxid, final long timestamp)
    {
        w = replicas;
        epoch = ofEpoch;
        txid = ofTxid;
        hlc = timestamp;

        return this;
    }

    Outcome repeated(final boolean value)
    {
        repeated = value;

        return this;
    }

    Outcome times(
        final long ownerNs, final long walNs, final long journalNs, final long standbyNs, final long outcomeNs)
    {
        ownerTimeNs = ownerNs;
        walTimeNs = walNs;
        journalTimeNs = journalNs;
        standbyTimeNs = standbyNs;
        outcomeTimeNs = outcomeNs;

        return this;
    }

    /**
     * @return a copy that stays as it is.
     */
    public Outcome copy()
    {
        return new Outcome()
            .begin(market, clientSequence, kind, code, appendTimeNs, receiveTimeNs)
            .repeated(repeated)
            .numbers(w, epoch, txid, hlc)
            .times(ownerTimeNs, walTimeNs, journalTimeNs, standbyTimeNs, outcomeTimeNs);
    }

    /**
     * @return market of the append.
     */
    public Market market()
    {
        return market;
    }

    /**
     * @return the number that the append was given.
     */
    public long clientSequence()
    {
        return clientSequence;
    }

    /**
     * @return whether it was appended by an earlier attempt, and not again. Its timestamp is then 0.
     */
    public boolean isRepeated()
    {
        return repeated;
    }

    /**
     * @return which of the three ends.
     */
    public OutcomeKind kind()
    {
        return kind;
    }

    /**
     * @return whether it is on W disks.
     */
    public boolean isDurable()
    {
        return OutcomeKind.DURABLE == kind;
    }

    /**
     * @return whether this attempt was not appended.
     */
    public boolean isRefused()
    {
        return OutcomeKind.REFUSED == kind;
    }

    /**
     * @return whether it may be appended or not.
     */
    public boolean isUnknown()
    {
        return OutcomeKind.UNKNOWN == kind;
    }

    /**
     * @return why it was refused; NONE when it was not.
     */
    public RefusalCode code()
    {
        return code;
    }

    /**
     * @return on how many disks it is; 0 when it is not durable.
     */
    public int w()
    {
        return w;
    }

    /**
     * @return epoch in which it was numbered.
     */
    public long epoch()
    {
        return epoch;
    }

    /**
     * @return its number in the market.
     */
    public long txid()
    {
        return txid;
    }

    /**
     * @return its hybrid logical timestamp: 48 bits of Unix milliseconds, 16 bits of a counter.
     */
    public long hlc()
    {
        return hlc;
    }

    /**
     * @return when the client appended it.
     */
    public long appendTimeNs()
    {
        return appendTimeNs;
    }

    /**
     * @return when the owner took it.
     */
    public long ownerTimeNs()
    {
        return ownerTimeNs;
    }

    /**
     * @return when the owner had written it to its WAL stream.
     */
    public long walTimeNs()
    {
        return walTimeNs;
    }

    /**
     * @return when the owner heard that its own journal had it on disk.
     */
    public long journalTimeNs()
    {
        return journalTimeNs;
    }

    /**
     * @return when the owner heard that the standby had it on disk.
     */
    public long standbyTimeNs()
    {
        return standbyTimeNs;
    }

    /**
     * @return when the owner answered.
     */
    public long outcomeTimeNs()
    {
        return outcomeTimeNs;
    }

    /**
     * @return when the client took the answer.
     */
    public long receiveTimeNs()
    {
        return receiveTimeNs;
    }

    @Override
    public String toString()
    {
        return kind + (RefusalCode.NONE == code ? "" : " " + code) + " market=" +
            (null == market ? "?" : market.name()) + " clientSequence=" + clientSequence + " txid=" + txid + " w=" + w;
    }
}
