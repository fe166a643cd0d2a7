package io.belay.client;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

import io.belay.sbe.client.Command;
import io.belay.transport.AeronStreams;
import io.belay.transport.NodeConnection;
import io.belay.transport.NodeNotFoundException;
import io.belay.transport.NodeSearch;
import io.belay.wire.MarketId;
import org.agrona.BitUtil;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * What a trading process embeds: appends events to the node on its machine and hears when they are on W disks.
 * <p>
 * Of one thread: all calls, and those of its markets, come from it or are ordered by the caller. Each append that was
 * sent ends with exactly one {@link Outcome}. When the node or the media driver is lost, all that is in flight becomes
 * UNKNOWN in the next poll, and further calls throw {@link BelayException}: close this client and connect a new one.
 */
public final class BelayClient implements AutoCloseable
{
    private final Session session;
    private final AutoCloseable connection;
    private final Context context;
    private final String nodeName;
    private final Map<Long, Market> markets = new HashMap<>();

    BelayClient(
        final Context context, final Session session, final AutoCloseable connection, final String nodeName)
    {
        this.context = context;
        this.session = session;
        this.connection = connection;
        this.nodeName = nodeName;
    }

    /**
     * Connects to a node through shared memory. Blocks up to the connect timeout.
     *
     * @param context of the client.
     * @return the client; the caller closes it.
     * @throws BelayException with NO_DRIVER, NO_NODE, SEVERAL_NODES, REFUSED or TIMEOUT.
     */
    public static BelayClient connect(final Context context)
    {
        final Context own = context.copy();
        final long startNs = System.nanoTime();
        final ResponseSource source = new ResponseSource();
        final NodeConnection connection = reach(own, source);
        try
        {
            final Session session = new Session(
                own,
                SystemNanoClock.INSTANCE,
                connection.requests(),
                connection.responses(),
                source,
                connection::isDriverAlive);

            return open(
                own,
                session,
                connection,
                connection.node().nodeName(),
                connection.responseStreamId(),
                own.connectTimeoutNs - (System.nanoTime() - startNs));
        }
        catch (final RuntimeException ex)
        {
            connection.close();
            throw ex;
        }
    }

    static BelayClient open(
        final Context context,
        final Session session,
        final AutoCloseable connection,
        final String nodeName,
        final int responseStreamId,
        final long timeoutNs)
    {
        final RefusalCode code = session.open(responseStreamId, timeoutNs).code();
        if (RefusalCode.NONE != code)
        {
            throw new BelayException(BelayException.Code.REFUSED,
                "node '" + nodeName + "' refuses this client: " + code + "; look at 'belay status'");
        }

        return new BelayClient(context, session, connection, nodeName);
    }

    /**
     * Opens a market to append to. Blocks until the node has answered, up to the connect timeout.
     *
     * @param name of the market.
     * @return the market; the same one for the same name.
     * @throws IllegalArgumentException when no market can have that name.
     * @throws BelayException           with UNKNOWN_MARKET, NOT_OWNER, REFUSED, TIMEOUT, or because the client is
     *                                  closed or its node is gone.
     */
    public Market market(final String name)
    {
        final long id = MarketId.of(name);
        final Market known = markets.get(id);
        if (null != known && !known.name().equals(name))
        {
            throw new BelayException(BelayException.Code.REFUSED, "markets '" + name + "' and '" + known.name() +
                "' have the same id " + MarketId.toHex(id) + "; rename one of them");
        }

        requireOpened(name, session.openMarket(id, name));
        if (null != known)
        {
            return known;
        }

        final Market market = new Market(session, name, id);
        markets.put(id, market);

        return market;
    }

    /**
     * Makes this client's node the owner of a market. When the present owner answers, it hands the market over and
     * nothing is lost. When it is silent, the node becomes the owner alone, with W=1, if it holds the right to; a
     * standby that comes back is brought up and counted again by itself. Blocks.
     *
     * @param market         by name.
     * @param isLossAccepted whether to go on although acknowledged appends may be lost; written into the journal.
     * @param timeoutNs      to wait for the end; the change goes on when it is over.
     * @return how it ended.
     * @throws BelayException with TIMEOUT, or because the client is closed or its node is gone.
     */
    public Change promote(final String market, final boolean isLossAccepted, final long timeoutNs)
    {
        return session.change(MarketId.of(market), Command.PROMOTE, isLossAccepted, false, "", timeoutNs);
    }

