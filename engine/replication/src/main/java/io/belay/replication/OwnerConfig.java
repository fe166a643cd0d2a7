package io.belay.replication;

/**
 * What an owner is configured with.
 *
 * @param nodeId              of this node, 1 to 65534.
 * @param nodeName            of this node.
 * @param frameLengthMax      longest bytes of a frame.
 * @param clientWindowMax     how many appends of one client may await their outcome.
 * @param marketWindowMax     how many entries of one market may await their commit.
 * @param heartbeatIntervalNs between heartbeats of a WAL stream.
 * @param replicaTimeoutNs    of silence, after which a standby counts as lost.
 * @param retryIntervalNs     before something that was refused is tried again.
 */
public record OwnerConfig(
    int nodeId,
    String nodeName,
    int frameLengthMax,
    int clientWindowMax,
    int marketWindowMax,
    long heartbeatIntervalNs,
    long replicaTimeoutNs,
    long retryIntervalNs)
{
}
