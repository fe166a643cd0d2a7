package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MessageRegistryTest
{
    private final MessageRegistry registry = new MessageRegistry();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[8]);

    @Test
    void shouldRefuseASecondHandlerOfOneTemplateId()
    {
        registry.register(0xA020, (source, buffer, offset, length) -> {});
        final IllegalStateException refusal = assertThrows(IllegalStateException.class, () ->
            registry.register(0xA020, (source, buffer, offset, length) -> {}));

        assertTrue(refusal.getMessage().contains("0xA020"), refusal.getMessage());
    }

    @Test
    void shouldSayWhenThereIsNoHandler()
    {
        message.putShort(2, (short)0xA021, ByteOrder.LITTLE_ENDIAN);

        assertFalse(registry.dispatch(1, message, 0, 8));
    }

    @Test
    void shouldHandAMessageToItsHandler()
    {
        final List<Long> sources = new ArrayList<>();
        registry.register(0xA020, (source, buffer, offset, length) -> sources.add(source));
        message.putShort(2, (short)0xA020, ByteOrder.LITTLE_ENDIAN);

        assertTrue(registry.dispatch(77, message, 0, 8));
        assertEquals(List.of(77L), sources);
    }
}
