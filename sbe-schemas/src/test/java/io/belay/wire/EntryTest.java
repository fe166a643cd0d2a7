package io.belay.wire;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import io.belay.sbe.wal.CeilingLeaseDecoder;
import io.belay.sbe.wal.ClientSessionDecoder;
import io.belay.sbe.wal.EpochEstablishedDecoder;
import io.belay.sbe.wal.EpochStartDecoder;
import io.belay.sbe.wal.MessageHeaderDecoder;
import io.belay.sbe.wal.SnapshotMarkDecoder;
import io.belay.sbe.wal.SupersededDecoder;
import io.belay.sbe.wal.WalFrameDecoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest
{
    private static final int BLOCK_LENGTH_OFFSET = 0;
    private static final int TEMPLATE_ID_OFFSET = 2;
    private static final int SCHEMA_ID_OFFSET = 4;
    private static final int VERSION_OFFSET = 6;

    private final Crc32c crc = new Crc32c();

    static Set<String> entries()
    {
        return Set.of(
            "wal/WalFrame", "wal/EpochStart", "wal/EpochEstablished", "wal/Superseded", "wal/SnapshotMark",
            "wal/CeilingLease", "wal/ClientSession");
    }

    static Set<String> others()
    {
        final Set<String> names = new TreeSet<>(SampleMessages.names());
        names.removeAll(entries());

        return names;
    }

    @ParameterizedTest
    @MethodSource("others")
    void shouldRefuseWhenTheMessageIsNoEntry(final String name)
    {
        final Defect expected = name.startsWith("wal/") ? Defect.UNKNOWN_TEMPLATE : Defect.WRONG_SCHEMA;

        assertEquals(expected, check(SampleMessages.of(name)));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void shouldRefuseWhenTheEntryIsCutAnywhere(final String name)
    {
        final byte[] entry = SampleMessages.of(name);

        for (int length = 0; length < entry.length; length++)
        {
            final Defect defect = check(Arrays.copyOf(entry, length));
            assertNotEquals(Defect.NONE, defect, "cut to " + length);
            if (length < Entry.PREFIX_LENGTH)
            {
                assertEquals(Defect.TRUNCATED, defect, "cut to " + length);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void shouldDetectEachFlippedBit(final String name)
    {
        final byte[] entry = SampleMessages.of(name);

        for (int bit = 0; bit < entry.length * 8; bit++)
        {
            flip(entry, bit);
            assertFalse(isSound(entry), "bit " + bit);
            flip(entry, bit);
        }

        assertTrue(isSound(entry));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void shouldDetectManyFlippedBits(final String name)
    {
        final long seed = 0xB31A_0002L + name.hashCode();
        System.out.println(name + " flipped with seed " + seed);
        final Random random = new Random(seed);
        final byte[] sound = SampleMessages.of(name);

        for (int copy = 0; copy < 20_000; copy++)
        {
            final byte[] entry = sound.clone();
            for (int flips = 2 + random.nextInt(30); flips > 0; flips--)
            {
                flip(entry, random.nextInt(entry.length * 8));
            }
            if (!Arrays.equals(sound, entry))
            {
                assertFalse(isSound(entry), "copy " + copy);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void shouldDetectTwoBytesThatChangedPlaces(final String name)
    {
        final byte[] entry = SampleMessages.of(name);

        for (int i = 1; i < entry.length; i++)
        {
            if (entry[i - 1] != entry[i])
            {
                swap(entry, i);
                assertFalse(isSound(entry), "bytes " + (i - 1) + " and " + i);
                swap(entry, i);
            }
        }
    }

    @Test
    void shouldNameWhatIsWrongWithTheHeader()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(SampleMessages.of("wal/WalFrame"));

        assertEquals(Defect.WRONG_LENGTH, withShort(buffer, BLOCK_LENGTH_OFFSET, WalFrameDecoder.BLOCK_LENGTH - 1));
        assertEquals(Defect.WRONG_LENGTH, withShort(buffer, BLOCK_LENGTH_OFFSET, WalFrameDecoder.BLOCK_LENGTH + 1));
        assertEquals(Defect.UNKNOWN_TEMPLATE, withShort(buffer, TEMPLATE_ID_OFFSET, 0xA02A));
        assertEquals(Defect.WRONG_SCHEMA, withShort(buffer, SCHEMA_ID_OFFSET, 9));
        assertEquals(Defect.NEWER_VERSION, withShort(buffer, VERSION_OFFSET, WalFrameDecoder.SCHEMA_VERSION + 1));
    }

    @Test
    void shouldNameTheNewerVersionWhenItsKindOfEntryIsUnknownToo()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(SampleMessages.of("wal/WalFrame"));
        buffer.putShort(VERSION_OFFSET, (short)(WalFrameDecoder.SCHEMA_VERSION + 1), LITTLE_ENDIAN);

        assertEquals(Defect.NEWER_VERSION, withShort(buffer, TEMPLATE_ID_OFFSET, 0xA02A));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 28, 30, 1 << 30, (1 << 30) + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1 })
    void shouldRefuseWhenTheDeclaredLengthOfAFrameIsNotItsOwn(final int declared)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(SampleMessages.of("wal/WalFrame"));
        buffer.putInt(Entry.PREFIX_LENGTH, declared, LITTLE_ENDIAN);

        assertEquals(Defect.WRONG_LENGTH, Entry.check(buffer, 0, buffer.capacity()));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 3, 65_534, 65_535 })
    void shouldRefuseWhenTheChainIsNotAsLongAsItSays(final int count)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(SampleMessages.of("wal/EpochStart"));

        assertEquals(Defect.WRONG_LENGTH,
            withShort(buffer, Entry.HEADER_LENGTH + EpochStartDecoder.BLOCK_LENGTH + Short.BYTES, count));
    }

    @Test
    void shouldPassAnEmptyFrame()
    {
        final byte[] entry = Arrays.copyOf(SampleMessages.of("wal/WalFrame"), Entry.FRAME_BYTES_OFFSET);
        final UnsafeBuffer buffer = new UnsafeBuffer(entry);
        buffer.putInt(Entry.PREFIX_LENGTH, 0, LITTLE_ENDIAN);
        crc.seal(buffer, 0, entry.length);

        assertTrue(isSound(entry));
        assertEquals(0, Entry.frameBytesLength(buffer, 0));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void shouldReadThePrefixAsEveryDecoderDoes(final String name)
    {
        final byte[] entry = SampleMessages.of(name);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[entry.length + 5]);
        buffer.putBytes(5, entry);

        assertTrue(Entry.isEntry(Entry.templateId(buffer, 5)));
        assertEquals(WalFrameDecoder.SCHEMA_ID, Entry.schemaId(buffer, 5));
        assertEquals(WalFrameDecoder.SCHEMA_VERSION, Entry.version(buffer, 5));
        assertEquals(prefixAsDecoded(name, buffer, 5), prefixAsRead(buffer, 5));
    }

    @Test
    void shouldKeepTheChecksumAtOnePlace()
    {
        final int expected = Entry.CRC_OFFSET - Entry.HEADER_LENGTH;

        assertEquals(72, Entry.CRC_OFFSET);
        assertEquals(expected, WalFrameDecoder.crc32cEncodingOffset());
        assertEquals(expected, EpochStartDecoder.crc32cEncodingOffset());
        assertEquals(expected, EpochEstablishedDecoder.crc32cEncodingOffset());
        assertEquals(expected, SupersededDecoder.crc32cEncodingOffset());
        assertEquals(expected, SnapshotMarkDecoder.crc32cEncodingOffset());
        assertEquals(expected, CeilingLeaseDecoder.crc32cEncodingOffset());
        assertEquals(expected, ClientSessionDecoder.crc32cEncodingOffset());
        assertEquals(Entry.PREFIX_LENGTH, Entry.HEADER_LENGTH + WalFrameDecoder.BLOCK_LENGTH);
        assertEquals(Entry.FRAME_BYTES_OFFSET, Entry.PREFIX_LENGTH + WalFrameDecoder.bytesHeaderLength());
    }

    private static String prefixAsRead(final UnsafeBuffer buffer, final int offset)
    {
        return Arrays.toString(new long[]{
            Entry.marketId(buffer, offset), Entry.epoch(buffer, offset), Entry.position(buffer, offset),
            Entry.txid(buffer, offset), Entry.committedTxid(buffer, offset), Entry.hlc(buffer, offset),
            Entry.firstWord(buffer, offset), Entry.secondWord(buffer, offset) });
    }

    private static String prefixAsDecoded(final String name, final UnsafeBuffer buffer, final int offset)
    {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final long[] prefix = switch (name)
        {
            case "wal/WalFrame" ->
            {
                final WalFrameDecoder d = new WalFrameDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new long[]{ d.marketId(), d.epoch(), d.position(), d.txid(), d.committedTxid(), d.hlc(),
                    d.clientId(), d.clientSequence() };
            }
            case "wal/EpochStart" ->
            {
                final EpochStartDecoder d = new EpochStartDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new long[]{ d.marketId(), d.epoch(), d.position(), d.txid(), d.committedTxid(), d.hlc(),
                    d.ownerJournalId(), d.standbyJournalId() };
            }
            case "wal/EpochEstablished" ->
            {
                final EpochEstablishedDecoder d =
                    new EpochEstablishedDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new long[]{ d.marketId(), d.epoch(), d.position(), d.txid(), d.committedTxid(), d.hlc(),
                    d.ownerJournalId(), d.standbyJournalId() };
            }
            case "wal/SnapshotMark" ->
            {
                final SnapshotMarkDecoder d = new SnapshotMarkDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new long[]{ d.marketId(), d.epoch(), d.position(), d.txid(), d.committedTxid(), d.hlc(),
                    d.snapshotTxid(), d.bytesLength() };
            }
            case "wal/CeilingLease" ->
            {
                final CeilingLeaseDecoder d = new CeilingLeaseDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new long[]{ d.marketId(), d.epoch(), d.position(), d.txid(), d.committedTxid(), d.hlc(),
                    d.ceiling(), d.reserved() };
            }
            case "wal/ClientSession" ->
            {
                final ClientSessionDecoder d = new ClientSessionDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new long[]{ d.marketId(), d.epoch(), d.position(), d.txid(), d.committedTxid(), d.hlc(),
                    d.clientId(), d.incarnation() };
            }
            default ->
            {
                final SupersededDecoder d = new SupersededDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new long[]{ d.marketId(), d.epoch(), d.position(), d.txid(), d.committedTxid(), d.hlc(),
                    d.lastPosition(), d.lastTxid() };
            }
        };

        return Arrays.toString(prefix);
    }

    private static Defect withShort(final UnsafeBuffer buffer, final int index, final int value)
    {
        final short before = buffer.getShort(index);
        buffer.putShort(index, (short)value, LITTLE_ENDIAN);
        final Defect defect = Entry.check(buffer, 0, buffer.capacity());
        buffer.putShort(index, before);

        return defect;
    }

    private static void flip(final byte[] bytes, final int bit)
    {
        bytes[bit / 8] ^= (byte)(1 << (bit & 7));
    }

    private static void swap(final byte[] bytes, final int index)
    {
        final byte before = bytes[index];
        bytes[index] = bytes[index - 1];
        bytes[index - 1] = before;
    }

    private static Defect check(final byte[] message)
    {
        return Entry.check(new UnsafeBuffer(message), 0, message.length);
    }

    /** What every receiver of an entry does: the form first, since the checksum needs a whole prefix. */
    private boolean isSound(final byte[] entry)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(entry);

        return Defect.NONE == Entry.check(buffer, 0, entry.length) && crc.matches(buffer, 0, entry.length);
    }
}
