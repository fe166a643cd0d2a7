package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.belay.sbe.journal.CycleHeaderEncoder;
import io.belay.sbe.journal.CycleSummaryEncoder;
import io.belay.sbe.journal.MessageHeaderEncoder;
import io.belay.wire.Crc32c;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link SealedNonsenseFuzzTest} and {@link RecoveryFuzzTest} have found, each alone: numbers that are nonsense under
 * checksums that are right, and things that stand where files should.
 */
class NonsenseTest
{
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    @TempDir
    private Path directory;
    private FuzzImage image;
    private Path root;
    private List<Path> files;

    @BeforeEach
    void write() throws IOException
    {
        image = FuzzImage.write(directory, WriteMode.QUEUE, false, true);
        root = image.root();
        files = new JournalPaths(root).cycleFiles();
    }

    private JournalException refusal()
    {
        final JournalException refusal = assertThrows(
            JournalException.class, () -> FuzzImage.open(FuzzImage.config(root, WriteMode.QUEUE)).close());
        FuzzImage.checkWords(refusal, root);

        return refusal;
    }

    private void checkAllIsThere(final long checkedBytes)
    {
        final JournalConfig config = FuzzImage.config(root, WriteMode.QUEUE).withCheckedBytes(checkedBytes);
        try (ChronicleJournal journal = FuzzImage.open(config))
        {
            assertEquals(image.lastSequence(), journal.durableSequence());
            assertEquals(image.lastSequence(), Journals.readAll(journal.newReader(1)));
        }
    }

    @Test
    void shouldRefuseWithWordsWhenAFilesLayoutsAreSaidToBeLongerThanTheirEntry() throws Exception
    {
        for (final int length : new int[]{-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20})
        {
            overwriteHeader(HEADER + CycleHeaderEncoder.BLOCK_LENGTH, length);
            assertTrue(refusal().getMessage().contains(files.get(1).toString()), "length " + length);
            assertEquals(3, FuzzImage.verify(root));
        }
    }

    /** Writes into the header message of the second file, and seals it. */
    private void overwriteHeader(final int offset, final int value) throws IOException
    {
        final UnsafeBuffer bytes = new UnsafeBuffer(Files.readAllBytes(files.get(1)));
        int at = Integer.BYTES;
        while (!Envelope.hasMagic(bytes, at))
        {
            at += Integer.BYTES;
        }

        bytes.putInt(at + Envelope.LENGTH + offset, value, ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(at + Envelope.CRC_OFFSET, new Crc32c().compute(
            bytes, at + Envelope.LENGTH_OFFSET,
            Envelope.LENGTH - Envelope.LENGTH_OFFSET + Envelope.length(bytes, at)), ByteOrder.LITTLE_ENDIAN);
        Files.write(files.get(1), bytes.byteArray());
    }

    @Test
    void shouldPassOverASummaryWhoseGroupsReachBehindItsEnd() throws Exception
    {
        overwriteSummary(files.get(0), HEADER + CycleSummaryEncoder.BLOCK_LENGTH + Short.BYTES, 0xFFFE);
        assertNull(SummaryFile.read(files.get(0)));
        assertEquals(0, FuzzImage.verify(root));
        checkAllIsThere(0);
    }

    @Test
    void shouldPassOverASummaryThatPutsTheEndOfItsFileElsewhere() throws Exception
    {
        // A file of the last run: it is cut behind its end when it goes among the settled ones.
        final Path queue = root.resolve(JournalFiles.QUEUE);
        final Path first = files.stream().filter(path -> queue.equals(path.getParent())).findFirst().orElseThrow();
        assertNotEquals(first, files.get(files.size() - 1));
        overwriteSummary(first, HEADER + CycleSummaryEncoder.bytesLengthEncodingOffset(), 64 << 10);
        assertEquals(3, FuzzImage.verify(root));
        checkAllIsThere(0);
    }

    private void overwriteSummary(final Path file, final int offset, final int value) throws IOException
    {
        final Path path = CycleName.summary(file);
        final UnsafeBuffer bytes = new UnsafeBuffer(Files.readAllBytes(path));
        final int crc = HEADER + CycleSummaryEncoder.crc32cEncodingOffset();
        bytes.putShort(offset, (short)value, ByteOrder.LITTLE_ENDIAN);
        if (value > 0xFFFF)
        {
            bytes.putInt(offset, value, ByteOrder.LITTLE_ENDIAN);
        }

        bytes.putInt(crc, 0, ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(crc, new Crc32c().compute(bytes, 0, bytes.capacity()), ByteOrder.LITTLE_ENDIAN);
        Files.write(path, bytes.byteArray());
    }

    @Test
    void shouldRefuseToVerifyWhatItRefusesToOpenWhenTheMarkIsOfAnotherJournal() throws Exception
    {
        new MarkFile(77, 1).write(root.resolve(JournalFiles.IDENTITY), new KernelDisk());
        assertTrue(refusal().getMessage().contains("belongs to journal"));
        assertEquals(3, FuzzImage.verify(root));
    }

    @Test
    void shouldSayWhatToDoWhenSomethingStandsInThePlaceOfTheLock() throws Exception
    {
        final Path lock = root.resolve(JournalFiles.LOCK);
        Files.delete(lock);
        Files.createDirectory(lock);
        assertTrue(refusal().getMessage().contains(lock + " is not a file: move away what stands in its place"));
    }
}
