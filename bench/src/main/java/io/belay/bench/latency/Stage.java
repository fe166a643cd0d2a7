package io.belay.bench.latency;

import io.belay.bench.result.HistogramText;
import io.belay.client.Outcome;

/**
 * A part of an acknowledged append's time. The two journals work in parallel, so the parts add up to more than the total.
 */
public enum Stage
{
    /** From when the order was due to when the client had the outcome: what a trader feels. */
    TOTAL("total", "due to acknowledged")
    {
        @Override
        long fromNs(final Outcome outcome, final long dueNs)
        {
            return dueNs;
        }

        @Override
        long toNs(final Outcome outcome)
        {
            return outcome.receiveTimeNs();
        }
    },
    /** From when the order was due to when the client appended it: a late client, or a full window. */
    SEND_DELAY("sendDelay", "due to client")
    {
        @Override
        long fromNs(final Outcome outcome, final long dueNs)
        {
            return dueNs;
        }

        @Override
        long toNs(final Outcome outcome)
        {
            return outcome.appendTimeNs();
        }
    },
    /** From the client's append to when the owner took it. */
    CLIENT_TO_OWNER("clientToOwner", "client to owner")
    {
        @Override
        long fromNs(final Outcome outcome, final long dueNs)
        {
            return outcome.appendTimeNs();
        }

        @Override
        long toNs(final Outcome outcome)
        {
            return outcome.ownerTimeNs();
        }
    },
    /** From when the owner took it to when it had written it to the WAL stream. */
    OWNER("owner", "owner")
    {
        @Override
        long fromNs(final Outcome outcome, final long dueNs)
        {
            return outcome.ownerTimeNs();
        }

        @Override
        long toNs(final Outcome outcome)
        {
            return outcome.walTimeNs();
        }
    },
    /** From the WAL stream to when the owner heard that its own journal has it on disk. */
    OWN_JOURNAL("ownJournal", "own journal")
    {
        @Override
        long fromNs(final Outcome outcome, final long dueNs)
        {
            return outcome.walTimeNs();
        }

        @Override
        long toNs(final Outcome outcome)
        {
            return outcome.journalTimeNs();
        }
    },
    /** From the WAL stream to when the owner heard that the standby has it on disk. */
    STANDBY("standby", "standby")
    {
        @Override
        long fromNs(final Outcome outcome, final long dueNs)
        {
            return outcome.walTimeNs();
        }

        @Override
        long toNs(final Outcome outcome)
        {
            return outcome.standbyTimeNs();
        }
    },
    /** From when the owner answered to when the client had the answer. */
    OUTCOME_TO_CLIENT("outcomeToClient", "outcome to client")
    {
        @Override
        long fromNs(final Outcome outcome, final long dueNs)
        {
            return outcome.outcomeTimeNs();
        }

        @Override
        long toNs(final Outcome outcome)
        {
            return outcome.receiveTimeNs();
        }
    };

    /** A time that is not known. */
    static final long UNKNOWN_NS = -1;

    private final String key;
    private final String label;

    Stage(final String key, final String label)
    {
        this.key = key;
        this.label = label;
    }

    /** When the stage began; 0 when the outcome does not know. */
    abstract long fromNs(Outcome outcome, long dueNs);

    /** When the stage ended; 0 when the outcome does not know. */
    abstract long toNs(Outcome outcome);

    /** How long it took, within what histograms hold; {@link #UNKNOWN_NS} when the outcome does not know. */
    long timeNs(final Outcome outcome, final long dueNs)
    {
        final long toNs = toNs(outcome);
        final long fromNs = fromNs(outcome, dueNs);

        return 0 == toNs || 0 == fromNs ? UNKNOWN_NS :
            Math.min(Math.max(toNs - fromNs, 0), HistogramText.VALUE_NS_MAX);
    }

    /**
     * @return name for machines: in JSON, and as the tag in the interval log.
     */
    public String key()
    {
        return key;
    }

    /**
     * @param isSentAtOnce whether orders are due as soon as there is room, so that due means sent.
     * @return name for people.
     */
    public String label(final boolean isSentAtOnce)
    {
        return isSentAtOnce ? label.replace("due to ", "sent to ") : label;
    }

    static Stage ofKey(final String key)
    {
        for (final Stage stage : values())
        {
            if (stage.key.equals(key))
            {
                return stage;
            }
        }

        return null;
    }
}
