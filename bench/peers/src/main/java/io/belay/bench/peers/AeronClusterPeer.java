package io.belay.bench.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.aeron.AeronVersion;
import io.aeron.Publication;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.cluster.codecs.EventCode;
import io.aeron.driver.MediaDriver;
import io.aeron.exceptions.AeronException;
import io.aeron.exceptions.TimeoutException;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.Header;
import io.belay.bench.floor.Options;
import io.belay.bench.floor.ScratchDirectory;
import io.belay.bench.load.AnswerListener;
import io.belay.bench.load.LoadException;
import io.belay.bench.load.LoadProcess;
import io.belay.bench.load.Target;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * Aeron Cluster with three members, all in this process, each with its driver, archive and files. An answer comes when
 * a majority has recorded the message, which with a sync level above 0 means: has it on disk.
 */
public final class AeronClusterPeer implements Target, LoadProcess.Described, EgressListener
{
    private static final int MTU_BYTES = 8192;
    private static final long ROOM_BYTES = 6L << 30;
    private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long ATTEMPT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long KEEP_ALIVE_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long NO_LEADER_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(15);

    private final Map<String, String> settings;
    private final AtomicReference<Throwable> error = new AtomicReference<>();
    private final List<ClusterMember> members = new ArrayList<>();
    private final BufferClaim claim = new BufferClaim();
    private final int messageBytes;
    private final AnswerListener listener;
    private final ScratchDirectory data;
    private final ScratchDirectory memory;
    private MediaDriver driver;
    private AeronCluster client;
    private String lost;
    private long keepAliveNs;
    private long refusedSinceNs;
    private boolean isRefused;

    private AeronClusterPeer(
        final int syncLevel, final Options options, final int messageBytes, final AnswerListener listener)
    {
        this.messageBytes = messageBytes;
        this.listener = listener;
        final Path directory = options.path("dir");
        final Path memoryDirectory = Path.of(options.text("memory.dir", "/dev/shm"));
        final int mtuBytes = (int)options.number("mtu.bytes", MTU_BYTES, 1408, MTU_BYTES);
        final long roomBytes = options.number("room.bytes", ROOM_BYTES, 0, Long.MAX_VALUE);
        options.requireAllKnown();
        if (messageBytes < Long.BYTES || messageBytes > mtuBytes / 2)
        {
            throw new LoadException("a message of " + messageBytes + " bytes is not from 8 to " + mtuBytes / 2);
        }

        settings = settings(syncLevel, mtuBytes, messageBytes);
        data = ScratchDirectory.create(directory, "aeron-cluster-", roomBytes);
        memory = ScratchDirectory.create(memoryDirectory, "belay-peer-", 0);
        try
        {
            start(new ClusterLayout(
                data.path(),
                memory.path(),
                FreePorts.udp(ClusterLayout.MEMBERS * ClusterLayout.PORTS_PER_MEMBER),
                syncLevel,
                mtuBytes));
        }
        catch (final RuntimeException ex)
        {
            close();
            final Throwable first = error.get();
            throw new LoadException("Aeron Cluster did not come up: " + ex.getMessage() +
                (null == first ? "" : "; its first error: " + first), ex);
        }
    }

    /**
     * Starts the members and connects.
     *
     * @param syncLevel    of files: 0, 1 or 2.
     * @param options      {@code dir} on the disk under test, {@code memory.dir}, {@code mtu.bytes},
     *                     {@code room.bytes} that must be free on the disk.
     * @param messageBytes of each message.
     * @param listener     of the answers.
     * @return the cluster with a client, ready.
     * @throws LoadException if it does not come up, with the reason.
     */
    public static AeronClusterPeer open(
        final int syncLevel, final Options options, final int messageBytes, final AnswerListener listener)
    {
        return new AeronClusterPeer(syncLevel, options, messageBytes, listener);
    }

    private static Map<String, String> settings(final int syncLevel, final int mtuBytes, final int messageBytes)
    {
        final Map<String, String> settings = PeersMain.commonSettings("Aeron Cluster " + AeronVersion.VERSION);
        settings.put("members", ClusterLayout.MEMBERS + ", in one JVM with the client, appointed leader 0");
        settings.put("file sync level", syncLevel + " for archive, catalogue and consensus module: " +
            (0 == syncLevel ? "an answer promises the page cache only" : "an answer promises the disk of a majority"));
        settings.put("idle strategy", "YieldingIdleStrategy everywhere");
        settings.put("media driver", "SHARED, one a member and one for the client; sparse terms of " +
            (ClusterLayout.LOG_TERM_BYTES >> 20) + " MiB");
        settings.put("archive", "SHARED, segments of " + (ClusterLayout.SEGMENT_BYTES >> 20) + " MiB");
        settings.put("network", "UDP on loopback, MTU " + mtuBytes + ", window and socket buffers " +
            (ClusterLayout.WINDOW_BYTES >> 20) + " MiB");
        settings.put("service", "answers with 8 bytes to " + messageBytes + " bytes, claimed and written in place");

        return settings;
    }

