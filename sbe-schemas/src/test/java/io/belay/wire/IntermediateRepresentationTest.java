package io.belay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import io.belay.sbe.client.AppendDecoder;
import io.belay.sbe.journal.CycleHeaderDecoder;
import io.belay.sbe.wal.WalFrameDecoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The representation begins with three 32-bit numbers, the id of the schema, its own version and the version of the
 * schema, and then the package, after its 16-bit length.
 */
class IntermediateRepresentationTest
{
    @ParameterizedTest
    @CsvSource({
        "wal, io.belay.sbe.wal, " + WalFrameDecoder.SCHEMA_ID + ", " + WalFrameDecoder.SCHEMA_VERSION,
        "journal, io.belay.sbe.journal, " + CycleHeaderDecoder.SCHEMA_ID + ", " + CycleHeaderDecoder.SCHEMA_VERSION,
        "client, io.belay.sbe.client, " + AppendDecoder.SCHEMA_ID + ", " + AppendDecoder.SCHEMA_VERSION
    })
    void shouldShipTheIntermediateRepresentationOfTheSameSchema(
        final String name, final String packageName, final int schemaId, final int schemaVersion) throws IOException
    {
        try (InputStream in =
            IntermediateRepresentationTest.class.getResourceAsStream("/belay/belay-" + name + ".sbeir"))
        {
            assertNotNull(in, "belay/belay-" + name + ".sbeir is not shipped");
            final ByteBuffer ir = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);

            assertEquals(schemaId, ir.getInt(), "schema id");
            assertEquals(0, ir.getInt(), "version of the representation");
            assertEquals(schemaVersion, ir.getInt(), "schema version");
            final byte[] text = new byte[ir.getShort()];
            ir.get(text);
            assertEquals(packageName, new String(text, StandardCharsets.US_ASCII));
        }
    }
}
