package io.belay.wire;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * CRC32C over Agrona buffers without garbage. Of one thread.
 * <p>
 * The JDK's checksum takes arrays and byte buffers; a view of each of the last 64 byte buffers met is kept, so that the
 * terms of 21 streams are looked at in place. With more, a view is made anew now and then. Memory that is neither is
 * copied piece by piece.
 */
public final class Crc32c
{
    private static final int VIEW_COUNT = 64; // A power of two; a stream has three terms.
    private static final int SCRATCH_LENGTH = 4096;

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer[] sources = new ByteBuffer[VIEW_COUNT];
    private final ByteBuffer[] views = new ByteBuffer[VIEW_COUNT];
    private int nextView;
    private int lastView;
    private byte[] scratch;

    /**
     * The checksum of a range.
     *
     * @param buffer that holds it.
     * @param offset where it begins.
     * @param length how many bytes it covers.
     * @return CRC32C.
     */
    public int compute(final DirectBuffer buffer, final int offset, final int length)
    {
        crc.reset();
        update(buffer, offset, length);

        return (int)crc.getValue();
    }

    /**
     * The checksum of an entry: of all its bytes but the four at {@link Entry#CRC_OFFSET}.
     *
     * @param buffer that holds it.
     * @param offset where it begins.
     * @param length of the entry, at least {@link Entry#PREFIX_LENGTH}.
     * @return CRC32C.
     */
    public int computeEntry(final DirectBuffer buffer, final int offset, final int length)
    {
        crc.reset();
        update(buffer, offset, Entry.CRC_OFFSET);
        update(buffer, offset + Entry.PREFIX_LENGTH, length - Entry.PREFIX_LENGTH);

        return (int)crc.getValue();
    }

    /**
     * Writes the checksum of an entry into it.
     *
     * @param buffer that holds it.
     * @param offset where it begins.
     * @param length of the entry.
     */
    public void seal(final MutableDirectBuffer buffer, final int offset, final int length)
    {
        buffer.putInt(offset + Entry.CRC_OFFSET, computeEntry(buffer, offset, length), LITTLE_ENDIAN);
    }

    /**
     * Whether the checksum in an entry, of a form already checked, is right.
     *
     * @param buffer that holds it.
     * @param offset where it begins.
     * @param length of the entry.
     * @return true when it matches.
     */
    public boolean matches(final DirectBuffer buffer, final int offset, final int length)
    {
        return buffer.getInt(offset + Entry.CRC_OFFSET, LITTLE_ENDIAN) == computeEntry(buffer, offset, length);
    }

    private void update(final DirectBuffer buffer, final int offset, final int length)
    {
        buffer.boundsCheck(offset, length);

        final byte[] array = buffer.byteArray();
        if (null != array)
        {
            crc.update(array, buffer.wrapAdjustment() + offset, length);

            return;
        }

        final ByteBuffer source = buffer.byteBuffer();
        if (null == source)
        {
            updateByCopy(buffer, offset, length);

            return;
        }

        final ByteBuffer view = viewOf(source);
        final int begin = buffer.wrapAdjustment() + offset;
        view.limit(begin + length).position(begin);
        crc.update(view);
    }

    @SuppressWarnings("ReferenceEquality") // The same memory is wanted, not equal bytes.
    private ByteBuffer viewOf(final ByteBuffer source)
    {
        // Consecutive messages mostly stand in one term: the search begins where the last one ended.
        for (int i = 0; i < VIEW_COUNT; i++)
        {
            final int at = (lastView + i) & (VIEW_COUNT - 1);
            if (sources[at] == source)
            {
                lastView = at;

                return views[at].clear();
            }
        }

        lastView = nextView;
        nextView = (nextView + 1) & (VIEW_COUNT - 1);
        sources[lastView] = source;
        views[lastView] = source.duplicate();

        return views[lastView].clear();
    }

    private void updateByCopy(final DirectBuffer buffer, final int offset, final int length)
    {
        if (null == scratch)
        {
            scratch = new byte[SCRATCH_LENGTH];
        }

        for (int done = 0; done < length;)
        {
            final int step = Math.min(SCRATCH_LENGTH, length - done);
            buffer.getBytes(offset + done, scratch, 0, step);
            crc.update(scratch, 0, step);
            done += step;
        }
    }
}
