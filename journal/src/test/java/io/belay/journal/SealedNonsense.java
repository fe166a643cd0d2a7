package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

import io.belay.sbe.journal.CycleSummaryEncoder;
import io.belay.sbe.journal.MessageHeaderEncoder;

/**
 * Writes nonsense into what a journal reads, and makes the checksum good again, so that it gets as far as the decoders.
 */
final class SealedNonsense
{
    private static final int SUMMARY_CRC = MessageHeaderEncoder.ENCODED_LENGTH +
        CycleSummaryEncoder.crc32cEncodingOffset();
    private static final int WORD = Integer.BYTES;
    private static final int NEAR = 200;

    private final Random random;
    private final Path root;

    private SealedNonsense(final Random random, final Path root)
    {
        this.random = random;
        this.root = root;
    }

    /** Writes some, and answers where. */
    static String into(final Path root, final Random random) throws IOException
    {
        final SealedNonsense nonsense = new SealedNonsense(random, root);

        return switch (random.nextInt(6))
        {
            case 0, 1 -> nonsense.envelope(true);
            case 2 -> nonsense.envelope(false);
            case 3, 4 -> nonsense.summary();
            default -> nonsense.mark();
        };
    }

    private List<Path> cycleFiles() throws IOException
    {
        final JournalPaths paths = new JournalPaths(root);

        return paths.cycleFiles();
    }

    private Path anyCycleFile() throws IOException
    {
        final List<Path> files = cycleFiles();

        return files.get(random.nextInt(files.size()));
    }

    /** The cycle header, or an entry. */
    private String envelope(final boolean isHeader) throws IOException
    {
        final Path path = anyCycleFile();
        final ByteBuffer bytes = read(path);
        final List<Integer> envelopes = envelopes(bytes);
        final int at = envelopes.get(isHeader ? 0 : random.nextInt(envelopes.size()));
        final int length = bytes.getInt(at + Envelope.LENGTH_OFFSET);
        int shorter = length;
        final StringBuilder what = new StringBuilder();
        for (int i = 1 + random.nextInt(2); i > 0; i--)
        {
            what.append(overwrite(bytes, at + Envelope.UNSYNCED_OFFSET, at + Envelope.LENGTH + length));
        }

        if (0 == random.nextInt(4))
        {
            shorter = random.nextInt(length + 1);
            bytes.putInt(at + Envelope.LENGTH_OFFSET, shorter);
            bytes.putInt(at - WORD, Envelope.alignedLength(shorter));
            what.append(" cut to ").append(shorter);
        }

        final int begin = at + Envelope.LENGTH_OFFSET;
        bytes.putInt(at + Envelope.CRC_OFFSET, crc(bytes, begin, at + Envelope.LENGTH + shorter - begin));
        write(path, bytes);

        return "envelope at " + at + " of " + path + ":" + what;
    }

    private static List<Integer> envelopes(final ByteBuffer bytes)
    {
        final List<Integer> found = new ArrayList<>();
        for (int at = WORD; at + Envelope.LENGTH < bytes.capacity(); at += WORD)
        {
            if (Envelope.MAGIC == bytes.getInt(at))
            {
                found.add(at);
            }
        }

        return found;
    }

    private String summary() throws IOException
    {
        final List<Path> files = cycleFiles().stream().filter(path -> Files.exists(CycleName.summary(path))).toList();
        final Path path = CycleName.summary(files.get(random.nextInt(files.size())));
        ByteBuffer bytes = read(path);
        final StringBuilder what = new StringBuilder();
        for (int i = 1 + random.nextInt(2); i > 0; i--)
        {
            what.append(overwrite(bytes, 0, bytes.capacity()));
        }

        if (0 == random.nextInt(5))
        {
            final int least = SUMMARY_CRC + WORD;
            bytes = bytes.slice(0, least + random.nextInt(bytes.capacity() - least)).order(ByteOrder.LITTLE_ENDIAN);
            what.append(" cut to ").append(bytes.capacity());
        }

        bytes.putInt(SUMMARY_CRC, 0);
        bytes.putInt(SUMMARY_CRC, crc(bytes, 0, bytes.capacity()));
        write(path, bytes);

        return path + ":" + what;
    }

    private String mark() throws IOException
    {
        final List<String> names = List.of(JournalFiles.IDENTITY, JournalFiles.CLEAN_STOP, JournalFiles.RETAINED_FROM);
        final Path path = root.resolve(names.get(random.nextInt(names.size())));
        final MarkFile mark = Files.exists(path) ? MarkFile.read(path) : new MarkFile(1, 1);
        final MarkFile nonsense = random.nextBoolean() ?
            new MarkFile(value(), mark.second()) : new MarkFile(mark.first(), value());
        nonsense.write(path, new KernelDisk());

        return path + ": " + nonsense;
    }

    /** Writes a number of some width somewhere, mostly near the beginning, where the fields stand. */
    private String overwrite(final ByteBuffer bytes, final int begin, final int end)
    {
        final int room = 0 == random.nextInt(3) ? end - begin : Math.min(NEAR, end - begin);
        final int width = 1 << random.nextInt(4);
        final int at = begin + random.nextInt(Math.max(1, room - width + 1));
        final long value = value();
        switch (width)
        {
            case 1 -> bytes.put(at, (byte)value);
            case 2 -> bytes.putShort(at, (short)value);
            case 4 -> bytes.putInt(at, (int)value);
            default -> bytes.putLong(at, value);
        }

        return " " + value + " in " + width + " bytes at +" + (at - begin);
    }

    private long value()
    {
        return switch (random.nextInt(9))
        {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> -1;
            case 3 -> Long.MAX_VALUE;
            case 4 -> Long.MIN_VALUE;
            case 5 -> Integer.MAX_VALUE;
            case 6 -> 0xFFFE;
            case 7 -> random.nextInt(4096);
            default -> random.nextLong();
        };
    }

    private static ByteBuffer read(final Path path) throws IOException
    {
        return ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void write(final Path path, final ByteBuffer bytes) throws IOException
    {
        final byte[] all = new byte[bytes.capacity()];
        bytes.get(0, all);
        Files.write(path, all);
    }

    private static int crc(final ByteBuffer bytes, final int offset, final int length)
    {
        final CRC32C crc = new CRC32C();
        crc.update(bytes.slice(offset, length));

        return (int)crc.getValue();
    }
}
