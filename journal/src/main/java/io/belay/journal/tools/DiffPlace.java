package io.belay.journal.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.belay.wire.Entry;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One of two entries that should be the same.
 *
 * @param file   that holds it.
 * @param offset in the file, in bytes.
 * @param entry  copied, so that the file may be closed.
 */
record DiffPlace(Path file, long offset, EntryView entry)
{
    static DiffPlace of(final LiveWalk walk)
    {
        final EntryView found = walk.entry();
        final byte[] bytes = new byte[found.length()];
        found.buffer().getBytes(found.offset(), bytes);

        return new DiffPlace(
            walk.file(), walk.offset(),
            new EntryView().wrap(found.ir(), found.sequence(), new UnsafeBuffer(bytes), 0, bytes.length));
    }

    long position()
    {
        return entry.position();
    }

    /** What differs, in words: first what has a name, then where the bytes part. */
    String difference(final DiffPlace other)
    {
        final EntryView theirs = other.entry;
        final List<String> words = new ArrayList<>();
        name(words, "kind", entry.templateId() != theirs.templateId());
        name(words, "epoch", entry.epoch() != theirs.epoch());
        name(words, "txid", entry.txid() != theirs.txid());
        name(words, "hlc", entry.hlc() != theirs.hlc());
        name(words, "length", entry.length() != theirs.length());
        words.add("bytes from " + firstDifference(theirs) + " on");

        return String.join(", ", words);
    }

    private static void name(final List<String> words, final String word, final boolean isDifferent)
    {
        if (isDifferent)
        {
            words.add(word);
        }
    }

    /** The checksum differs wherever anything does, so it says nothing about where. */
    private int firstDifference(final EntryView theirs)
    {
        final int length = Math.min(entry.length(), theirs.length());
        int i = 0;
        while (i < length && (isOfChecksum(i) || entry.buffer().getByte(i) == theirs.buffer().getByte(i)))
        {
            i++;
        }

        return i < Math.max(entry.length(), theirs.length()) ? i : Entry.CRC_OFFSET;
    }

    private static boolean isOfChecksum(final int index)
    {
        return index >= Entry.CRC_OFFSET && index < Entry.PREFIX_LENGTH;
    }

    void print(final Line line, final String name)
    {
        line.beginObject(name);
        line.text("file", file.toString());
        line.number("offset", offset);
        line.unsigned("sequence", entry.sequence());
        line.word("template", "0x" + HexFormat.of().toHexDigits((short)entry.templateId()));
        line.epoch("epoch", entry.epoch());
        line.unsigned("txid", entry.txid());
        line.unsigned("hlc", entry.hlc());
        line.number("length", entry.length());
        line.endObject();
    }
}
