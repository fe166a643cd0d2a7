package io.belay.journal.tools;

import java.util.ArrayList;
import java.util.List;

import io.belay.wire.Entry;
import io.belay.wire.MarketId;
import io.belay.wire.MarketNames;

/**
 * Turns a frame into a row. Of one thread.
 */
final class ExportRow
{
    private static final List<String> COLUMNS = List.of(
        "sequence", "time", "hlc", "market", "marketId", "epoch", "position", "txid", "clientId", "clientSequence",
        "payloadLength");
    private static final List<String> PAYLOAD_COLUMNS = List.of("payloadEncoding", "payload");

    private final RowFormat format;
    private final MarketNames names;
    private final Payload payload;
    private final boolean tellsSuperseded;

    /**
     * @param format          of the row.
     * @param names           of markets.
     * @param payload         how the bytes of a frame are written.
     * @param tellsSuperseded whether a column says that a later entry ended the frame.
     */
    ExportRow(
        final RowFormat format, final MarketNames names, final Payload payload, final boolean tellsSuperseded)
    {
        this.tellsSuperseded = tellsSuperseded;
        this.format = format;
        this.names = names;
        this.payload = payload;
    }

    List<String> columns()
    {
        final List<String> columns = new ArrayList<>(COLUMNS);
        if (tellsSuperseded)
        {
            columns.add("superseded");
        }

        if (Payload.NONE != payload)
        {
            columns.addAll(PAYLOAD_COLUMNS);
        }

        return columns;
    }

    String print(final ReplayFrame frame, final boolean isSuperseded)
    {
        format.unsigned("sequence", frame.sequence());
        format.text("time", HlcText.instant(frame.hlc()));
        format.unsigned("hlc", frame.hlc());
        format.text("market", names.name(frame.marketId()));
        format.text("marketId", MarketId.toHex(frame.marketId()));
        format.unsigned("epoch", frame.epoch());
        format.unsigned("position", frame.position());
        format.unsigned("txid", frame.txid());
        format.unsigned("clientId", Entry.firstWord(frame.buffer(), frame.offset()));
        format.unsigned("clientSequence", Entry.secondWord(frame.buffer(), frame.offset()));
        format.unsigned("payloadLength", frame.payloadLength());
        if (tellsSuperseded)
        {
            format.text("superseded", isSuperseded ? "true" : "false");
        }

        if (Payload.NONE != payload)
        {
            final Payload.Shown shown = payload.show(frame.buffer(), frame.payloadOffset(), frame.payloadLength());
            format.text("payloadEncoding", shown.encoding());
            format.text("payload", shown.text());
        }

        return format.take();
    }
}
