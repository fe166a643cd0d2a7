package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.belay.wire.MarketId;
import io.belay.wire.MarketNames;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class EntryPrinterTest
{
    private static final String MARKET = "BTC-USD";

    private final MarketNames names = new MarketNames();
    private final WalEntries entries = new WalEntries(MARKET);

    @Test
    void shouldShowBytesWhenAMessageIsShorterThanItsLayoutSays()
    {
        final UnsafeBuffer mark = NextSchema.sessionMark(MARKET, 9, 5);
        final String line = print(Format.TEXT, Payload.TEXT, NextSchema.ir(), mark, mark.capacity() - 1);

        assertEquals("4 2026-11-21T09:30:00.000Z " + hexId() + " SessionMark undecodable=\"the message ends at " +
            "byte 177, before its blob does\" template=0xa02a schemaId=1 version=3 messageLength=177 messageAs=hex " +
            "message=\"", line.substring(0, line.indexOf("message=\"") + 9));
    }

    @Test
    void shouldShowBytesWhenTheLayoutIsUnknown()
    {
        final UnsafeBuffer pulse = NextSchema.pulse(-3);

        assertEquals("4 - - unknown template=0xa02b schemaId=1 version=3 messageLength=10 messageAs=hex " +
            "message=\"02002ba001000300fdff\"",
            print(Format.TEXT, Payload.TEXT, SchemaIr.ofThisBuild(), pulse, pulse.capacity()));
        assertEquals("4 - - unknown messageLength=3 messageAs=hex message=\"02002b\"",
            print(Format.TEXT, Payload.TEXT, SchemaIr.ofThisBuild(), pulse, 3));
    }

    @Test
    void shouldPrintAFrameForPeople()
    {
        names.add(MARKET);
        entries.epochStart(1).frame("BUY \"5\"\n");

        assertEquals("4 2026-11-21T09:30:00.000Z BTC-USD frame epoch=1.1 position=2 txid=1 committedTxid=0 " +
            "clientId=0000000000000007 clientSequence=1 bytesLength=8 bytesAs=text bytes=\"BUY \\\"5\\\"\\n\"",
            print(Format.TEXT, Payload.TEXT));
    }

    @Test
    void shouldPrintAFrameAsJson()
    {
        entries.epochStart(1).frame(new byte[] {(byte)0xFF, 0, 1});
        final String crc = Integer.toUnsignedString(entries.buffer().getInt(72));
        final String expected = "{\"sequence\":4,\"time\":\"2026-11-21T09:30:00.000Z\",\"market\":null," +
            "\"kind\":\"frame\",\"marketId\":\"" + hexId() + "\",\"epoch\":65537,\"position\":2,\"txid\":1," +
            "\"committedTxid\":0,\"hlc\":" + entries.hlc() + ",\"clientId\":\"0000000000000007\"," +
            "\"clientSequence\":1,\"crc32c\":" + crc + ",\"bytesLength\":3";

        assertEquals(expected + ",\"bytesAs\":\"hex\",\"bytes\":\"ff0001\"}", print(Format.JSON, Payload.TEXT));
        assertEquals(expected + ",\"bytesAs\":\"base64\",\"bytes\":\"/wAB\"}", print(Format.JSON, Payload.BASE64));
        assertEquals(expected + "}", print(Format.JSON, Payload.NONE));
    }

    @Test
    void shouldShowTextInHexadecimalWhenAsked()
    {
        entries.epochStart(1).frame("Ab");
        final String line = print(Format.TEXT, Payload.HEX);

        assertEquals("bytesLength=2 bytesAs=hex bytes=\"4162\"", line.substring(line.indexOf("bytesLength")));
    }

    @Test
    void shouldPrintControlEntries()
    {
        names.add(MARKET);
        entries.epochStart(3);
        assertEquals("4 2026-11-21T09:30:00.000Z BTC-USD epoch-start epoch=1.3 position=1 txid=1 committedTxid=0 " +
            "ownerJournalId=1111222233334444 standbyJournalId=5555666677778888 previousEpoch=0.0 ceiling=" +
            (Long.MAX_VALUE >>> 16) + " ownerNodeId=3 standbyNodeId=2 w=2 alone=STANDBY lossAccepted=F vouched=F " +
            "chain=[{epoch=1.3 position=1 firstTxid=1 established=F}]", print(Format.TEXT, Payload.TEXT));

        entries.epochEstablished();
        assertEquals("4 2026-11-21T09:30:00.000Z BTC-USD epoch-established epoch=1.3 position=2 txid=0 " +
            "committedTxid=0 ownerJournalId=1111222233334444 standbyJournalId=5555666677778888",
            print(Format.TEXT, Payload.TEXT));

        entries.ceilingLease(1_795_253_403_000L);
        assertEquals("4 2026-11-21T09:30:00.000Z BTC-USD ceiling epoch=1.3 position=3 txid=0 committedTxid=0 " +
            "ceiling=1795253403000", print(Format.TEXT, Payload.TEXT));

        entries.clientSession(0xABCDL, 4);
        assertEquals("4 2026-11-21T09:30:00.000Z BTC-USD client-session epoch=1.3 position=4 txid=0 " +
            "committedTxid=0 clientId=000000000000abcd incarnation=4", print(Format.TEXT, Payload.TEXT));

        entries.snapshotMark(1 << 20);
        assertEquals("4 2026-11-21T09:30:00.000Z BTC-USD snapshot epoch=1.3 position=5 txid=0 committedTxid=0 " +
            "snapshotTxid=0 bytesLength=1048576 snapshotPosition=4 snapshotEpoch=1.3 sha256=" + "ab".repeat(32),
            print(Format.TEXT, Payload.TEXT));

        entries.supersede(5, 0, 0);
        assertEquals("4 2026-11-21T09:30:00.000Z BTC-USD superseded epoch=1.3 position=1 txid=1 committedTxid=0 " +
            "lastPosition=5 lastTxid=0", print(Format.TEXT, Payload.TEXT));
    }

    @Test
    void shouldPrintFieldsThatALaterVersionAdded()
    {
        names.add(MARKET);
        final UnsafeBuffer frame = NextSchema.frame(MARKET, 9, 5, "BUY");

        assertEquals("4 2026-11-21T09:30:00.000Z BTC-USD frame version=3 epoch=1.1 position=9 txid=5 " +
            "committedTxid=4 clientId=0000000000000007 clientSequence=5 traceId=000000000000abcd bytesLength=3 " +
            "bytesAs=text bytes=\"BUY\" noteLength=6 noteAs=text note=\"a note\"",
            print(Format.TEXT, Payload.TEXT, NextSchema.ir(), frame, frame.capacity()));
    }

    @Test
    void shouldNotPrintFieldsThatTheMessageIsTooOldToHave()
    {
        entries.epochStart(1).frame("BUY");
        final String line = print(Format.TEXT, Payload.TEXT, NextSchema.ir(), entries.buffer(), entries.length());

        assertEquals("clientSequence=1 bytesLength=3 bytesAs=text bytes=\"BUY\"",
            line.substring(line.indexOf("clientSequence")));
    }

    @Test
    void shouldSayHowMuchOfALaterMessageThisLayoutDoesNotCover()
    {
        final UnsafeBuffer frame = NextSchema.frame(MARKET, 9, 5, "BUY");
        final String line = print(Format.TEXT, Payload.TEXT, SchemaIr.ofThisBuild(), frame, frame.capacity());

        assertEquals("bytesLength=3 bytesAs=text bytes=\"BUY\" undecodedLength=10",
            line.substring(line.indexOf("bytesLength")));
    }

    @Test
    void shouldPrintEveryKindOfFieldOfAnEntryThatIsNew()
    {
        final UnsafeBuffer mark = NextSchema.sessionMark(MARKET, 9, 5);
        final String line = print(Format.JSON, Payload.HEX, NextSchema.ir(), mark, mark.capacity());

        assertEquals("\"side\":\"SELL\",\"flags\":[\"hidden\",\"iceberg\"],\"venue\":\"XNAS\"," +
            "\"levels\":[1,-2,3],\"quota\":null,\"price\":{\"mantissa\":12345,\"exponent\":-8},\"rate\":0.25," +
            "\"legs\":[{\"legId\":\"00000000000000a1\",\"fills\":[{\"quantity\":10},{\"quantity\":20}]," +
            "\"memoLength\":5,\"memoAs\":\"text\",\"memo\":\"first\"},{\"legId\":\"00000000000000a2\"," +
            "\"fills\":[],\"memoLength\":6,\"memoAs\":\"text\",\"memo\":\"second\"}]," +
            "\"blobLength\":2,\"blobAs\":\"hex\",\"blob\":\"0102\"}", line.substring(line.indexOf("\"side\"")));
    }

    @Test
    void shouldPrintAnEntryWithoutThePrefix()
    {
        final UnsafeBuffer pulse = NextSchema.pulse(-3);

        assertEquals("{\"sequence\":4,\"time\":null,\"market\":null,\"kind\":\"Pulse\",\"version\":3,\"beat\":-3}",
            print(Format.JSON, Payload.HEX, NextSchema.ir(), pulse, pulse.capacity()));
    }

    @Test
    void shouldMarkADeadEntry()
    {
        entries.epochStart(1).frame("BUY");
        final EntryView view = new EntryView()
            .wrap(SchemaIr.ofThisBuild(), 4, entries.buffer(), 0, entries.length());
        final String line = new EntryPrinter(Format.JSON, names, Payload.TEXT).print(view, true);

        assertEquals("\"kind\":\"frame\",\"dead\":true,\"marketId\"",
            line.substring(line.indexOf("\"kind\""), line.indexOf(":\"" + hexId())));
    }

    private String hexId()
    {
        return MarketId.toHex(entries.marketId());
    }

    private String print(final Format format, final Payload payload)
    {
        return print(format, payload, SchemaIr.ofThisBuild(), entries.buffer(), entries.length());
    }

    private String print(
        final Format format,
        final Payload payload,
        final SchemaIr ir,
        final DirectBuffer buffer,
        final int length)
    {
        final EntryView view = new EntryView().wrap(ir, 4, buffer, 0, length);

        return new EntryPrinter(format, names, payload).print(view, false);
    }
}
