package io.belay.replication.snapshot;

import org.agrona.DirectBuffer;

/**
 * What nodes send each other about snapshots. False is back pressure: nothing was sent. A node that cannot be reached
 * takes everything, and nothing arrives.
 */
public interface SnapshotOutput
{
    /**
     * @param request to send to the node that it names.
     * @return false when it cannot be sent now.
     */
    boolean request(SnapshotRequest request);

    /**
     * @param response to send to the node that it names.
     * @param buffer   that holds the chunk.
     * @param offset   where it begins.
     * @param length   of the chunk, 0 for none.
     * @return false when it cannot be sent now.
     */
    boolean response(SnapshotResponse response, DirectBuffer buffer, int offset, int length);

    /**
     * @param nodeId of a node.
     * @return longest chunk in bytes that one message to that node can carry.
     */
    int chunkLengthMax(int nodeId);
}
