package io.belay.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest
{
    private enum Colour
    {
        RED,
        DARK_BLUE
    }

    @TempDir
    private Path folder;

    private static Settings of(final String key, final String value)
    {
        final Properties properties = new Properties();
        properties.setProperty(key, value);

        return Settings.of(properties);
    }

    private static String refusal(final org.junit.jupiter.api.function.Executable reading)
    {
        return assertThrows(ConfigException.class, reading).getMessage();
    }

    @Test
    void shouldNameTheFileWhenItIsNotThere()
    {
        final Path file = folder.resolve("missing.properties");
        final String message = refusal(() -> Settings.load(List.of(file), Map.of(), new Properties()));
        assertEquals("cannot read the property file " + file + ": there is no such file", message);
    }

    @Test
    void shouldNameTheFileWhenItIsNotText() throws IOException
    {
        final Path file = Files.write(folder.resolve("binary.properties"), new byte[]{(byte)0xC3, (byte)0x28, 'a'});
        final String message = refusal(() -> Settings.load(List.of(file), Map.of(), new Properties()));
        assertTrue(message.startsWith("cannot read the property file " + file), message);
    }

    @Test
    void shouldRefuseAFileInWhichAKeyStandsTwice() throws IOException
    {
        for (final String text : List.of("belay.a=1\nbelay.b=2\nbelay.a=1\n", "belay.a: 1\n  belay.a  3"))
        {
            final Path file = Files.writeString(folder.resolve("twice.properties"), text);
            final String message = refusal(() -> Settings.load(List.of(file), Map.of(), new Properties()));
            assertTrue(message.startsWith("cannot read the property file " + file + ": 'belay.a' stands there twice, "),
                message);
        }

        // In two files the later wins, as documented.
        final Path first = Files.writeString(folder.resolve("first.properties"), "belay.a=1");
        final Path second = Files.writeString(folder.resolve("second.properties"), "belay.a=2");
        assertEquals(2, Settings.load(List.of(first, second), Map.of(), new Properties())
            .count("belay.a", null, 0, 9));
    }

    @Test
    void shouldSayWhichKeyIsMissingWhenThereIsNoDefault()
    {
        assertEquals("'belay.a' is not set; it has no default",
            refusal(() -> Settings.of(new Properties()).text("belay.a", null)));
        assertEquals("'belay.a' is not set; it has no default",
            refusal(() -> of("belay.a", "  ").text("belay.a", null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.5", "0x10", "9223372036854775808", "1k"})
    void shouldRefuseACountWhenItIsNoWholeNumber(final String text)
    {
        assertEquals("'belay.a=" + text + "' (properties) is not a whole number",
            refusal(() -> of("belay.a", text).count("belay.a", "1", 0, 10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "11", "4294967297"})
    void shouldRefuseACountWhenItIsOutOfRange(final String text)
    {
        assertEquals("'belay.a=" + text + "' (properties) is not between 0 and 10",
            refusal(() -> of("belay.a", text).count("belay.a", "1", 0, 10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1 MiB", "1t", "9999999999999g", "m", "1.5m"})
    void shouldRefuseASizeWhenItIsNone(final String text)
    {
        assertEquals("'belay.a=" + text + "' (properties) is not a size such as 64k, 16m or 1g",
            refusal(() -> of("belay.a", text).sizeBytes("belay.a", "1", 0, Long.MAX_VALUE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1m", "3g"})
    void shouldRefuseASizeWhenItIsOutOfRange(final String text)
    {
        assertEquals("'belay.a=" + text + "' (properties) is not between 0 and 512k",
            refusal(() -> of("belay.a", text).sizeBytes("belay.a", "1", 0, 512 << 10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "5 ms", "1h", "s", "1", "00", "-1s", "1.5s"})
    void shouldRefuseADurationWhenItIsNone(final String text)
    {
        assertEquals("'belay.a=" + text + "' (properties) is not a number with a unit: ns, us, ms or s, as in 100us, " +
            "5ms or 2s", refusal(() -> of("belay.a", text).durationNs("belay.a", "1s", 0, Long.MAX_VALUE)));
    }

    @Test
    void shouldTakeZeroWithoutAUnit()
    {
        assertEquals(0, of("belay.a", "0").durationNs("belay.a", "1s", 0, Long.MAX_VALUE));
    }

    @Test
    void shouldRefuseADurationWhenItIsOutOfRange()
    {
        assertEquals("'belay.a=1ms' (properties) is not between 2ms and 1s",
            refusal(() -> of("belay.a", "1ms").durationNs("belay.a", "1s", 2_000_000, 1_000_000_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1"})
    void shouldRefuseAFlagWhenItIsNeitherTrueNorFalse(final String text)
    {
        assertEquals("'belay.a=" + text + "' (properties) is neither true nor false",
            refusal(() -> of("belay.a", text).flag("belay.a", false)));
    }

    @Test
    void shouldListTheChoicesWhenOneIsUnknown()
    {
        assertEquals("'belay.a=green' (properties) is none of red, dark-blue",
            refusal(() -> of("belay.a", "green").choice("belay.a", Colour.class, Colour.RED)));
    }

    @Test
    void shouldSuggestTheNearestKeyWhenOneIsUnknown()
    {
        final Settings settings = of("belay.heartbeet", "1");
        settings.text("belay.heartbeat", "1");
        settings.text("belay.dir", "1");
        assertEquals("unknown key 'belay.heartbeet' (properties); did you mean 'belay.heartbeat'?",
            refusal(settings::refuseUnknown));
    }

    @Test
    void shouldSuggestNothingWhenNoKeyIsNear()
    {
        final Settings settings = of("belay.something.else", "1");
        settings.text("belay.heartbeat", "1");
        assertEquals("unknown key 'belay.something.else' (properties)", refusal(settings::refuseUnknown));
    }

    @Test
    void shouldLeaveOtherKeysAlone() throws IOException
    {
        final Path file = Files.writeString(folder.resolve("a.properties"), "other.key=1\naeron.dir=/tmp/x\n");
        final Settings settings = Settings.load(List.of(file), Map.of("BELAY_HOME", "/opt"), new Properties());
        settings.refuseUnknown();
        assertEquals(Map.of("aeron.dir", "/tmp/x"), settings.aeron());
    }

    @Test
    void shouldNameEnvironmentVariablesThatAreNoKey()
    {
        final Settings settings = Settings.load(List.of(),
            Map.of("BELAY_HOME", "/opt", "BELAY_HEARTBEET", "1", "BELAY_DIR", "x", "BELAY_PORT_8080_TCP_ADDR", "y"),
            new Properties());
        settings.text("belay.heartbeat", "1");
        settings.text("belay.dir", null);
        settings.refuseUnknown();
        assertEquals(List.of(
            "environment variable BELAY_HEARTBEET is none of this program's and is ignored; did you mean " +
                "BELAY_HEARTBEAT, for 'belay.heartbeat'?",
            "environment variable BELAY_PORT_8080_TCP_ADDR is none of this program's and is ignored"),
            settings.unknownEnvironment());
    }

    @Test
    void shouldLetTheNearestToTheHandWin() throws IOException
    {
        final Path first = Files.writeString(folder.resolve("first.properties"),
            "belay.a=first\nbelay.b=first\nbelay.c.d=first\nbelay.e=first\naeron.x=first\n");
        final Path second = Files.writeString(folder.resolve("second.properties"),
            "belay.b=second\nbelay.c.d=second\nbelay.e=second\n");
        final Properties system = new Properties();
        system.setProperty("belay.e", "D");
        system.setProperty("aeron.x", "D");
        final Settings settings = Settings.load(
            List.of(first, second), Map.of("BELAY_C_D", "env", "BELAY_E", "env", "UNBELAY_A", "env"), system);

        assertEquals("first", settings.text("belay.a", null));
        assertEquals("second", settings.text("belay.b", null));
        assertEquals("env", settings.text("belay.c.d", null));
        assertEquals("D", settings.text("belay.e", null));
        assertEquals(Map.of("aeron.x", "D"), settings.aeron());
    }

    @ParameterizedTest
    @CsvSource({"belay.a,first.properties", "belay.b,environment variable BELAY_B", "belay.c,-D"})
    void shouldSayWhereAWrongValueCameFrom(final String key, final String origin) throws IOException
    {
        final Path file = Files.writeString(folder.resolve("first.properties"), "belay.a=x\nbelay.b=y\nbelay.c=z\n");
        final Properties system = new Properties();
        system.setProperty("belay.c", "x");
        final Settings settings = Settings.load(List.of(file), Map.of("BELAY_B", "x"), system);

        final String message = refusal(() -> settings.count(key, "1", 0, 1));
        assertTrue(message.contains(origin + ") is not a whole number"), message);
    }

    @Test
    void shouldReadEachKindOfValue()
    {
        assertEquals(16 << 20, of("belay.a", "16m").sizeBytes("belay.a", "1", 0, 1 << 30));
        assertEquals(250_000_000, of("belay.a", "250ms").durationNs("belay.a", "1s", 0, 1_000_000_000));
        assertEquals(7, of("belay.a", " 7 ").count("belay.a", "1", 0, 10));
        assertEquals(Colour.DARK_BLUE, of("belay.a", "dark-blue").choice("belay.a", Colour.class, Colour.RED));
        assertEquals(Colour.RED, of("belay.b", "x").choice("belay.a", Colour.class, Colour.RED));
        assertTrue(of("belay.a", "true").flag("belay.a", false));
        assertFalse(of("belay.a", "false").flag("belay.a", true));
        assertEquals(List.of("x", "y.z"), List.copyOf(new ConfigText()
            .with("belay.node.x.id", "7").with("belay.node.y.z.id", "8").settings().between("belay.node.", ".id")
            .stream().filter((name) -> name.compareTo("c") > 0).toList()));
    }
}
