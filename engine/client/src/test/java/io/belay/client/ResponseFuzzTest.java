package io.belay.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.belay.sbe.client.CommandAnswerDecoder;
import io.belay.sbe.client.MessageHeaderDecoder;
import io.belay.sbe.client.OutcomeDecoder;
import io.belay.wire.FuzzRun;
import io.belay.wire.MessageDamage;
import io.belay.wire.SampleMessages;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * A node that says anything. The client throws nothing, reads nothing outside of a message, and hands over one outcome
 * for each append, durable only when the node has said so of that append.
 * <p>
 * To run for long: {@code -Dtest=ResponseFuzzTest -Dbelay.fuzz.seconds=3600}, see {@link FuzzRun}.
 */
class ResponseFuzzTest
{
    private static final int MESSAGE_ROUNDS = 40_000;
    private static final int SESSION_ROUNDS = 500;
    private static final int APPENDS = 6;
    private static final int MESSAGES = 40;
    private static final int MARGIN = 64;
    private static final String[] SAMPLES = {
        "client/SessionOpened", "client/MarketOpened", "client/Outcome", "client/SessionClosed"};

    @Test
    void shouldReadNothingOutsideOfAMessageWhateverItHolds()
    {
        FuzzRun.of("client messages", MESSAGE_ROUNDS, random ->
        {
            final MessageDamage damage = new MessageDamage(random);
            final byte[] message = damage.of(
                0 == random.nextInt(8) ? damage.anySample() : SampleMessages.of(SAMPLES[random.nextInt(4)]));
            try
            {
                final String alone = told(new UnsafeBuffer(message), 0, message.length);
                assertEquals(alone, toldAmong(message, (byte)0));
                assertEquals(alone, toldAmong(message, (byte)-1));

                return "invalid".equals(alone);
            }
            catch (final AssertionError | RuntimeException ex)
            {
                throw new AssertionError(HexFormat.of().formatHex(message), ex);
            }
        });
    }

    private static String toldAmong(final byte[] message, final byte filler)
    {
        final byte[] stream = new byte[message.length + 2 * MARGIN];
        Arrays.fill(stream, filler);
        System.arraycopy(message, 0, stream, MARGIN, message.length);

        return told(new UnsafeBuffer(stream), MARGIN, message.length);
    }

    /** What a listener hears of a message, or that it was counted as invalid. */
    private static String told(final UnsafeBuffer buffer, final int offset, final int length)
    {
        final List<String> heard = new ArrayList<>();
        final ResponseAdapter adapter = new ResponseAdapter(new Hearing(heard));
        assertTrue(adapter.onMessage(buffer, offset, length, 1), "it would come again for ever");
        assertEquals(1, heard.size() + adapter.invalidCount());

        return heard.isEmpty() ? "invalid" : heard.get(0);
    }

    @Test
    void shouldHandOverOneOutcomeForEachAppendWhateverTheNodeSays()
    {
        FuzzRun.of("client sessions", SESSION_ROUNDS, random ->
        {
            final SessionRig rig = new SessionRig().connect();
            final Market market = rig.market();
            for (int i = 0; i < APPENDS; i++)
            {
                rig.append(market, 20);
            }

            final Set<Long> saidDurable = new HashSet<>();
            for (int i = 0; i < MESSAGES; i++)
            {
                say(rig, market, random, saidDurable);
                rig.client.poll();
            }

            final long invalid = rig.client.invalidMessages();
            rig.client.close();
            final List<Long> sequences = rig.outcomes.stream().map(Outcome::clientSequence).sorted().toList();
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), sequences);
            for (final Outcome outcome : rig.outcomes)
            {
                assertTrue(!outcome.isDurable() || saidDurable.contains(outcome.clientSequence()), outcome::toString);
            }

            return invalid > 0;
        });
    }

    private static void say(
        final SessionRig rig, final Market market, final Random random, final Set<Long> saidDurable)
    {
        byte[] message = SampleMessages.of(SAMPLES[random.nextInt(3)]);
        if (random.nextBoolean())
        {
            rig.node.encodeOutcome(random.nextInt(3), 0, random.nextInt(APPENDS + 2), market.id());
            message = Arrays.copyOf(
                rig.node.message.byteArray(), MessageHeaderDecoder.ENCODED_LENGTH + OutcomeDecoder.BLOCK_LENGTH);
        }

        final byte[] said = new MessageDamage(random).of(message);
        final UnsafeBuffer buffer = new UnsafeBuffer(said);
        if (said.length >= MessageHeaderDecoder.ENCODED_LENGTH + OutcomeDecoder.BLOCK_LENGTH &&
            OutcomeDecoder.TEMPLATE_ID == new MessageHeaderDecoder().wrap(buffer, 0).templateId())
        {
            final OutcomeDecoder outcome = new OutcomeDecoder().wrap(
                buffer, MessageHeaderDecoder.ENCODED_LENGTH, OutcomeDecoder.BLOCK_LENGTH, 0);
            if (0 == outcome.kindRaw())
            {
                saidDurable.add(outcome.clientSequence());
            }
        }

        assertTrue(rig.node.responses.offer(buffer, 0, said.length));
    }

    /** Writes down what it hears. */
    private record Hearing(List<String> heard) implements ResponseAdapter.Listener
    {
        @Override
        public boolean onSessionOpened(
            final RefusalCode code,
            final long correlationId,
            final long sessionId,
            final long clientId,
            final long frameLengthMax,
            final long windowMax)
        {
            return heard.add("session " + code + ' ' + correlationId + ' ' + sessionId + ' ' + clientId + ' ' +
                frameLengthMax + ' ' + windowMax);
        }

        @Override
        public boolean onMarketOpened(
            final RefusalCode code,
            final long correlationId,
            final long marketId,
            final String ownerName,
            final long lastSequence)
        {
            return heard.add("market " + code + ' ' + correlationId + ' ' + marketId + ' ' + ownerName);
        }

        @Override
        public boolean onOutcome(final OutcomeDecoder decoder)
        {
            return heard.add("outcome " + decoder.kindRaw() + ' ' + decoder.codeRaw() + ' ' + decoder.w() + ' ' +
                decoder.marketId() + ' ' + decoder.clientSequence() + ' ' + decoder.epoch() + ' ' + decoder.txid() +
                ' ' + decoder.hlc() + ' ' + decoder.outcomeTimeNs() + ' ' + decoder.repeatedRaw());
        }

        @Override
        public boolean onCommandAnswer(final CommandAnswerDecoder decoder)
        {
            return heard.add("command " + decoder.code() + ' ' + decoder.correlationId() + ' ' + Change.of(decoder));
        }

        @Override
        public boolean onSessionClosed(final RefusalCode code, final long sessionId)
        {
            return heard.add("closed " + code + ' ' + sessionId);
        }
    }
}
