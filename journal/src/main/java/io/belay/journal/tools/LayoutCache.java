package io.belay.journal.tools;

import java.util.Arrays;

import io.belay.journal.CycleFile;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The layouts that the last opened cycle file carries, read anew only when they are not those of the file before.
 */
final class LayoutCache
{
    private byte[] bytes = {};
    private SchemaIr ir;

    void load(final CycleFile file)
    {
        final byte[] carried = file.walIr();
        if (null == ir || !Arrays.equals(bytes, carried))
        {
            bytes = carried;
            ir = parse(carried);
        }
    }

    /** A file that a program without layouts wrote is decoded as this build would. */
    private static SchemaIr parse(final byte[] carried)
    {
        try
        {
            return SchemaIr.parse(new UnsafeBuffer(carried));
        }
        catch (final IllegalArgumentException ex)
        {
            return SchemaIr.ofThisBuild();
        }
    }

    SchemaIr last()
    {
        return ir;
    }
}
