package io.belay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.belay.sbe.client.AppendDecoder;
import io.belay.sbe.journal.CycleHeaderDecoder;
import io.belay.sbe.wal.ReplicaStateDecoder;
import io.belay.sbe.wal.SnapshotResponseDecoder;
import io.belay.sbe.wal.WalFrameAckDecoder;
import io.belay.sbe.wal.WalFrameDecoder;
import org.junit.jupiter.api.Test;

class LayoutTest
{
    private static final int TEMPLATE_ID_MAX = 65_534; // 65535 is SBE's "absent", and the generator takes even more.

    private static final Map<String, Integer> OPCODES = Map.ofEntries(
        Map.entry("wal/WalFrame", 0xA020),
        Map.entry("wal/WalFrameAck", 0xA021),
        Map.entry("wal/SnapshotRequest", 0xA022),
        Map.entry("wal/SnapshotResponse", 0xA023),
        Map.entry("wal/EpochStart", 0xA024),
        Map.entry("wal/EpochEstablished", 0xA025),
        Map.entry("wal/Superseded", 0xA026),
        Map.entry("wal/SnapshotMark", 0xA027),
        Map.entry("wal/CeilingLease", 0xA028),
        Map.entry("wal/ClientSession", 0xA029),
        Map.entry("wal/MarketOpen", 0xA030),
        Map.entry("wal/ReplicaState", 0xA031),
        Map.entry("wal/Match", 0xA032),
        Map.entry("wal/Pass", 0xA035),
        Map.entry("wal/TailRequest", 0xA036),
        Map.entry("wal/HandoverAnswer", 0xA037),
        Map.entry("wal/HandoverRequest", 0xA038),
        Map.entry("wal/Heartbeat", 0xA033),
        Map.entry("wal/ReplicaHeartbeat", 0xA034),
        Map.entry("journal/CycleHeader", 0xA040),
        Map.entry("journal/CycleSummary", 0xA041),
        Map.entry("client/OpenSession", 0xA050),
        Map.entry("client/SessionOpened", 0xA051),
        Map.entry("client/OpenMarket", 0xA052),
        Map.entry("client/MarketOpened", 0xA053),
        Map.entry("client/Append", 0xA054),
        Map.entry("client/Outcome", 0xA055),
        Map.entry("client/CloseSession", 0xA056),
        Map.entry("client/SessionClosed", 0xA057),
        Map.entry("client/CommandRequest", 0xA058),
        Map.entry("client/CommandAnswer", 0xA059));

    @Test
    void shouldUseEachOpcodeOnceOverAllSchemas()
    {
        final Map<Integer, String> byTemplateId = new TreeMap<>();
        final Map<String, Integer> byName = new TreeMap<>();

        for (final Class<?> encoder : GeneratedCodecs.messages("Encoder"))
        {
            final int templateId = GeneratedCodecs.constant(encoder, "TEMPLATE_ID");
            final String name = GeneratedCodecs.messageName(encoder);

            assertTrue(templateId > 0 && templateId <= TEMPLATE_ID_MAX, name + " has template id " + templateId);
            assertNull(byTemplateId.put(templateId, name), () -> name + " shares template id " + templateId);
            byName.put(name, templateId);
        }

        assertEquals(new TreeMap<>(OPCODES), byName);
    }

    @Test
    void shouldBeginEachResponseAlike()
    {
        final List<Integer> expected = List.of(0, 1, 9, 17, 25, 33, 41);

        assertEquals(expected, List.of(
            WalFrameAckDecoder.codeEncodingOffset(), WalFrameAckDecoder.marketIdEncodingOffset(),
            WalFrameAckDecoder.epochEncodingOffset(), WalFrameAckDecoder.positionEncodingOffset(),
            WalFrameAckDecoder.txidEncodingOffset(), WalFrameAckDecoder.journalIdEncodingOffset(),
            WalFrameAckDecoder.sessionEncodingOffset()));
        assertEquals(expected, List.of(
            ReplicaStateDecoder.codeEncodingOffset(), ReplicaStateDecoder.marketIdEncodingOffset(),
            ReplicaStateDecoder.epochEncodingOffset(), ReplicaStateDecoder.positionEncodingOffset(),
            ReplicaStateDecoder.txidEncodingOffset(), ReplicaStateDecoder.journalIdEncodingOffset(),
            ReplicaStateDecoder.sessionEncodingOffset()));
        assertEquals(expected, List.of(
            SnapshotResponseDecoder.codeEncodingOffset(), SnapshotResponseDecoder.marketIdEncodingOffset(),
            SnapshotResponseDecoder.epochEncodingOffset(), SnapshotResponseDecoder.positionEncodingOffset(),
            SnapshotResponseDecoder.txidEncodingOffset(), SnapshotResponseDecoder.journalIdEncodingOffset(),
            SnapshotResponseDecoder.sessionEncodingOffset()));
    }

    @Test
    void shouldKeepTxidsInSixtyFourBits()
    {
        assertEquals(Long.BYTES, WalFrameDecoder.txidEncodingLength());
        assertEquals(Long.BYTES, WalFrameDecoder.committedTxidEncodingLength());
        assertEquals(Long.BYTES, WalFrameAckDecoder.txidEncodingLength());
    }

    @Test
    void shouldNumberTheSchemasApart()
    {
        assertEquals(List.of(1, 2, 3),
            List.of(WalFrameDecoder.SCHEMA_ID, CycleHeaderDecoder.SCHEMA_ID, AppendDecoder.SCHEMA_ID));
    }
}
