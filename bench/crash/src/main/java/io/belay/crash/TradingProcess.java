package io.belay.crash;

import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

import io.belay.bench.flow.MarketFlows;
import io.belay.bench.flow.OrderEvent;
import io.belay.client.BelayClient;
import io.belay.client.BelayException;
import io.belay.client.Market;
import io.belay.client.Outcome;
import io.belay.client.OutcomeHandler;
import io.belay.client.RefusalCode;
import io.belay.wire.Crc32c;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Appends order events to one market for as long as it is wanted, and writes down each before it is sent and each
 * outcome before anything else. It follows the owner: when its node is lost, or does not own the market any more, it
 * connects to the other one with the same client id. Whatever ended UNKNOWN, in an earlier process too, it sends again
 * under its sequence until it is known, before it appends anything new. Of one thread.
 */
final class TradingProcess implements OutcomeHandler
{
    /** Longest append. */
    static final int LENGTH_MAX = 8192;

    private static final int WINDOW = 256;
    private static final int BATCH_MAX = 32;
    private static final long PATIENCE_NS = 2_000_000_000L;
    /** A node that refuses for so long may be cut off from the one that owns the market now. */
    private static final long REFUSED_MAX_NS = 500_000_000L;
    private static final long PAUSE_NS = 5_000_000L;
    private static final long IDLE_NS = 100_000L;

