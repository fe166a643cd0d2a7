package io.belay.replication;

import java.util.Random;

import io.belay.wire.FuzzRun;
import org.junit.jupiter.api.Test;

/**
 * Damaged messages on the streams between a client, an owner and a standby. None throws out of a duty cycle, none is
 * reported by anything but a refusal, and nothing is acknowledged that is not stored.
 * <p>
 * To run for long: {@code -Dtest=WireFuzzTest -Dbelay.fuzz.seconds=3600}, see {@link FuzzRun}.
 */
class WireFuzzTest
{
    private static final int ROUNDS = 150;
    private static final int MESSAGES = 12;

    @Test
    void shouldLoseNothingAndGoOnWhenMessagesAreDamagedRecognizably()
    {
        FuzzRun.of("recognizable damage on the wire", ROUNDS, random ->
        {
            final FuzzedWire wire = new FuzzedWire(random);

            return told(wire, () ->
            {
                disturb(wire, random, wire::injectRecognizable);
                wire.checkGoesOn();
                wire.checkAcknowledged(true);
                wire.checkJournals();
            });
        });
    }

    /** Such a message may be a lie that only a signature could tell; it must still not break anything. */
    @Test
    void shouldRefuseWithWordsWhenMessagesAreDamagedInAnyWay()
    {
        FuzzRun.of("any damage on the wire", ROUNDS, random ->
        {
            final FuzzedWire wire = new FuzzedWire(random);

            return told(wire, () ->
            {
                disturb(wire, random, wire::inject);
                wire.checkJournals();
            });
        });
    }

    private static void disturb(final FuzzedWire wire, final Random random, final Runnable injection)
    {
        for (int i = 0; i < MESSAGES; i++)
        {
            injection.run();
            wire.work(random.nextInt(3));
            wire.step();
            wire.checkErrors();
        }
    }

    private static boolean told(final FuzzedWire wire, final Runnable round)
    {
        try
        {
            round.run();
        }
        catch (final AssertionError | RuntimeException ex)
        {
            throw new AssertionError(ex + " after\n" + wire.injected(), ex);
        }

        return wire.wasNoticed();
    }
}
