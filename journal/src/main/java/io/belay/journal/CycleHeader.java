package io.belay.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.belay.sbe.journal.CycleHeaderEncoder;
import io.belay.sbe.journal.MessageHeaderEncoder;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Encodes the message that begins each cycle file. It carries the intermediate representation of the layouts, so that a
 * file can be decoded without the program that wrote it.
 */
final class CycleHeader
{
    private static final String WAL_IR = "/belay/belay-wal.sbeir";

    private final byte[] walIr = load();
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
    private final CycleHeaderEncoder encoder = new CycleHeaderEncoder();

    /** Encodes into {@link #buffer()}, from 0 on, and answers the length. */
    int encode(final long journalId, final int cycle, final long firstSequence, final long createdMs)
    {
        encoder
            .wrapAndApplyHeader(buffer, 0, messageHeader)
            .journalId(journalId)
            .formatVersion(CycleFile.FORMAT_VERSION)
            .cycle(cycle)
            .firstSequence(firstSequence)
            .createdMs(createdMs)
            .putWalIr(walIr, 0, walIr.length);

        return encoder.limit();
    }

    MutableDirectBuffer buffer()
    {
        return buffer;
    }

    private static byte[] load()
    {
        try (InputStream in = CycleHeader.class.getResourceAsStream(WAL_IR))
        {
            if (null == in)
            {
                throw new IllegalStateException(WAL_IR + " is not on the class path");
            }

            return in.readAllBytes();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}
