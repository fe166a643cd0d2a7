package io.belay.client;

import static io.belay.client.BelayException.Code.CLOSED;
import static io.belay.client.BelayException.Code.DRIVER_LOST;
import static io.belay.client.BelayException.Code.NODE_LOST;
import static io.belay.client.BelayException.Code.NOT_OWNER;
import static io.belay.client.BelayException.Code.TIMEOUT;
import static io.belay.client.BelayException.Code.UNKNOWN_MARKET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.belay.sbe.client.MessageHeaderEncoder;
import io.belay.sbe.client.OutcomeEncoder;
import io.belay.wire.MarketId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BelayClientTest
{
    private static final int OUTCOME_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + OutcomeEncoder.BLOCK_LENGTH;
    private static final long BTC = MarketId.of("BTC-USD");

    private final SessionRig rig = new SessionRig();
    private final FakeNode node = rig.node;

    @Test
    void shouldFailToConnectWhenTheNodeRefuses()
    {
        node.sessionCodes.add(11);

        final BelayException ex = failure(BelayException.Code.REFUSED, rig::connect);

        assertTrue(ex.getMessage().contains("SESSIONS_EXHAUSTED"), ex.getMessage());
    }

    @Test
    void shouldFailToConnectWhenTheNodeRefusesForAReasonOfTheFuture()
    {
        node.sessionCodes.add(200);

        failure(BelayException.Code.REFUSED, rig::connect);
    }

    @Test
    void shouldFailToConnectWhenTheNodeIsSilent()
    {
        node.isSilent = true;

        failure(TIMEOUT, rig::connect);
    }

    @Test
    void shouldFailToConnectWhenTheGrantedWindowIsEmpty()
    {
        node.windowMax = 0;

        failure(TIMEOUT, rig::connect);
    }

    @Test
    void shouldRefuseAMarketWhenTheNodeDoesNotKnowIt()
    {
        node.marketCodes.add(1);
        rig.connect();

        assertTrue(failure(UNKNOWN_MARKET, rig::market).getMessage().contains("BTC-USD"));
    }

    @Test
    void shouldNameTheOwnerWhenTheNodeIsNotIt()
    {
        node.marketCodes.add(2);
        rig.connect();

        assertTrue(failure(NOT_OWNER, rig::market).getMessage().contains("beta"));
    }

    @Test
    void shouldTimeOutWhenTheNodeDoesNotAnswerAboutAMarket()
    {
        rig.connect();
        node.isSilent = true;

        failure(TIMEOUT, rig::market);
    }

    @Test
    void shouldKeepWhatIsInFlightWhenTheNodeGrantsASecondSession()
    {
        final Market market = rig.connect().market();
        rig.append(market, 10);
        node.answersMarketsWithSessions = true;

        failure(TIMEOUT, () -> rig.client.market("ETH-USD"));
        node.durable(1, market.id());
        rig.client.poll();

        assertEquals(List.of(1L), rig.outcomes.stream().map(Outcome::clientSequence).toList());
    }

    @Test
    void shouldTimeOutWhenTheNodeAnswersAboutAnotherMarket()
    {
        rig.connect();
        node.answeredMarketOffset = 1;

        failure(TIMEOUT, rig::market);
    }

    @Test
    void shouldRefuseAMarketNameWhenItIsMalformed()
    {
        rig.connect();

        assertThrows(IllegalArgumentException.class, () -> rig.client.market("no spaces"));
    }

    @Test
    void shouldNameBothLengthsAndTheKeyWhenAFrameIsTooLong()
    {
        final Market market = rig.connect().market();

        final String message =
            assertThrows(IllegalArgumentException.class, () -> rig.append(market, 4097)).getMessage();

        assertTrue(message.contains("4097"), message);
        assertTrue(message.contains("4096"), message);
        assertTrue(message.contains("belay.frame.length.max"), message);
        assertThrows(IllegalArgumentException.class, () -> rig.append(market, -1));
        assertThrows(IllegalArgumentException.class, () -> market.claim(4097));
        assertEquals(0, rig.client.inFlight());
    }

    @Test
    void shouldRefuseAClaimWhenItMustBeAppendedInstead()
    {
        final Market market = rig.connect().market();

        assertThrows(IllegalArgumentException.class, () -> market.claim(market.claimLengthMax() + 1));
        assertThrows(IllegalStateException.class, market::commit);
        assertThrows(IllegalStateException.class, market::abort);
        assertThrows(IllegalStateException.class, market::buffer);
        assertThrows(IllegalStateException.class, market::offset);
    }

    @Test
    void shouldRefuseAnotherAppendWhenAClaimIsOpen()
    {
        final Market market = rig.connect().market();
        final Market other = rig.client.market("ETH-USD");
        assertEquals(1, market.claim(8));

        assertThrows(IllegalStateException.class, () -> rig.append(market, 8));
        assertThrows(IllegalStateException.class, () -> other.claim(8));
        assertThrows(IllegalStateException.class, other::commit);
        market.abort();
        assertEquals(1, rig.append(other, 8));
    }

    @Test
    void shouldRefuseAWindowThatIsNoPowerOfTwo()
    {
        assertThrows(IllegalArgumentException.class, () -> new BelayClient.Context().window(1000));
        assertThrows(IllegalArgumentException.class, () -> new BelayClient.Context().window(0));
        assertThrows(IllegalArgumentException.class, () -> new BelayClient.Context().outcomeTimeoutNs(0));
    }

    @Test
    void shouldGiveNoSequenceAgainThatAnEarlierProcessHasUsed()
    {
        final Market market = rig.connect().market();
        assertEquals(1, rig.append(market, 8));
        assertEquals(Market.TRY_LATER, market.retry(5, rig.bytes, 0, 8), "something else is in flight");
        rig.node.doWork();
        rig.client.close();

        final Market later = new SessionRig().connect().market();
        assertEquals(5, later.retry(5, rig.bytes, 0, 8));
        assertEquals(6, later.append(rig.bytes, 0, 8));
    }

    @Test
    void shouldAskToTryLaterWhenTheWindowIsFull()
    {
        final Market market = rig.connect().market();
        for (int i = 1; i <= 8; i++)
        {
            assertEquals(i, rig.append(market, 8));
        }

        assertEquals(Market.TRY_LATER, rig.append(market, 8));
        assertEquals(Market.TRY_LATER, market.claim(8));
        assertEquals(8, rig.client.inFlight());

        node.durable(1, BTC);
        assertEquals(1, rig.client.poll());
        assertEquals(9, rig.append(market, 8));
    }

    @Test
    void shouldKeepToTheNodesWindowWhenThatIsSmallerAndOdd()
    {
        node.windowMax = 3;
        final Market market = rig.connect().market();
        for (int round = 0; round < 10; round++)
        {
            for (int i = 1; i <= 3; i++)
            {
                assertEquals(3 * round + i, rig.append(market, 8));
            }
            assertEquals(Market.TRY_LATER, rig.append(market, 8));
            for (int i = 3; i >= 1; i--)
            {
                node.durable(3 * round + i, BTC);
            }
            assertEquals(3, rig.client.poll());
        }
        assertEquals(3, rig.client.windowMax());
    }

    @Test
    void shouldAskToTryLaterWhenTheNodePushesBack()
    {
        rig.context.window(1024);
        final Market market = rig.connect().market();
        int count = 0;
        while (rig.append(market, 1000) > 0)
        {
            count++;
        }
        assertTrue(count < 1024, "sent " + count);
        assertEquals(count, rig.client.inFlight());

        node.doWork();
        assertEquals(count + 1, rig.append(market, 1000));
        node.doWork();
        node.doWork();
        node.doWork();
        for (int i = 0; i <= count; i++)
        {
            assertEquals(i + 1, node.appends.get(i).sequence());
        }
    }

    @Test
    void shouldHandOverWhatTheNodeSaysWhenItIsDurable()
    {
        final Market market = rig.connect().market();
        final long appendTimeNs = rig.nowNs;
        rig.append(market, 8);
        rig.nowNs += 500;
        node.durable(1, BTC);

        assertEquals(1, rig.client.poll());

        final Outcome outcome = rig.outcomes.get(0);
        assertTrue(outcome.isDurable());
        assertFalse(outcome.isRefused() || outcome.isUnknown());
        assertSame(market, outcome.market());
        assertEquals(OutcomeKind.DURABLE, outcome.kind());
        assertEquals(RefusalCode.NONE, outcome.code());
        assertEquals(
            List.of(1L, 1001L, 5L, 12345L, 2L),
            List.of(outcome.clientSequence(), outcome.txid(), outcome.epoch(), outcome.hlc(), (long)outcome.w()));
        assertEquals(
            List.of(appendTimeNs, 11L, 12L, 13L, 14L, 15L, appendTimeNs + 500),
            List.of(
                outcome.appendTimeNs(),
                outcome.ownerTimeNs(),
                outcome.walTimeNs(),
                outcome.journalTimeNs(),
                outcome.standbyTimeNs(),
                outcome.outcomeTimeNs(),
                outcome.receiveTimeNs()));
        assertEquals(0, rig.client.inFlight());
    }

    @Test
    void shouldSendTheBytesWhenTheyAreCopiedClaimedOrTooLongToClaim()
    {
        final Market market = rig.connect().market();
        final byte[] expected = new byte[4096];
        new Random(1).nextBytes(expected);
        rig.bytes.putBytes(100, expected);

        market.append(rig.bytes, 100, 0);
        market.append(rig.bytes, 100, 33);
        market.append(rig.bytes, 100, 4096);
        rig.nowNs += 7;
        assertEquals(4, market.claim(55));
        market.buffer().putBytes(market.offset(), expected, 0, 55);
        market.commit();
        node.doWork();

        final int[] lengths = {0, 33, 4096, 55};
        for (int i = 0; i < lengths.length; i++)
        {
            final FakeNode.Received received = node.appends.get(i);
            assertEquals(HexFormat.of().formatHex(expected, 0, lengths[i]), received.hex());
            assertEquals(i + 1, received.sequence());
            assertEquals(BTC, received.marketId());
            assertEquals(FakeNode.SESSION_ID, received.sessionId());
        }
        assertEquals(rig.nowNs, node.appends.get(3).sendTimeNs());
        assertEquals(4242, node.clientId);
        assertEquals("test", node.clientName);
    }

    @Test
    void shouldHandOverTheReasonWhenTheNodeRefuses()
    {
        final Market market = rig.connect().market();
        rig.append(market, 8);
        rig.append(market, 8);
        rig.append(market, 8);
        node.outcome(FakeNode.REFUSED, 5, 1, BTC);
        node.outcome(FakeNode.REFUSED, 99, 2, BTC);
        node.outcome(99, 0, 3, BTC);

        assertEquals(3, rig.client.poll());

        assertEquals(RefusalCode.NO_QUORUM, rig.outcomes.get(0).code());
        assertTrue(rig.outcomes.get(0).isRefused());
        assertEquals(RefusalCode.UNRECOGNIZED, rig.outcomes.get(1).code());
        assertTrue(rig.outcomes.get(1).isRefused());
        assertTrue(rig.outcomes.get(2).isUnknown());
    }

    @Test
    void shouldKnowEachCodeOfTheLayout()
    {
        for (final io.belay.sbe.client.RefusalCode code : io.belay.sbe.client.RefusalCode.values())
        {
            if (io.belay.sbe.client.RefusalCode.NULL_VAL != code)
            {
                assertEquals(code.name(), RefusalCode.of(code.value()).name());
            }
        }
        for (final io.belay.sbe.client.OutcomeKind kind : io.belay.sbe.client.OutcomeKind.values())
        {
            if (io.belay.sbe.client.OutcomeKind.NULL_VAL != kind)
            {
                assertEquals(kind.name(), OutcomeKind.of(kind.value()).name());
            }
        }
    }

    @Test
    void shouldEndUnknownOnceWhenTheOutcomeComesTooLate()
    {
        final Market market = rig.connect().market();
        rig.append(market, 8);
        rig.nowNs += rig.context.outcomeTimeoutNs - 1;
        assertEquals(0, rig.client.poll());
        rig.append(market, 8);
        rig.nowNs += 1;

        assertEquals(1, rig.client.poll());
        assertTrue(rig.outcomes.get(0).isUnknown());
        assertEquals(1, rig.outcomes.get(0).clientSequence());

        node.durable(1, BTC);
        node.durable(2, BTC);
        node.durable(2, BTC);
        assertEquals(1, rig.client.poll());
        assertEquals(2, rig.outcomes.size());
        assertEquals(2, rig.client.lateOutcomes());
        assertEquals(0, rig.client.invalidMessages());
    }

    @Test
    void shouldNotDeclareUnknownWhatHasArrivedWhenTheProcessWasPaused()
    {
        rig.context.window(2048);
        node.windowMax = 2048;
        final Market market = rig.connect().market();
        for (int i = 1; i <= 1500; i++)
        {
            assertEquals(i, rig.append(market, 8));
            node.doWork();
            assertTrue(node.durable(i, BTC));
        }
        rig.nowNs += 10 * rig.context.outcomeTimeoutNs;

        assertEquals(1500, rig.client.poll());
        assertTrue(rig.outcomes.stream().allMatch(Outcome::isDurable));
    }

    @Test
    void shouldCountAndPassOverWhatMakesNoSense()
    {
        final Market market = rig.connect().market();
        rig.append(market, 8);

        for (int length = 0; length < OUTCOME_LENGTH; length++)
        {
            node.encodeOutcome(FakeNode.DURABLE, 0, 1, BTC);
            node.send(length);
        }
        node.durable(2, BTC);
        node.durable(0, BTC);
        node.durable(-1, BTC);
        node.durable(1, BTC + 1);
        node.encodeOutcome(FakeNode.DURABLE, 0, 1, BTC);
        node.message.putShort(2, (short)0xA0FF);
        node.send(OUTCOME_LENGTH);
        node.encodeOutcome(FakeNode.DURABLE, 0, 1, BTC);
        node.message.putShort(4, (short)99);
        node.send(OUTCOME_LENGTH);
        node.encodeOutcome(FakeNode.DURABLE, 0, 1, BTC);
        node.message.putShort(0, (short)3);
        node.send(OUTCOME_LENGTH);

        assertEquals(0, rig.client.poll());
        assertEquals(OUTCOME_LENGTH + 7, rig.client.invalidMessages());
        assertEquals(1, rig.client.inFlight());
        node.durable(1, BTC);
        assertEquals(1, rig.client.poll());
    }

    @Test
    void shouldSurviveAnyBytes()
    {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final Market market = rig.connect().market();
        int handed = 0;
        for (int i = 0; i < 20_000; i++)
        {
            if (i % 1000 == 0)
            {
                rig.nowNs += rig.context.outcomeTimeoutNs;
            }
            rig.append(market, 8);
            node.doWork();
            node.encodeOutcome(random.nextInt(3), random.nextInt(12), 1 + random.nextInt(i + 2), BTC);
            for (int flips = random.nextInt(4); flips > 0; flips--)
            {
                final int at = random.nextInt(OUTCOME_LENGTH);
                node.message.putByte(at, (byte)(node.message.getByte(at) ^ (1 << random.nextInt(8))));
            }
            if (0xA057 == (node.message.getShort(2) & 0xFFFF))
            {
                continue; // Would truly end the session.
            }
            node.send(random.nextInt(8) == 0 ? random.nextInt(OUTCOME_LENGTH) : OUTCOME_LENGTH);
            handed += rig.client.poll();
            assertTrue(rig.client.isUsable(), () -> "seed " + seed);
        }
        rig.nowNs += rig.context.outcomeTimeoutNs;
        handed += rig.client.poll();

        assertEquals(handed, rig.outcomes.size());
        assertEquals(
            handed, rig.outcomes.stream().map(Outcome::clientSequence).distinct().count(), () -> "seed " + seed);
        assertEquals(node.appends.size(), handed, () -> "seed " + seed);
    }

    @Test
    void shouldHandOverTheRestWhenAHandlerThrew()
    {
        final List<Long> seen = new ArrayList<>();
        rig.context.outcomeHandler((outcome) ->
        {
            seen.add(outcome.clientSequence());
            if (2 == outcome.clientSequence() || 3 == outcome.clientSequence())
            {
                throw new IllegalStateException("handler");
            }
        });
        final Market market = rig.connect().market();
        for (int i = 1; i <= 4; i++)
        {
            rig.append(market, 8);
        }
        node.durable(1, BTC);
        node.durable(2, BTC);
        node.durable(4, BTC);

        assertThrows(IllegalStateException.class, rig.client::poll);
        assertEquals(List.of(1L, 2L), seen);
        assertEquals(1, rig.client.poll());
        rig.nowNs += rig.context.outcomeTimeoutNs;
        assertThrows(IllegalStateException.class, rig.client::poll);
        assertEquals(0, rig.client.poll());
        assertEquals(List.of(1L, 2L, 4L, 3L), seen);
    }

    @Test
    void shouldAppendFromTheHandlerButNotPollOrBlock()
    {
        final List<Class<?>> refused = new ArrayList<>();
        rig.context.window(1).outcomeHandler((outcome) ->
        {
            rig.outcomes.add(outcome.copy());
            final Market market = outcome.market();
            for (final Executable call : List.<Executable>of(
                rig.client::poll, rig.client::close, rig::market, () -> market.appendAndAwait(rig.bytes, 0, 8)))
            {
                refused.add(assertThrows(IllegalStateException.class, call).getClass());
            }
            assertEquals(outcome.clientSequence() + 1, rig.append(market, 8));
        });
        rig.append(rig.connect().market(), 8);
        node.durable(1, BTC);
        assertEquals(1, rig.client.poll());
        node.durable(2, BTC);
        assertEquals(1, rig.client.poll());

        assertEquals(8, refused.size());
        assertEquals(1, rig.client.inFlight());
    }

    @Test
    void shouldEndAllUnknownAtOnceWhenTheNodeIsLost()
    {
        final Market market = rig.connect().market();
        rig.append(market, 8);
        rig.append(market, 8);
        rig.append(market, 8);
        node.durable(2, BTC);
        node.durable(3, BTC);
        rig.streams.die(node.responses, 1);

        assertEquals(3, rig.client.poll());

        assertEquals(
            List.of("DURABLE 2", "UNKNOWN 1", "UNKNOWN 3"),
            rig.outcomes.stream().map((outcome) -> outcome.kind() + " " + outcome.clientSequence()).toList());
        failure(NODE_LOST, () -> rig.append(market, 8));
        failure(NODE_LOST, () -> market.claim(8));
        failure(NODE_LOST, () -> market.appendAndAwait(rig.bytes, 0, 8));
        failure(NODE_LOST, rig::market);
        assertEquals(0, rig.client.poll());
        assertFalse(rig.client.isUsable());
    }

    @Test
    void shouldEndAllUnknownWhenTheDriverIsLost()
    {
        final Market market = rig.connect().market();
        rig.append(market, 8);
        rig.isDriverAlive = false;

        assertEquals(1, rig.client.poll());
        assertTrue(rig.outcomes.get(0).isUnknown());
        failure(DRIVER_LOST, () -> rig.append(market, 8));
    }

    @Test
    void shouldNameTheDriverWhenItsLossIsNoticedAfterThatOfTheNode()
    {
        final Market market = rig.connect().market();
        rig.streams.die(node.responses, 1);
        rig.client.poll();
        failure(NODE_LOST, () -> rig.append(market, 8));

        rig.isDriverAlive = false;
        rig.client.poll();
        failure(DRIVER_LOST, () -> rig.append(market, 8));
    }

    @Test
    void shouldEndAllUnknownWhenTheRequestStreamIsClosedUnderTheClient()
    {
        final Market market = rig.connect().market();
        rig.append(market, 8);
        market.claim(8);
        rig.requests.close();

        failure(NODE_LOST, market::commit);
        failure(NODE_LOST, () -> rig.append(market, 8));
        assertEquals(1, rig.client.poll());
        assertTrue(rig.outcomes.get(0).isUnknown());
    }

    @Test
    void shouldEndAllUnknownWhenTheNodeEndsTheSession()
    {
        final Market market = rig.connect().market();
        rig.append(market, 8);
        node.endSession(10);

        assertEquals(1, rig.client.poll());
        assertTrue(failure(NODE_LOST, () -> rig.append(market, 8)).getMessage().contains("CLOSING"));
    }

    @Test
    void shouldEndAllUnknownWhenTheClientCloses()
    {
        final List<Throwable> errors = new ArrayList<>();
        rig.context.errorHandler(errors::add).outcomeHandler((outcome) ->
        {
            rig.outcomes.add(outcome.copy());
            throw new IllegalStateException("handler");
        });
        final Market market = rig.connect().market();
        rig.append(market, 8);
        rig.append(market, 8);
        rig.append(market, 8);
        node.durable(1, BTC);
        market.claim(8);

        rig.client.close();
        rig.client.close();
        node.doWork();

        assertEquals(
            List.of("DURABLE 1", "UNKNOWN 2", "UNKNOWN 3"),
            rig.outcomes.stream().map((outcome) -> outcome.kind() + " " + outcome.clientSequence()).toList());
        assertEquals(3, errors.size());
        assertTrue(node.clientHasLeft);
        assertEquals(3, node.appends.size());
        assertEquals(0, rig.client.poll());
        failure(CLOSED, () -> rig.append(market, 8));
        failure(CLOSED, rig::market);
    }

    @Test
    void shouldGiveTheSameMarketWhenAskedAgain()
    {
        rig.connect();

        assertSame(rig.market(), rig.market());
        assertEquals(List.of("BTC-USD", "BTC-USD"), node.openedMarkets);
    }

    @Test
    void shouldAwaitItsOwnOutcomeAndHandOverTheOthers()
    {
        final Market market = rig.connect().market();
        rig.append(market, 8);
        node.doWork();
        rig.onIdle = () ->
        {
            if (2 == node.appends.size())
            {
                node.durable(1, BTC);
                node.durable(2, BTC);
            }
        };

        final Outcome outcome = market.appendAndAwait(rig.bytes, 0, 8);

        assertEquals(2, outcome.clientSequence());
        assertTrue(outcome.isDurable());
        assertEquals(List.of(1L), rig.outcomes.stream().map(Outcome::clientSequence).toList());
        rig.onIdle = () -> {};
        node.durable(1, BTC);
        rig.client.poll();
        assertEquals(2, outcome.clientSequence());
    }

    @Test
    void shouldTryAgainWhileThereIsNoQuorum()
    {
        final Market market = rig.connect().market();
        rig.onIdle = () ->
        {
            final int count = node.appends.size();
            if (count > 0 && count <= 3)
            {
                node.outcome(FakeNode.REFUSED, 5, count, BTC);
            }
            else if (count > 3)
            {
                node.durable(count, BTC);
            }
        };

        final Outcome outcome = market.appendAndAwait(rig.bytes, 0, 8);

        assertTrue(outcome.isDurable());
        assertEquals(4, outcome.clientSequence());
    }

    @Test
    void shouldAnswerTheRefusalWhenThereIsNoQuorumForTooLongOrAnotherReason()
    {
        final Market market = rig.connect().market();
        final int[] code = {5};
        rig.onIdle = () -> node.outcome(FakeNode.REFUSED, code[0], node.appends.size(), BTC);

        final long startNs = rig.nowNs;
        assertEquals(RefusalCode.NO_QUORUM, market.appendAndAwait(rig.bytes, 0, 8).code());
        assertTrue(rig.nowNs - startNs >= rig.context.outcomeTimeoutNs);
        assertTrue(rig.nowNs - startNs < rig.context.outcomeTimeoutNs + 100 * SessionRig.MILLISECOND_NS);

        // What is refused for good is not tried again, and nothing is waited for.
        for (final int refusal : new int[]{1, 2, 3, 6, 7, 8, 9, 10, 11, 99})
        {
            code[0] = refusal;
            rig.parkedNs.clear();
            final int before = node.appends.size();
            assertEquals(RefusalCode.of(refusal), market.appendAndAwait(rig.bytes, 0, 8).code());
            assertEquals(before + 1, node.appends.size());
            assertEquals(List.of(), rig.parkedNs);
        }
    }

    @Test
    void shouldParkLongerAndLongerBetweenTriesAndNotSpin()
    {
        final Market market = rig.connect().market();
        rig.onIdle = () -> node.outcome(FakeNode.REFUSED, 5, node.appends.size(), BTC);

        market.appendAndAwait(rig.bytes, 0, 8);

        // Ten pauses of 100 us to 50 ms, and then one every 50 ms for the rest of two seconds.
        final int count = node.appends.size();
        assertTrue(count >= 40 && count <= 60, "tried " + count + " times");
        assertEquals(100_000, rig.parkedNs.get(0));
        assertEquals(200_000, rig.parkedNs.get(1));
        assertTrue(rig.parkedNs.stream().allMatch((ns) -> ns > 0 && ns <= SessionRig.MILLISECOND_NS));
    }

    @Test
    void shouldHandOverOtherOutcomesWhileItWaitsForTheNextTry()
    {
        rig.context.window(64);
        final Market market = rig.connect().market();
        rig.append(market, 8);
        final long[] firstHandedOverNs = {0};
        final long[] firstAnsweredNs = {0};
        rig.onIdle = () ->
        {
            if (!rig.outcomes.isEmpty() && 0 == firstHandedOverNs[0])
            {
                firstHandedOverNs[0] = rig.nowNs;
            }

            if (node.appends.size() < 12)
            {
                node.outcome(FakeNode.REFUSED, 5, node.appends.size(), BTC);
            }
            else if (0 == firstAnsweredNs[0])
            {
                // By now a try is made every 50 ms.
                firstAnsweredNs[0] = rig.nowNs;
                node.outcome(FakeNode.REFUSED, 5, 12, BTC);
                node.durable(1, BTC);
            }
        };

        market.appendAndAwait(rig.bytes, 0, 8);

        assertEquals(List.of(1L), rig.outcomes.stream().map(Outcome::clientSequence).toList());
        assertTrue(firstHandedOverNs[0] - firstAnsweredNs[0] <= 2 * SessionRig.MILLISECOND_NS,
            () -> "handed over after " + (firstHandedOverNs[0] - firstAnsweredNs[0]) + " ns");
    }

    @Test
    void shouldAnswerUnknownWhenNoOutcomeComes()
    {
        final Market market = rig.connect().market();

        assertTrue(market.appendAndAwait(rig.bytes, 0, 8).isUnknown());
        assertEquals(1, node.appends.size());
    }

    @Test
    void shouldAnswerWindowFullWhenNothingCouldBeSent()
    {
        rig.context.window(1024);
        final Market market = rig.connect().market();
        rig.isNodeAsleep = true;
        int count = 0;
        while (rig.append(market, 1000) > 0)
        {
            count++;
        }
        assertTrue(count < 1024, "sent " + count);

        final Outcome outcome = market.appendAndAwait(rig.bytes, 0, 1000);

        assertTrue(outcome.isRefused());
        assertEquals(RefusalCode.WINDOW_FULL, outcome.code());
        assertEquals(0, outcome.clientSequence());
        assertEquals(count, rig.client.poll());
    }

    private static BelayException failure(final BelayException.Code code, final Executable call)
    {
        final BelayException ex = assertThrows(BelayException.class, call);
        assertEquals(code, ex.code(), ex.getMessage());

        return ex;
    }
}
