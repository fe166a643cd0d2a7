package io.belay.journal;

import java.io.IOException;
import java.nio.file.Path;

import io.belay.sbe.journal.CycleHeaderDecoder;
import io.belay.sbe.journal.MessageHeaderDecoder;
import io.belay.wire.Crc32c;
import org.agrona.DirectBuffer;

/**
 * One cycle file of a journal, for reading only. Nothing is written, locked or created by it, so the file may be that of
 * a running node, or a copy. Of one thread.
 */
public final class CycleFile implements AutoCloseable
{
    /** The version of the format of cycle files that this program writes, and the newest that it reads. */
    public static final int FORMAT_VERSION = 1;

    private static final int NOTHING = 0;

    private final Path path;
    private final CycleBytes bytes;
    private final int firstEntryOffset;
    private final CycleDefect defect;
    private final int defectOffset;
    private long journalId;
    private long formatVersion;
    private int cycle;
    private long firstSequence;
    private long createdMs;
    private byte[] walIr;

    private CycleFile(final Path path, final CycleBytes bytes)
    {
        this.path = path;
        this.bytes = bytes;

        final CycleCursor cursor = new CycleCursor(bytes, 0, NOTHING);
        final CycleCursor.Step step = firstEntry(cursor);
        defectOffset = cursor.offset();
        defect = switch (step)
        {
            case ENTRY -> checkHeader(cursor);
            case DEFECT -> cursor.defect();
            case END, SEALED -> CycleDefect.CYCLE_HEADER;
        };
        firstEntryOffset = CycleDefect.NONE == defect ? cursor.nextOffset() : defectOffset;
    }

    /**
     * Maps a cycle file and reads its header. A file without a good one can be opened too: see {@link #defect()}.
     *
     * @param path of the file.
     * @return the open file.
     * @throws IOException when it cannot be read.
     */
    public static CycleFile open(final Path path) throws IOException
    {
        RegularFile.require(path);

        return new CycleFile(path, MappedBytes.open(path));
    }

    /**
     * Opens a finished file that is to be walked once from its first entry to its end mark, past the page cache.
     */
    static CycleFile openInPassing(final Path path) throws IOException
    {
        RegularFile.require(path);

        return new CycleFile(path, PassingBytes.open(path));
    }

    private CycleCursor.Step firstEntry(final CycleCursor cursor)
    {
        final CycleCursor.Step step = cursor.next();

        // The header's envelope carries the sequence before the first, which nobody knows yet.
        return CycleCursor.Step.DEFECT == step && CycleDefect.SEQUENCE == cursor.defect() ?
            cursor.acceptSequence() : step;
    }

    private CycleDefect checkHeader(final CycleCursor cursor)
    {
        final int offset = cursor.messageOffset();
        final int length = cursor.messageLength();
        final int fixed = MessageHeaderDecoder.ENCODED_LENGTH + CycleHeaderDecoder.BLOCK_LENGTH;
        final DirectBuffer buffer = cursor.buffer();
        final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder().wrap(buffer, offset);
        if (length < fixed || CycleHeaderDecoder.TEMPLATE_ID != messageHeader.templateId() ||
            CycleHeaderDecoder.SCHEMA_ID != messageHeader.schemaId())
        {
            return CycleDefect.CYCLE_HEADER;
        }

        final CycleHeaderDecoder header = new CycleHeaderDecoder().wrap(
            buffer,
            offset + MessageHeaderDecoder.ENCODED_LENGTH,
            messageHeader.blockLength(),
            messageHeader.version());
        formatVersion = header.formatVersion();
        if (formatVersion > FORMAT_VERSION)
        {
            return CycleDefect.NEWER_FORMAT;
        }

        final int walIrOffset = MessageHeaderDecoder.ENCODED_LENGTH + messageHeader.blockLength() +
            CycleHeaderDecoder.walIrHeaderLength();
        if (messageHeader.blockLength() < CycleHeaderDecoder.BLOCK_LENGTH || walIrOffset > length ||
            header.walIrLength() < 0 || header.walIrLength() > length - walIrOffset)
        {
            // The checksum may be right over a length that is not.
            return CycleDefect.CYCLE_HEADER;
        }

        journalId = header.journalId();
        cycle = (int)header.cycle();
        firstSequence = header.firstSequence();
        createdMs = header.createdMs();
        walIr = new byte[header.walIrLength()];
        header.getWalIr(walIr, 0, walIr.length);
        final int named = CycleName.parse(path, CycleName.SUFFIX);

        return firstSequence > 0 && firstSequence - 1 == cursor.sequence() && (-1 == named || named == cycle) ?
            CycleDefect.NONE : CycleDefect.CYCLE_HEADER;
    }

