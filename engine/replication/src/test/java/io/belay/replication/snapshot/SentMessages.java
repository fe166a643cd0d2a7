package io.belay.replication.snapshot;

import java.util.ArrayList;
import java.util.List;

import org.agrona.DirectBuffer;

/** An output that keeps what is sent, or has no room. */
final class SentMessages implements SnapshotOutput
{
    final List<SnapshotRequest> requests = new ArrayList<>();
    final List<SnapshotResponse> responses = new ArrayList<>();
    final List<byte[]> chunks = new ArrayList<>();
    boolean isFull;
    int chunkLengthMax = 1 << 20;

    @Override
    public boolean request(final SnapshotRequest request)
    {
        return !isFull && requests.add(request);
    }

    @Override
    public boolean response(
        final SnapshotResponse response, final DirectBuffer buffer, final int offset, final int length)
    {
        if (isFull)
        {
            return false;
        }

        final byte[] chunk = new byte[length];
        buffer.getBytes(offset, chunk);
        responses.add(response);

        return chunks.add(chunk);
    }

    @Override
    public int chunkLengthMax(final int nodeId)
    {
        return chunkLengthMax;
    }

    SnapshotRequest lastRequest()
    {
        return requests.get(requests.size() - 1);
    }

    SnapshotResponse lastResponse()
    {
        return responses.get(responses.size() - 1);
    }
}