    private void start(final ClusterLayout layout)
    {
        for (int i = 0; i < ClusterLayout.MEMBERS; i++)
        {
            members.add(ClusterMember.launch(layout, i, this::onError));
        }

        driver = MediaDriver.launch(ClusterMember.mediaDriver(layout, "client", this::onError));
        client = connect(layout);
        keepAliveNs = System.nanoTime();
    }

    private AeronCluster connect(final ClusterLayout layout)
    {
        final long deadlineNs = System.nanoTime() + CONNECT_TIMEOUT_NS;
        while (true)
        {
            try
            {
                return AeronCluster.connect(new AeronCluster.Context()
                    .aeronDirectoryName(driver.aeronDirectoryName())
                    .ingressChannel("aeron:udp")
                    .ingressEndpoints(layout.ingressEndpoints())
                    .egressChannel(ClusterLayout.ANY_PORT_CHANNEL)
                    .messageTimeoutNs(ATTEMPT_TIMEOUT_NS)
                    .idleStrategy(YieldingIdleStrategy.INSTANCE)
                    .errorHandler(this::onError)
                    .egressListener(this));
            }
            catch (final TimeoutException ex)
            {
                // No leader yet.
                if (System.nanoTime() - deadlineNs > 0)
                {
                    throw ex;
                }
            }
        }
    }

    private void onError(final Throwable problem)
    {
        // Aeron gives notice of what it can live with as an exception too.
        final boolean isWarning =
            problem instanceof AeronException aeron && AeronException.Category.WARN == aeron.category();
        if (!isWarning)
        {
            error.compareAndSet(null, problem);
        }
    }

    @Override
    public Map<String, String> settings()
    {
        return settings;
    }

    @Override
    public boolean send(final long id)
    {
        final long result = client.tryClaim(messageBytes, claim);
        if (result > 0)
        {
            isRefused = false;
            claim.buffer().putLong(claim.offset() + AeronCluster.SESSION_HEADER_LENGTH, id);
            claim.commit();

            return true;
        }
        if (Publication.CLOSED == result || Publication.MAX_POSITION_EXCEEDED == result)
        {
            throw broken(Publication.errorString(result));
        }
        if (Publication.NOT_CONNECTED == result)
        {
            awaitLeader();
        }

        return false;
    }

    /** A change of leaders is the cluster's own affair for a while. */
    private void awaitLeader()
    {
        final long nowNs = System.nanoTime();
        if (!isRefused)
        {
            isRefused = true;
            refusedSinceNs = nowNs;
        }
        else if (nowNs - refusedSinceNs > NO_LEADER_TIMEOUT_NS)
        {
            throw broken("no leader for " + TimeUnit.NANOSECONDS.toSeconds(NO_LEADER_TIMEOUT_NS) + " s");
        }
    }

    @Override
    public int poll()
    {
        final int work = client.pollEgress();
        final long nowNs = System.nanoTime();
        if (nowNs - keepAliveNs > KEEP_ALIVE_INTERVAL_NS)
        {
            keepAliveNs = nowNs;
            client.sendKeepAlive();
            if (null != lost || null != error.get() || client.isClosed())
            {
                throw broken(null == lost ? "see its first error" : lost);
            }
        }

        return work;
    }

    @Override
    public void onMessage(
        final long clusterSessionId,
        final long timestamp,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final Header header)
    {
        listener.onAnswered(buffer.getLong(offset));
    }

    @Override
    public void onSessionEvent(
        final long correlationId,
        final long clusterSessionId,
        final long leadershipTermId,
        final int leaderMemberId,
        final EventCode code,
        final String detail)
    {
        if (EventCode.OK != code)
        {
            lost = "the session ended: " + code + " " + detail;
        }
    }

    private LoadException broken(final String reason)
    {
        final Throwable first = error.get();

        return new LoadException("Aeron Cluster broke: " + reason +
            (null == first ? "" : "; its first error: " + first), first);
    }

    @Override
    public void close()
    {
        final List<AutoCloseable> closeables = new ArrayList<>();
        closeables.add(client);
        closeables.add(driver);
        closeables.addAll(members);
        closeables.add(memory);
        closeables.add(data);
        CloseHelper.quietCloseAll(closeables);
    }
}