    /**
     * @return what is wrong with the header: {@link CycleDefect#CYCLE_HEADER} also when nothing was written yet. With
     * any but {@link CycleDefect#NONE} the fields of the header must not be asked for.
     */
    public CycleDefect defect()
    {
        return defect;
    }

    /**
     * @return offset in the file at which the header's defect was found.
     */
    public int defectOffset()
    {
        return defectOffset;
    }

    /**
     * @return where the file is.
     */
    public Path path()
    {
        return path;
    }

    /**
     * @return random number of the journal.
     */
    public long journalId()
    {
        return journalId;
    }

    /**
     * @return version of the format, readable also when it is newer than {@link #FORMAT_VERSION}.
     */
    public long formatVersion()
    {
        return formatVersion;
    }

    /**
     * @return number of the cycle.
     */
    public int cycle()
    {
        return cycle;
    }

    /**
     * @return sequence of the first entry in the file.
     */
    public long firstSequence()
    {
        return firstSequence;
    }

    /**
     * @return when the file was begun, Unix time in milliseconds.
     */
    public long createdMs()
    {
        return createdMs;
    }

    /**
     * @return intermediate representation of the layouts with which the file's entries were encoded.
     */
    public byte[] walIr()
    {
        return walIr.clone();
    }

    /**
     * @return a walk over the entries from the first on; over nothing when the header has a defect.
     */
    public CycleCursor cursor()
    {
        if (CycleDefect.NONE != defect)
        {
            throw new IllegalStateException(path + " has " + defect.words() + " at offset " + defectOffset);
        }

        return new CycleCursor(bytes, firstEntryOffset, firstSequence());
    }

    /**
     * @return length of the file in bytes, as it was when it was opened.
     */
    public int length()
    {
        return bytes.length();
    }

    /** Length of the file in bytes, as it is now. */
    long presentLength()
    {
        return bytes.presentLength();
    }

    /**
     * @param endOffset where the valid bytes end.
     * @return digest of the bytes before it.
     */
    public Sha256 sha256(final int endOffset)
    {
        return bytes.sha256(endOffset);
    }

    CycleBytes bytes()
    {
        return bytes;
    }

    /**
     * @return the file's bytes; all of them, unless it is read in passing.
     */
    DirectBuffer buffer()
    {
        return bytes.buffer();
    }

    /**
     * Looks for whole entries from a place on, in steps of four bytes, no matter what stands between.
     *
     * @param fromOffset where to begin.
     * @param endOffset  behind which only zeros are left.
     * @return offset of the next whole entry's envelope, or -1.
     */
    int findEntry(final int fromOffset, final int endOffset, final Crc32c crc)
    {
        final DirectBuffer buffer = buffer();

        // An entry begins with its magic, so none begins behind the last byte that is not zero.
        final int last = Math.min(buffer.capacity() - Envelope.LENGTH, endOffset - 1);
        for (int i = (fromOffset + Envelope.ALIGNMENT - 1) & -Envelope.ALIGNMENT; i <= last; i += Envelope.ALIGNMENT)
        {
            if (Envelope.isWhole(buffer, i, buffer.capacity(), crc))
            {
                return i;
            }
        }

        return -1;
    }

    @Override
    public void close()
    {
        bytes.close();
    }
}
