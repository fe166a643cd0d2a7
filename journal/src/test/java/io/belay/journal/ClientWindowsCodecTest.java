package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientWindowsCodecTest
{
    private final ClientWindowsCodec codec = new ClientWindowsCodec();

    private byte[] encode(final ClientWindows windows)
    {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final int length = codec.encode(windows, buffer, 5);

        return Arrays.copyOfRange(buffer.byteArray(), 5, 5 + length);
    }

    private boolean decode(final ClientWindows windows, final byte[] bytes, final int length)
    {
        return codec.decode(windows, new UnsafeBuffer(bytes), 0, length);
    }

    private static ClientWindows random(final SplittableRandom random, final int frames)
    {
        final ClientWindows windows = random.nextBoolean() ? new ClientWindows() : ClientWindows.forgetful();
        final int clients = 1 + random.nextInt(30);
        long position = 0;
        long txid = 0;
        long epoch = 1;
        for (int i = 0; i < frames; i++)
        {
            position++;
            final long clientId = Long.MIN_VALUE * (random.nextInt(clients) & 1) + random.nextInt(clients);
            if (0 == random.nextInt(200))
            {
                windows.onSession(clientId, 1 + windows.incarnation(clientId), position, txid);
                continue;
            }

            txid++;
            epoch += 0 == random.nextInt(500) ? random.nextInt() : 0;
            final long sequence = 0 == random.nextInt(50) ? random.nextLong() : windows.lastSequence(clientId) + 1;
            windows.onFrame(clientId, sequence, txid, epoch, random.nextInt());
            if (0 == random.nextInt(3_000))
            {
                final long dead = random.nextLong(Math.min(txid, 1_000));
                txid -= dead;
                position -= dead;
                windows.supersedeFrom(position + 1, txid + 1);
            }
        }

        return windows;
    }

    @Test
    void shouldRefuseBytesThatEndEarlyOrLate()
    {
        final byte[] bytes = encode(random(new SplittableRandom(1), 500));
        for (int length = 0; length < bytes.length; length++)
        {
            assertFalse(decode(new ClientWindows(), bytes, length), length + " of " + bytes.length + " bytes");
        }

        assertFalse(decode(new ClientWindows(), Arrays.copyOf(bytes, bytes.length + 1), bytes.length + 1));
        assertTrue(decode(new ClientWindows(), bytes, bytes.length));
    }

    @Test
    void shouldEndWithWordsWhateverTheBytesAre()
    {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int round = 0; round < 20_000; round++)
        {
            final byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++)
            {
                bytes[i] &= (byte)(random.nextBoolean() ? 3 : -1);
            }

            refused += decode(new ClientWindows(), bytes, bytes.length) ? 0 : 1;
        }

        assertTrue(refused > 10_000, () -> "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void shouldGiveTheSameAnswersAndBytesWhenTheyAreUnpacked(final long seed)
    {
        final SplittableRandom random = new SplittableRandom(seed);
        final ClientWindows windows = random(random, random.nextInt(150_000));
        final byte[] bytes = encode(windows);
        final ClientWindows unpacked = windows.isForgetful() ? ClientWindows.forgetful() : new ClientWindows();
        assertTrue(decode(unpacked, bytes, bytes.length), "seed " + seed);
        assertSame(seed, windows, unpacked);

        // What was superseded is gone from both, and what follows is taken in alike.
        final long txid = windows.oldestTxid() + windows.frameCount() / 2;
        for (final ClientWindows each : new ClientWindows[]{windows, unpacked})
        {
            each.supersedeFrom(txid, txid);
            for (int i = 0; i < 5_000; i++)
            {
                each.onFrame(i % 40, 1_000_000 + i, txid + i, 77, i);
            }
        }

        assertSame(seed, windows, unpacked);
    }

    private void assertSame(final long seed, final ClientWindows expected, final ClientWindows found)
    {
        final String words = "seed " + seed;
        assertArrayEquals(encode(expected), encode(found), words);
        assertEquals(expected.frameCount(), found.frameCount(), words);
        for (final ClientWindow client : expected.clientsInOrder())
        {
            assertEquals(client.highestSequence(), found.lastSequence(client.clientId()), words);
            assertEquals(client.floor(), found.client(client.clientId()).floor(), words);
            assertEquals(client.incarnation(), found.incarnation(client.clientId()), words);
            for (int i = 0; i < client.size(); i += 7)
            {
                final Remembered answer = expected.find(client.clientId(), client.sequence(i));
                assertEquals(answer, found.find(client.clientId(), client.sequence(i)), words);
                if (Remembered.KNOWN == answer)
                {
                    assertEquals(expected.foundTxid(), found.foundTxid(), words);
                    assertEquals(expected.foundEpoch(), found.foundEpoch(), words);
                    assertEquals(expected.foundCrc(), found.foundCrc(), words);
                }
            }
        }
    }

    @Test
    void shouldTakeSixBytesForAFrameThatFollowsTheOneBefore()
    {
        final ClientWindows windows = new ClientWindows();
        for (int i = 1; i <= 4_000; i++)
        {
            windows.onFrame(7, i, i, 1, -i);
        }

        final int length = encode(windows).length;
        assertTrue(length < 4_000 * 6 + 100, () -> length + " bytes");
    }
}
