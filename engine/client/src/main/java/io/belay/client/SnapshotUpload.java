package io.belay.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One snapshot on its way to the node: so many bytes are sent beyond what the node has taken, and again from there when
 * it says so or is silent.
 * <p>
 * Pure: it is told answers and the time, and acts on a publisher.
 */
final class SnapshotUpload
{
    static final int CHUNK_LENGTH_MAX = 32 << 10;
    static final long WINDOW_LENGTH = 512 << 10;
    static final long RETRY_NS = 500_000_000L;

    private static final byte[] NO_DIGEST = new byte[32];

    private final long sessionId;
    private final long correlationId;
    private final long marketId;
    private final long txid;
    private final SnapshotBytes bytes;
    private final SnapshotPublisher publisher;
    private final byte[] chunk;
    private final MessageDigest digest = newDigest();
    private byte[] sha256 = NO_DIGEST;
    private long digestedLength;
    private long chunkOffset = -1;
    private int chunkLength;
    private long sentLength;
    private long takenLength;
    private long heardNs;
    private boolean isLastSent;
    private SnapshotResult result;
    private String text = "";

    SnapshotUpload(
        final long sessionId,
        final long correlationId,
        final long marketId,
        final long txid,
        final SnapshotBytes bytes,
        final SnapshotPublisher publisher,
        final long nowNs)
    {
        this.sessionId = sessionId;
        this.correlationId = correlationId;
        this.marketId = marketId;
        this.txid = txid;
        this.bytes = bytes;
        this.publisher = publisher;
        chunk = new byte[Math.min(CHUNK_LENGTH_MAX, publisher.chunkLengthMax())];
        heardNs = nowNs;
    }

    private static MessageDigest newDigest()
    {
        try
        {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (final NoSuchAlgorithmException ex)
        {
            throw new IllegalStateException("every Java has SHA-256", ex);
        }
    }

    /**
     * Sends what the window allows.
     *
     * @return how many chunks left.
     */
    int send(final long nowNs)
    {
        if (null != result)
        {
            return 0;
        }

        if (nowNs - heardNs >= RETRY_NS)
        {
            heardNs = nowNs;
            goBackTo(takenLength);
        }

        int count = 0;
        while (!isLastSent && sentLength - takenLength < WINDOW_LENGTH && sendChunk())
        {
            count++;
        }

        return count;
    }

    private boolean sendChunk()
    {
        read();
        final boolean isLast = sentLength + chunkLength == bytes.length();
        final boolean isSent = publisher.put(
            sessionId, correlationId, marketId, txid, sentLength, bytes.length(), isLast ? sha256 : NO_DIGEST, chunk,
            chunkLength);
        if (isSent)
        {
            sentLength += chunkLength;
            isLastSent = isLast;
        }

        return isSent;
    }

    /** Reads the next chunk unless it is there, and counts it into the digest the first time. */
    private void read()
    {
        if (chunkOffset == sentLength)
        {
            return;
        }

        chunkLength = (int)Math.min(chunk.length, bytes.length() - sentLength);
        bytes.read(sentLength, chunk, chunkLength);
        chunkOffset = sentLength;
        final int known = (int)Math.min(chunkLength, digestedLength - sentLength);
        digest.update(chunk, known, chunkLength - known);
        digestedLength += chunkLength - known;
        if (bytes.length() == digestedLength && NO_DIGEST == sha256)
        {
            sha256 = digest.digest();
        }
    }

    private void goBackTo(final long offset)
    {
        sentLength = offset;
        isLastSent = false;
    }

    /** False when the answer is none to this snapshot, or makes no sense. */
    boolean onAnswer(
        final int code, final long answeredId, final long nextOffset, final String words, final long nowNs)
    {
        if (answeredId != correlationId || null != result)
        {
            return answeredId < correlationId; // Of an earlier one: late, not wrong.
        }

        heardNs = nowNs;
        result = SnapshotResult.of(code);
        text = words;
        if (null != result)
        {
            return true;
        }
        if (nextOffset < 0 || nextOffset > digestedLength)
        {
            return false;
        }

        final boolean isAgain = io.belay.sbe.client.SnapshotCode.AGAIN.value() == code;
        takenLength = isAgain ? nextOffset : Math.max(takenLength, nextOffset);
        if (isAgain)
        {
            goBackTo(nextOffset);
        }

        return true;
    }

    void end(final SnapshotResult how, final String why)
    {
        result = how;
        text = why;
    }

    boolean hasEnded()
    {
        return null != result;
    }

    long takenLength()
    {
        return takenLength;
    }

    long totalLength()
    {
        return bytes.length();
    }

    SnapshotOutcome outcome()
    {
        return new SnapshotOutcome(
            result, txid, bytes.length(), NO_DIGEST == sha256 ? "" : HexFormat.of().formatHex(sha256), text);
    }
}
