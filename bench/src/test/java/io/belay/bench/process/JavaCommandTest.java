package io.belay.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class JavaCommandTest
{
    @Test
    void shouldLeaveOutFlagsWhenTheyBindAPortOrAFile()
    {
        final JavaCommand java = new JavaCommand(
            "java",
            List.of("-Xmx1g", "-agentlib:jdwp=transport=dt_socket,address=5005", "-Xlog:gc:gc.log", "-Dx=y"),
            "a.jar:b.jar");

        assertEquals(
            List.of("java", "-Xmx1g", "-Dx=y", "-cp", "a.jar:b.jar", "io.belay.node.cli.Belay", "driver"),
            java.with(List.of("driver")));
    }

    @Test
    void shouldStartTheJarItselfWhenItWasStartedSo()
    {
        // Only so do the opens in its manifest count.
        assertEquals(
            List.of("java", "-jar", "/opt/belay.jar", "node", "a.properties"),
            new JavaCommand("java", List.of(), "/opt/belay.jar").with(List.of("node", "a.properties")));
    }

    @Test
    void shouldOpenWhatTheManifestWouldWhenAnotherClassIsRun()
    {
        final JavaCommand command = new JavaCommand("java", List.of("-Xmx1g", "-agentlib:jdwp"), "/x/belay.jar");

        final List<String> words = command.running(JavaCommandTest.class, List.of("a", "b"));

        assertEquals(List.of("java", "-Xmx1g"), words.subList(0, 2));
        assertTrue(words.contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"), words::toString);
        assertEquals(
            List.of("-cp", "/x/belay.jar", JavaCommandTest.class.getName(), "a", "b"),
            words.subList(words.size() - 5, words.size()));
    }
}
