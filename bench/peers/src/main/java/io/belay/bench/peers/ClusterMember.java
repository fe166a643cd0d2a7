package io.belay.bench.peers;

import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.MinMulticastFlowControlSupplier;
import io.aeron.driver.ThreadingMode;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * One member of the cluster: media driver, archive, consensus module and service, four threads in all.
 */
final class ClusterMember implements AutoCloseable
{
    private static final int LEADER = 0;

    private final ClusterLayout layout;
    private final int id;
    private final ErrorHandler errors;
    private final ClusteredMediaDriver driver;
    private final ClusteredServiceContainer container;

    private ClusterMember(final ClusterLayout layout, final int id, final ErrorHandler errors)
    {
        this.layout = layout;
        this.id = id;
        this.errors = errors;
        driver = ClusteredMediaDriver.launch(
            mediaDriver(layout, "member-" + id, errors), archive(), consensusModule());
        container = service();
    }

    static ClusterMember launch(final ClusterLayout layout, final int id, final ErrorHandler errors)
    {
        return new ClusterMember(layout, id, errors);
    }

    /** A driver as the members' and the client's: one thread that yields. */
    static MediaDriver.Context mediaDriver(final ClusterLayout layout, final String who, final ErrorHandler errors)
    {
        return new MediaDriver.Context()
            .aeronDirectoryName(layout.aeronDirectoryOf(who))
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(YieldingIdleStrategy.INSTANCE)
            .termBufferSparseFile(true)
            .publicationTermBufferLength(ClusterLayout.LOG_TERM_BYTES)
            .ipcTermBufferLength(ClusterLayout.LOG_TERM_BYTES)
            .mtuLength(layout.mtuBytes())
            .ipcMtuLength(layout.mtuBytes())
            .socketSndbufLength(ClusterLayout.WINDOW_BYTES)
            .socketRcvbufLength(ClusterLayout.WINDOW_BYTES)
            .initialWindowLength(ClusterLayout.WINDOW_BYTES)
            .spiesSimulateConnection(true)
            .multicastFlowControlSupplier(new MinMulticastFlowControlSupplier())
            .performStorageChecks(false)
            .errorHandler(errors);
    }

    private Archive.Context archive()
    {
        return new Archive.Context()
            .aeronDirectoryName(aeronDirectory())
            .archiveDir(layout.dataOf(id).resolve("archive").toFile())
            .controlChannel(layout.archiveChannel(id))
            .localControlChannel(ClusterLayout.CONTROL_CHANNEL)
            .replicationChannel(ClusterLayout.ANY_PORT_CHANNEL)
            .recordingEventsEnabled(false)
            .threadingMode(ArchiveThreadingMode.SHARED)
            .idleStrategySupplier(() -> YieldingIdleStrategy.INSTANCE)
            .segmentFileLength(ClusterLayout.SEGMENT_BYTES)
            .fileSyncLevel(layout.syncLevel())
            .catalogFileSyncLevel(layout.syncLevel())
            .errorHandler(errors);
    }

    private AeronArchive.Context archiveClient()
    {
        return new AeronArchive.Context()
            .aeronDirectoryName(aeronDirectory())
            .controlRequestChannel(ClusterLayout.CONTROL_CHANNEL)
            .controlResponseChannel(ClusterLayout.CONTROL_CHANNEL)
            .errorHandler(errors);
    }

    private ConsensusModule.Context consensusModule()
    {
        return new ConsensusModule.Context()
            .aeronDirectoryName(aeronDirectory())
            .clusterDir(layout.dataOf(id).resolve("cluster").toFile())
            .clusterMemberId(id)
            .clusterMembers(layout.members())
            .appointedLeaderId(LEADER)
            .ingressChannel("aeron:udp")
            .logChannel("aeron:udp?term-length=" + ClusterLayout.LOG_TERM_BYTES)
            .replicationChannel(ClusterLayout.ANY_PORT_CHANNEL)
            .archiveContext(archiveClient())
            .fileSyncLevel(layout.syncLevel())
            .idleStrategySupplier(() -> YieldingIdleStrategy.INSTANCE)
            .errorHandler(errors);
    }

    private ClusteredServiceContainer service()
    {
        try
        {
            return ClusteredServiceContainer.launch(new ClusteredServiceContainer.Context()
                .aeronDirectoryName(aeronDirectory())
                .clusterDir(layout.dataOf(id).resolve("cluster").toFile())
                .archiveContext(archiveClient())
                .clusteredService(new EchoService())
                .idleStrategySupplier(() -> YieldingIdleStrategy.INSTANCE)
                .errorHandler(errors));
        }
        catch (final RuntimeException ex)
        {
            CloseHelper.quietClose(driver);
            throw ex;
        }
    }

    private String aeronDirectory()
    {
        return layout.aeronDirectoryOf("member-" + id);
    }

    @Override
    public void close()
    {
        CloseHelper.closeAll(container, driver);
    }
}