    /**
     * Makes this client's node the owner of all markets of another node, as {@link #promote} does for one. Blocks.
     *
     * @param owner          the node that owns them now, by name.
     * @param isLossAccepted whether to go on although acknowledged appends may be lost.
     * @param timeoutNs      to wait for the end of all.
     * @return how they ended; done when all were.
     * @throws BelayException with TIMEOUT, or because the client is closed or its node is gone.
     */
    public Change promoteAllOf(final String owner, final boolean isLossAccepted, final long timeoutNs)
    {
        return session.change(0, Command.PROMOTE, isLossAccepted, false, owner, timeoutNs);
    }

    /**
     * Hands a market that this client's node owns over to its standby: nothing is lost, appends wait. Blocks.
     *
     * @param market    by name.
     * @param node      the standby, by name.
     * @param timeoutNs to wait for the end; the change goes on when it is over.
     * @return how it ended.
     * @throws BelayException with TIMEOUT, or because the client is closed or its node is gone.
     */
    public Change handOver(final String market, final String node, final long timeoutNs)
    {
        return session.change(MarketId.of(market), Command.HANDOVER, false, false, node, timeoutNs);
    }

    /**
     * Gives a market that this client's node owns another standby. The old one must accept that it is none any more,
     * for it may hold the right to go on alone. Blocks until the new one holds all.
     *
     * @param market    by name.
     * @param standby   the new standby, by name.
     * @param isVouched whether the caller vouches that the disk of the old standby, which cannot be asked, is wiped;
     *                  written into the journal.
     * @param timeoutNs to wait for the end; the change goes on when it is over.
     * @return how it ended.
     * @throws BelayException with TIMEOUT, or because the client is closed or its node is gone.
     */
    public Change assign(
        final String market, final String standby, final boolean isVouched, final long timeoutNs)
    {
        return session.change(MarketId.of(market), Command.ASSIGN, false, isVouched, standby, timeoutNs);
    }

    /**
     * Takes the outcomes that have arrived and hands each to the outcome handler; then ends as UNKNOWN what has waited
     * for longer than the outcome timeout. Never blocks, allocates nothing.
     *
     * @return how many outcomes were handed over; 0 when the client is closed.
     */
    public int poll()
    {
        return session.poll();
    }

    /**
     * @return whether appends can be made: false once the client is closed or a poll has noticed a loss.
     */
    public boolean isUsable()
    {
        return session.isUsable();
    }

    /**
     * @return how many appends await their outcome.
     */
    public int inFlight()
    {
        return session.inFlightCount();
    }

    /**
     * @return how many appends may await their outcome: the lesser of what was asked for and what the node grants.
     */
    public int windowMax()
    {
        return session.windowMax();
    }

    /**
     * @return longest frame that the node takes, in bytes.
     */
    public int frameLengthMax()
    {
        return session.frameLengthMax();
    }

    /**
     * @return id that each frame of this client carries.
     */
    public long clientId()
    {
        return session.clientId();
    }

    /**
     * @return name of the node.
     */
    public String nodeName()
    {
        return nodeName;
    }

    /**
     * @return how many outcomes came after their append had ended UNKNOWN; they are not handed over.
     */
    public long lateOutcomes()
    {
        return session.lateOutcomes();
    }

    /**
     * @return how many messages of the node made no sense and were passed over.
     */
    public long invalidMessages()
    {
        return session.invalidMessages();
    }

    /**
     * Takes leave of the node. Whatever has no outcome by now becomes UNKNOWN and is handed over: await what matters
     * before. Idempotent; must not be called by an outcome handler.
     */
    @Override
    public void close()
    {
        session.close();
        CloseHelper.close(context.errorHandler, connection);
    }

    private static NodeConnection reach(final Context context, final ResponseSource source)
    {
        try
        {
            return NodeConnection.open(
                new NodeSearch(
                    context.aeronDirectoryName,
                    context.streams,
                    context.node,
                    context.connectTimeoutNs,
                    context.idleStrategy,
                    context.errorHandler),
                source);
        }
        catch (final NodeNotFoundException ex)
        {
            throw new BelayException(
                switch (ex.reason())
                {
                    case NO_DRIVER -> BelayException.Code.NO_DRIVER;
                    case NO_NODE -> BelayException.Code.NO_NODE;
                    case SEVERAL_NODES -> BelayException.Code.SEVERAL_NODES;
                    case NOT_LISTENING -> BelayException.Code.TIMEOUT;
                },
                ex.getMessage(),
                ex);
        }
    }