    private final Whereabouts whereabouts;
    private final MarketFlows flows;
    private final History history;
    private final SplittableRandom random;
    private final long intervalNs;
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[LENGTH_MAX]);
    private final UnsafeBuffer bytesAgain = new UnsafeBuffer(new byte[LENGTH_MAX]);
    private final Crc32c crc = new Crc32c();
    private final OpenAppends open;
    private BelayClient client;
    private Market market;
    private long nextNs = System.nanoTime();
    private long refusedSinceNs;
    private long number;
    private boolean isElsewhere;
    private boolean hasSentAgain;
    private boolean isHeadReady;
    private int headLength;

    /**
     * @param whereabouts   where it appends.
     * @param flows         of its market.
     * @param history       where it writes, and an earlier process has written.
     * @param random        for the lengths of appends.
     * @param ratePerSecond of appends.
     * @param firstNumber   of its events.
     */
    TradingProcess(
        final Whereabouts whereabouts, final MarketFlows flows, final History history, final SplittableRandom random,
        final int ratePerSecond, final long firstNumber)
    {
        this.whereabouts = whereabouts;
        this.flows = flows;
        this.history = history;
        this.random = random;
        intervalNs = 1_000_000_000L / ratePerSecond;
        number = firstNumber;
        open = new OpenAppends(history);
    }

    void run()
    {
        while (History.Wish.END != history.wish())
        {
            try
            {
                connect();
                trade();
            }
            catch (final BelayException ex)
            {
                LockSupport.parkNanos(PAUSE_NS);
            }
            finally
            {
                disconnect();
            }

            whereabouts.goOn();
        }
    }

    private void connect()
    {
        isElsewhere = false;
        hasSentAgain = false;
        refusedSinceNs = 0;
        client = BelayClient.connect(whereabouts.context()
            .window(WINDOW)
            .outcomeTimeoutNs(PATIENCE_NS)
            .connectTimeoutNs(PATIENCE_NS)
            .outcomeHandler(this));
        market = client.market(whereabouts.market());
        history.connected();
    }

    private void disconnect()
    {
        if (null != client)
        {
            client.close(); // What is in flight ends UNKNOWN here, and is heard.
            client = null;
        }

        history.isAtRest(open.isEmpty());
    }

    private void trade()
    {
        while (client.isUsable() && !isElsewhere && History.Wish.END != history.wish())
        {
            int work = client.poll();
            final History.Wish wish = history.wish();
            final boolean isResting = History.Wish.REST == wish;
            history.isAtRest(isResting && open.isEmpty());
            if (open.isAnyUnknown())
            {
                work += settle();
            }
            else if (hasSentAgain)
            {
                openAgain();
            }
            else if (!isResting)
            {
                work += send(History.Wish.HURRY == wish);
            }

            if (0 == work)
            {
                LockSupport.parkNanos(IDLE_NS);
            }
        }
    }

    /** Sends again what ended UNKNOWN, in its order, and goes on behind it only when all is known. */
    private int settle()
    {
        int sent = 0;
        while (sent < BATCH_MAX && System.nanoTime() - nextNs >= 0)
        {
            final int index = open.nextUnknown();
            if (index < 0)
            {
                break;
            }

            final int length = history.copyKept(index, bytesAgain);
            if (Market.TRY_LATER == market.retry(history.clientSequence(index), bytesAgain, 0, length))
            {
                break;
            }

            history.sentAgain(index);
            open.sentAgain(index);
            hasSentAgain = true;
            sent++;
        }

        return sent;
    }

    /** The sequences of new appends begin behind those that the market holds, and it holds more of them now. */
    private void openAgain()
    {
        if (0 == client.inFlight())
        {
            client.market(whereabouts.market());
            hasSentAgain = false;
        }
    }

    private int send(final boolean isHurried)
    {
        int sent = 0;
        while (sent < BATCH_MAX && !history.isFull() && !open.isFull() && System.nanoTime() - nextNs >= 0 &&
            append(isHurried))
        {
            nextNs = isHurried ? System.nanoTime() : Math.max(nextNs, System.nanoTime() - PAUSE_NS) + intervalNs;
            sent++;
        }

        return sent;
    }

    private boolean append(final boolean isHurried)
    {
        takeHead(isHurried);
        final long sequence = market.claim(headLength);
        if (Market.TRY_LATER == sequence)
        {
            return false;
        }

        market.buffer().putBytes(market.offset(), bytes, 0, headLength);
        open.sent(history.sent(client.clientId(), sequence, market.id(), flows.event().number(),
            crc.compute(bytes, 0, headLength), System.nanoTime(), bytes, headLength));
        market.commit();
        isHeadReady = false;

        return true;
    }

    /** The next event, with an attachment of seeded bytes behind it: most have none, a few are long. */
    private void takeHead(final boolean isHurried)
    {
        if (isHeadReady)
        {
            return;
        }

        flows.advance();
        flows.event().number(number++);
        flows.event().copyTo(bytes, 0);
        headLength = isHurried ? LENGTH_MAX :
            0 == random.nextInt(8) ? random.nextInt(OrderEvent.LENGTH, LENGTH_MAX) : OrderEvent.LENGTH;
        for (int i = OrderEvent.LENGTH; i < headLength; i++)
        {
            bytes.putByte(i, (byte)(number * 31 + i));
        }

        isHeadReady = true;
    }

    @Override
    public void onOutcome(final Outcome outcome)
    {
        final int index = open.index(outcome.clientSequence());
        final Fate fate = fate(outcome, history.tries(index) > 1);
        history.ended(index, fate, outcome.txid(), outcome.epoch(), outcome.hlc(), outcome.w(), outcome.isRepeated(),
            System.nanoTime());
        open.ended(index, fate);
        if (outcome.isDurable())
        {
            refusedSinceNs = 0;

            return;
        }

        final long nowNs = System.nanoTime();
        nextNs = nowNs + PAUSE_NS; // Else a node that refuses would be all that it talks to.
        refusedSinceNs = 0 == refusedSinceNs ? nowNs : refusedSinceNs;
        isElsewhere |= RefusalCode.NOT_OWNER == outcome.code() || nowNs - refusedSinceNs >= REFUSED_MAX_NS;
    }

    /** A refusal is the end of one attempt: an earlier one may be there. */
    private static Fate fate(final Outcome outcome, final boolean wasSentAgain)
    {
        if (outcome.isDurable())
        {
            return Fate.DURABLE;
        }

        return switch (outcome.code())
        {
            case TOO_OLD, OTHER_CONTENT, CLIENT_REPLACED, CLIENT_FORGOTTEN, BAD_REQUEST, FRAME_TOO_LONG,
                UNKNOWN_MARKET -> Fate.DISOWNED;
            default -> outcome.isRefused() && !wasSentAgain ? Fate.REFUSED : Fate.UNKNOWN;
        };
    }
}
