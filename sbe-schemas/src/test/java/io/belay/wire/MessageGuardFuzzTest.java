package io.belay.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Messages of every template, damaged at random: the guard says the same whatever surrounds a message, changes nothing,
 * and passes only what its decoder reads inside of it.
 * <p>
 * To run for long: {@code -Dtest=MessageGuardFuzzTest -Dbelay.fuzz.seconds=3600}, see {@link FuzzRun}.
 */
class MessageGuardFuzzTest
{
    private static final int ROUNDS = 60_000;
    private static final int MARGIN = 64;

    @Test
    void shouldPassOnlyWhatItsDecoderReadsWithinBounds()
    {
        FuzzRun.of("message guard", ROUNDS, random ->
        {
            final MessageDamage damage = new MessageDamage(random);
            final byte[] message = damage.of(damage.anySample());
            final Defect defect = MessageGuard.check(new UnsafeBuffer(message), 0, message.length);
            try
            {
                assertEquals(defect, among(message, (byte)0), "among zeros");
                assertEquals(defect, among(message, (byte)-1), "among ones");
                if (Defect.NONE == defect)
                {
                    new GeneratedDecoder(message).readAll();
                }
            }
            catch (final AssertionError | RuntimeException ex)
            {
                throw new AssertionError(HexFormat.of().formatHex(message), ex);
            }

            return Defect.NONE != defect;
        });
    }

    /** What is said of a message in the middle of a stream, whose buffer goes on behind it. */
    private static Defect among(final byte[] message, final byte filler)
    {
        final byte[] stream = new byte[message.length + 2 * MARGIN];
        Arrays.fill(stream, filler);
        System.arraycopy(message, 0, stream, MARGIN, message.length);
        final byte[] before = stream.clone();
        final Defect defect = MessageGuard.check(new UnsafeBuffer(stream), MARGIN, message.length);
        assertArrayEquals(before, stream);

        return defect;
    }
}
