package io.belay.journal.tools;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import io.belay.wire.Entry;
import io.belay.wire.MarketId;
import io.belay.wire.MarketNames;
import org.agrona.DirectBuffer;

/**
 * Prints one entry to a line: what every entry has first, then its fields as the layouts of its own file name them. Of
 * one thread.
 */
final class EntryPrinter
{
    private final Line line;
    private final boolean isForPeople;
    private final MarketNames names;
    private final MessagePrinter messages;
    private final Payload payload;

    /**
     * @param format  of the line.
     * @param names   of markets.
     * @param payload how to show a frame's bytes.
     */
    EntryPrinter(final Format format, final MarketNames names, final Payload payload)
    {
        this.line = format.newLine();
        this.isForPeople = Format.TEXT == format;
        this.names = names;
        this.payload = payload;
        this.messages = new MessagePrinter(line, payload, hidden(isForPeople));
    }

    /** What stands at the beginning of the line anyway, and what only a machine would compare. */
    private static Set<String> hidden(final boolean isForPeople)
    {
        final Set<String> hidden = new HashSet<>(Set.of("reserved"));
        if (isForPeople)
        {
            hidden.addAll(List.of("marketId", "hlc", "crc32c"));
        }

        return hidden;
    }

    /**
     * Makes the line of an entry.
     *
     * @param entry  to print.
     * @param isDead whether a later entry ended its life.
     * @return the line, without a line break.
     */
    String print(final EntryView entry, final boolean isDead)
    {
        printLead(entry, isDead);
        final List<IrToken> layout = entry.ir().message(entry.templateId());
        if (null == layout)
        {
            printRaw(entry);

            return line.take();
        }

        try
        {
            printFields(entry, layout);
        }
        catch (final IllegalArgumentException ex)
        {
            line.take(); // A message that contradicts its own layout is shown as bytes, not as a guess.
            printLead(entry, isDead);
            line.text("undecodable", ex.getMessage());
            printRaw(entry);
        }

        return line.take();
    }

    private void printFields(final EntryView entry, final List<IrToken> layout)
    {
        final int version = Entry.version(entry.buffer(), entry.offset());
        if (!entry.isKnown() || 0 != version)
        {
            line.number("version", version);
        }

        messages.print(layout, entry.buffer(), entry.offset(), entry.length());
    }

    private void printLead(final EntryView entry, final boolean isDead)
    {
        line.lead("sequence", entry.sequence());
        line.lead("time", entry.hasPrefix() ? HlcText.instant(entry.hlc()) : null);

        String market = entry.hasPrefix() ? names.name(entry.marketId()) : null;
        if (null == market && isForPeople && entry.hasPrefix())
        {
            market = MarketId.toHex(entry.marketId());
        }

        line.lead("market", market);
        line.lead("kind", kind(entry));
        if (isDead)
        {
            line.flag("dead", true);
        }
    }

    private static String kind(final EntryView entry)
    {
        if (entry.isKnown())
        {
            return switch (entry.templateId())
            {
                case Entry.WAL_FRAME -> "frame";
                case Entry.EPOCH_START -> "epoch-start";
                case Entry.EPOCH_ESTABLISHED -> "epoch-established";
                case Entry.SNAPSHOT_MARK -> "snapshot";
                case Entry.CEILING_LEASE -> "ceiling";
                case Entry.CLIENT_SESSION -> "client-session";
                default -> "superseded";
            };
        }

        final List<IrToken> layout = entry.ir().message(entry.templateId());

        return null == layout ? "unknown" : layout.get(0).name();
    }

    private void printRaw(final EntryView entry)
    {
        final DirectBuffer buffer = entry.buffer();
        if (entry.length() >= Entry.HEADER_LENGTH)
        {
            line.word("template", "0x" + HexFormat.of().toHexDigits((short)Entry.templateId(buffer, entry.offset())));
            line.number("schemaId", Entry.schemaId(buffer, entry.offset()));
            line.number("version", Entry.version(buffer, entry.offset()));
        }

        final Payload form = Payload.TEXT == payload ? Payload.HEX : payload;
        form.print(line, "message", buffer, entry.offset(), entry.length());
    }
}
