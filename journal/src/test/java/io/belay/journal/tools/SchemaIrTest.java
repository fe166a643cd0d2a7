package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import io.belay.sbe.wal.WalFrameDecoder;
import io.belay.wire.Entry;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class SchemaIrTest
{
    @Test
    void shouldRefuseLayoutsOfAnotherForm()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(NextSchema.irBytes());
        buffer.putInt(4, 1);

        final IllegalArgumentException ex =
            assertThrows(IllegalArgumentException.class, () -> SchemaIr.parse(buffer));
        assertEquals("the layouts are of form 1, known is 0", ex.getMessage());
    }

    @Test
    void shouldRefuseOrReadLessWhenCutAnywhere()
    {
        final byte[] whole = NextSchema.irBytes();
        int cuts = 0;
        int refused = 0;
        for (int length = 0; length < whole.length; length += 3)
        {
            cuts++;
            try
            {
                final SchemaIr ir = SchemaIr.parse(new UnsafeBuffer(whole, 0, length));
                assertNull(ir.message(NextSchema.PULSE), "the last message cannot be whole at " + length);
            }
            catch (final IllegalArgumentException ex)
            {
                refused++;
            }
        }

        assertTrue(refused > cuts * 9 / 10, "refused only " + refused + " of " + cuts);
    }

    @Test
    void shouldOnlyEverRefuseInWordsWhenBitsAreFlipped()
    {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++)
        {
            final byte[] bytes = NextSchema.irBytes();
            final int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte)(1 << random.nextInt(8));
            try
            {
                SchemaIr.parse(new UnsafeBuffer(bytes));
            }
            catch (final IllegalArgumentException ex)
            {
                assertNotNull(ex.getMessage());
            }
        }
    }

    @Test
    void shouldKnowTheEntriesOfThisBuildAndTheirPrefix()
    {
        final SchemaIr ir = SchemaIr.ofThisBuild();

        assertEquals(WalFrameDecoder.SCHEMA_ID, ir.schemaId());
        assertEquals(WalFrameDecoder.SCHEMA_VERSION, ir.schemaVersion());
        for (final int templateId : new int[]
        {
            Entry.WAL_FRAME, Entry.EPOCH_START, Entry.EPOCH_ESTABLISHED, Entry.SUPERSEDED
        })
        {
            assertTrue(ir.hasEntryPrefix(templateId), "template " + templateId);
        }

        assertFalse(ir.hasEntryPrefix(40993), "an ack is no entry");
        assertFalse(ir.hasEntryPrefix(1), "no message at all");
    }

    @Test
    void shouldFindThePrefixInAnEntryThatIsNew()
    {
        final SchemaIr ir = NextSchema.ir();

        assertEquals(3, ir.schemaVersion());
        assertTrue(ir.hasEntryPrefix(NextSchema.SESSION_MARK));
        assertFalse(ir.hasEntryPrefix(NextSchema.PULSE));
    }
}