    private void requireOpened(final String name, final Answer answer)
    {
        switch (answer.code())
        {
            case NONE ->
            {
            }
            case UNKNOWN_MARKET -> throw new BelayException(BelayException.Code.UNKNOWN_MARKET, "node '" + nodeName +
                "' knows no market '" + name + "'; belay.markets in its configuration lists those that it knows");
            case NOT_OWNER -> throw new BelayException(BelayException.Code.NOT_OWNER, "node '" + nodeName +
                "' does not own market '" + name + "'; " + (answer.ownerName().isEmpty() ? "it knows no owner" :
                "node '" + answer.ownerName() + "' does: connect to that one"));
            default -> throw new BelayException(BelayException.Code.REFUSED,
                "node '" + nodeName + "' refuses market '" + name + "': " + answer.code());
        }
    }

    /** What a client is made of. Each setter answers this context; a connect takes a copy. */
    public static final class Context
    {
        String aeronDirectoryName;
        AeronStreams streams;
        String node;
        long clientId;
        String clientName = "client-" + ProcessHandle.current().pid();
        int window = 1024;
        long outcomeTimeoutNs = 2_000_000_000L;
        long connectTimeoutNs = 5_000_000_000L;
        IdleStrategy idleStrategy = new YieldingIdleStrategy();
        ErrorHandler errorHandler = (error) -> {};
        OutcomeHandler outcomeHandler = (outcome) -> {};
        LongConsumer park = LockSupport::parkNanos;

        /**
         * @param name of the directory of the media driver which the node uses; Aeron's default when it is not set.
         * @return this.
         */
        public Context aeronDirectoryName(final String name)
        {
            aeronDirectoryName = name;
            return this;
        }

        /**
         * @param existing streams of an Aeron client which the process has already; they stay open when the client
         *                 closes.
         * @return this.
         */
        public Context streams(final AeronStreams existing)
        {
            streams = existing;
            return this;
        }

        /**
         * @param name of the node; needed only when several use the media driver.
         * @return this.
         */
        public Context node(final String name)
        {
            node = name;
            return this;
        }

        /**
         * @param id that each frame of this client carries; 0, the default, for a random one.
         * @return this.
         */
        public Context clientId(final long id)
        {
            clientId = id;
            return this;
        }

        /**
         * @param name for people who look at the node.
         * @return this.
         */
        public Context clientName(final String name)
        {
            clientName = Objects.requireNonNull(name, "clientName");
            return this;
        }

        /**
         * @param count of appends that may await their outcome, a power of two; the node may grant fewer.
         * @return this.
         */
        public Context window(final int count)
        {
            if (!BitUtil.isPowerOfTwo(count))
            {
                throw new IllegalArgumentException("window " + count + " is not a power of two");
            }
            window = count;
            return this;
        }

        /**
         * @param timeoutNs after which an append without an outcome is UNKNOWN.
         * @return this.
         */
        public Context outcomeTimeoutNs(final long timeoutNs)
        {
            outcomeTimeoutNs = requirePositive("outcomeTimeoutNs", timeoutNs);
            return this;
        }

        /**
         * @param timeoutNs to find the node and be admitted; and for a market's answer.
         * @return this.
         */
        public Context connectTimeoutNs(final long timeoutNs)
        {
            connectTimeoutNs = requirePositive("connectTimeoutNs", timeoutNs);
            return this;
        }

        /**
         * @param strategy of the blocking calls while they wait.
         * @return this.
         */
        public Context idleStrategy(final IdleStrategy strategy)
        {
            idleStrategy = Objects.requireNonNull(strategy, "idleStrategy");
            return this;
        }

        /**
         * @param handler of errors of the transport, on any thread, and of what an outcome handler throws during close.
         * @return this.
         */
        public Context errorHandler(final ErrorHandler handler)
        {
            errorHandler = Objects.requireNonNull(handler, "errorHandler");
            return this;
        }

        /**
         * @param handler that is told how each append ended.
         * @return this.
         */
        public Context outcomeHandler(final OutcomeHandler handler)
        {
            outcomeHandler = Objects.requireNonNull(handler, "outcomeHandler");
            return this;
        }

        Context copy()
        {
            final Context copy = new Context()
                .aeronDirectoryName(aeronDirectoryName)
                .streams(streams)
                .node(node)
                .clientId(0 == clientId ? randomId() : clientId)
                .clientName(clientName)
                .window(window)
                .outcomeTimeoutNs(outcomeTimeoutNs)
                .connectTimeoutNs(connectTimeoutNs)
                .idleStrategy(idleStrategy)
                .errorHandler(errorHandler);

            copy.park = park;

            return copy.outcomeHandler(outcomeHandler);
        }

        /** Two processes with one id would be taken for one client, so it must not come from the time of day. */
        private static long randomId()
        {
            return 1 + (new SecureRandom().nextLong() >>> 2);
        }

        private static long requirePositive(final String name, final long value)
        {
            if (value <= 0)
            {
                throw new IllegalArgumentException(name + " " + value + " is not positive");
            }
            return value;
        }
    }
}
