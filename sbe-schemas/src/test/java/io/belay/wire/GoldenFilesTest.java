package io.belay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Layouts are a promise to every journal on disk. A golden file that no longer matches means a new schema version or a
 * mistake. {@code mvn -pl sbe-schemas test -Dtest=GoldenFilesTest -Dbelay.golden.write=true} writes them anew.
 */
class GoldenFilesTest
{
    private static final GoldenFiles GOLDEN = new GoldenFiles();

    @BeforeAll
    static void writeOnlyWhenAskedTo()
    {
        if (Boolean.getBoolean("belay.golden.write"))
        {
            names().forEach((name) -> GOLDEN.write(name, SampleMessages.of(name)));
        }
    }

    static Set<String> names()
    {
        return SampleMessages.names();
    }

    @Test
    void shouldHaveAFileForEachMessageAndNoOther()
    {
        final Set<String> messages = new TreeSet<>();
        for (final Class<?> encoder : GeneratedCodecs.messages("Encoder"))
        {
            messages.add(GeneratedCodecs.messageName(encoder));
        }

        assertTrue(messages.size() >= 22, "codecs found: " + messages);
        assertEquals(messages, GOLDEN.names());
        assertEquals(messages, new TreeSet<>(SampleMessages.names()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldEncodeTheBytesThatWereAgreed(final String name)
    {
        assertEquals(GoldenFiles.format(GOLDEN.read(name)), GoldenFiles.format(SampleMessages.of(name)), name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldDecodeTheBytesThatWereAgreed(final String name)
    {
        final byte[] message = GOLDEN.read(name);

        new GeneratedDecoder(message).readAll();
    }
}
