package io.belay.bench.parts;

import java.util.concurrent.TimeUnit;

import io.belay.sbe.client.AppendDecoder;
import io.belay.sbe.client.AppendEncoder;
import io.belay.sbe.client.BooleanType;
import io.belay.sbe.client.MessageHeaderDecoder;
import io.belay.sbe.client.MessageHeaderEncoder;
import io.belay.sbe.client.OutcomeDecoder;
import io.belay.sbe.client.OutcomeEncoder;
import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.RefusalCode;
import io.belay.wire.Crc32c;
import io.belay.wire.Defect;
import io.belay.wire.Entry;
import io.belay.wire.MarketId;
import io.belay.wire.MessageGuard;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writes and reads the three messages that each append costs, with the checks that a receiver makes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark
{
    private static final long MARKET_ID = MarketId.of("BTC-USD");
    private static final int APPEND_BYTES_OFFSET =
        MessageHeaderEncoder.ENCODED_LENGTH + AppendEncoder.BLOCK_LENGTH + AppendEncoder.bytesHeaderLength();
    private static final int OUTCOME_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + OutcomeEncoder.BLOCK_LENGTH;
    private static final int ROOM = 4096;

    /** Bytes of an event. */
    @Param({"64", "256", "1024"})
    public int bytes;

    private final UnsafeBuffer event = new UnsafeBuffer(new byte[ROOM]);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[ROOM]);
    private final UnsafeBuffer append = new UnsafeBuffer(new byte[ROOM]);
    private final UnsafeBuffer outcome = new UnsafeBuffer(new byte[ROOM]);
    private final Frames frames = new Frames();
    private final Crc32c crc = new Crc32c();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final AppendEncoder appendEncoder = new AppendEncoder();
    private final AppendDecoder appendDecoder = new AppendDecoder();
    private final OutcomeEncoder outcomeEncoder = new OutcomeEncoder();
    private final OutcomeDecoder outcomeDecoder = new OutcomeDecoder();
    private long number;

    /** Each message is there before one is read. */
    @Setup
    public void encodeAll()
    {
        for (int i = 0; i < bytes; i++)
        {
            event.putByte(i, (byte)(i * 31));
        }

        encodeFrame();
        encodeAppend();
        encodeOutcome();
    }

    /**
     * The owner's 0xA020, checksum included.
     *
     * @return its length.
     */
    @Benchmark
    public int encodeFrame()
    {
        return frames.encode(frame, MARKET_ID, ++number, event, bytes);
    }

    /**
     * A replica's checks of one, and the fields that it looks at.
     *
     * @return what cannot be left out.
     */
    @Benchmark
    public long decodeFrame()
    {
        final int length = Entry.FRAME_BYTES_OFFSET + bytes;
        if (Defect.NONE != Entry.check(frame, 0, length) || !crc.matches(frame, 0, length))
        {
            throw new IllegalStateException("the frame is damaged");
        }

        return Entry.marketId(frame, 0) + Entry.epoch(frame, 0) + Entry.position(frame, 0) + Entry.txid(frame, 0);
    }

    /**
     * What a client writes.
     *
     * @return its length.
     */
    @Benchmark
    public int encodeAppend()
    {
        appendEncoder.wrapAndApplyHeader(append, 0, header)
            .clientSession(9)
            .marketId(MARKET_ID)
            .clientSequence(++number)
            .sendTimeNs(number)
            .putBytes(event, 0, bytes);

        return appendEncoder.limit();
    }

    /**
     * What an owner reads of it; the event is not copied here.
     *
     * @return what cannot be left out.
     */
    @Benchmark
    public long decodeAppend()
    {
        if (Defect.NONE != MessageGuard.check(append, 0, APPEND_BYTES_OFFSET + bytes))
        {
            throw new IllegalStateException("the append is damaged");
        }

        appendDecoder.wrapAndApplyHeader(append, 0, headerDecoder);

        return appendDecoder.clientSession() + appendDecoder.marketId() + appendDecoder.clientSequence();
    }

    /**
     * What an owner answers; the event's length has no part in it.
     *
     * @return its length.
     */
    @Benchmark
    public int encodeOutcome()
    {
        outcomeEncoder.wrapAndApplyHeader(outcome, 0, header)
            .kind(OutcomeKind.DURABLE)
            .code(RefusalCode.NONE)
            .w((short)2)
            .marketId(MARKET_ID)
            .clientSequence(++number)
            .epoch(257)
            .txid(number)
            .hlc(number << 16)
            .ownerTimeNs(number)
            .walTimeNs(number)
            .journalTimeNs(number)
            .standbyTimeNs(number)
            .outcomeTimeNs(number)
            .repeated(BooleanType.F);

        return OUTCOME_LENGTH;
    }

    /**
     * What a client reads of it.
     *
     * @return what cannot be left out.
     */
    @Benchmark
    public long decodeOutcome()
    {
        outcomeDecoder.wrapAndApplyHeader(outcome, 0, headerDecoder);
        if (OutcomeKind.DURABLE != outcomeDecoder.kind())
        {
            throw new IllegalStateException("the outcome is damaged");
        }

        return outcomeDecoder.marketId() + outcomeDecoder.clientSequence() + outcomeDecoder.txid() +
            outcomeDecoder.hlc();
    }
}
