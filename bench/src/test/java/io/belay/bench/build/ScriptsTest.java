package io.belay.bench.build;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs the scripts on a system made up for the purpose, where Java, Maven and apt are what the test says. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScriptsTest
{
    private static final String BUILD = """
        mkdir -p bench/target/belay
        echo built >bench/target/belay/belay.jar
        echo 'built by Maven'
        mkdir -p bench/jmh/target bench/peers/target bench/crash/target""";

    @TempDir
    private Path folder;
    private FakeSystem system;
    private String belay;

    @BeforeEach
    void furnish() throws IOException
    {
        system = new FakeSystem(folder);
        belay = system.project().resolve("scripts/belay").toString();
    }

    @Test
    void shouldNameTheExactCommandWhenItMayNotInstall() throws IOException, InterruptedException
    {
        system.program("id", "echo 1000").program("apt-get", "");

        final FakeSystem.Outcome outcome = system.run(belay, "demo");

        assertEquals(6, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("apt-get update && apt-get install -y openjdk-17-jdk-headless maven"), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(List.of("id -u"), system.calls());
    }

    @Test
    void shouldSayWhatIsMissingWhenThereIsNoApt() throws IOException, InterruptedException
    {
        final FakeSystem.Outcome outcome = system.run(belay, "demo");

        assertEquals(6, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("needs JDK 17 or later and Maven"), outcome.err());
    }

    @Test
    void shouldInstallOnlyWhatIsMissing() throws IOException, InterruptedException
    {
        final String home = system.javaHome("jdk", "21.0.2").toString();
        system.with("JAVA_HOME", home).program("id", "echo 0").program("apt-cache", "").program("apt-get", "");

        system.run(belay, "demo");

        final List<String> installs = system.calls().stream().filter((call) -> call.contains(" install ")).toList();
        assertEquals(1, installs.size(), system.calls()::toString);
        assertTrue(installs.get(0).endsWith("--no-install-recommends maven"), installs.get(0));
    }

    @Test
    void shouldTakeANewerJdkWhenTheSystemHasNo17() throws IOException, InterruptedException
    {
        system.program("id", "echo 0").program("apt-get", "").program("apt-cache", "[ \"$2\" = openjdk-21-jdk-headless ]");

        system.run(belay, "demo");

        assertTrue(
            system.calls().stream().anyMatch((call) -> call.endsWith("openjdk-21-jdk-headless maven")),
            system.calls()::toString);
    }

    @Test
    void shouldRefuseWhenTheBuildFails() throws IOException, InterruptedException
    {
        system.with("JAVA_HOME", system.javaHome("jdk", "17.0.15").toString()).program("mvn", "exit 1");

        final FakeSystem.Outcome outcome = system.run(belay, "demo");

        assertEquals(6, outcome.exitCode());
        assertTrue(outcome.err().contains("the build failed"), outcome.err());
    }

    @Test
    void shouldPassOverAJavaThatIsTooOld() throws IOException, InterruptedException
    {
        final Path recent = system.javaHome("recent", "17.0.15");
        system.with("JAVA_HOME", system.javaHome("old", "11.0.20").toString())
            .with("PATH", folder.resolve("bin") + ":" + recent.resolve("bin"))
            .program("mvn", BUILD);

        assertEquals(0, system.run(belay, "x").exitCode());
        assertTrue(lastCall().startsWith("recent "), lastCall());
    }

    @Test
    void shouldBuildOnceAndAgainWhenASourceChangesOrGoes() throws IOException, InterruptedException
    {
        system.with("JAVA_HOME", system.javaHome("jdk", "17.0.15").toString()).program("mvn", BUILD);

        final FakeSystem.Outcome first = system.run(belay, "a");
        assertEquals("", first.out(), "what the build says does not belong to the command");
        assertTrue(first.err().contains("built by Maven"), first.err());
        system.run(belay, "b");
        assertEquals(1, builds());

        final Path source = system.project().resolve("engine/b/src/main/B.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        final Path stamp = system.project().resolve("bench/target/belay/.built");
        system.run(belay, "c");
        assertEquals(2, builds());

        Files.delete(source);
        Files.setLastModifiedTime(source.getParent(), FileTime.from(Instant.now().plusSeconds(9)));
        system.run(belay, "d");
        assertEquals(3, builds());
        assertTrue(Files.exists(stamp));
    }

    @Test
    void shouldBuildABenchmarksModuleOnlyWhenItsCommandIsCalled() throws IOException, InterruptedException
    {
        final Path source = Files.createDirectories(system.project().resolve("bench/jmh/src/main")).resolve("P.java");
        Files.writeString(source, "");
        Files.writeString(system.project().resolve("bench/jmh/pom.xml"), "");
        system.with("JAVA_HOME", system.javaHome("jdk", "17.0.15").toString()).program("mvn", BUILD);

        system.run(belay, "bench", "latency");
        assertEquals(1, builds());
        assertTrue(system.calls().get(0).endsWith(" package -pl bench -am"), system.calls()::toString);

        system.run(belay, "bench", "parts", "--list");
        assertEquals(2, builds());
        assertTrue(system.calls().stream().anyMatch((call) -> call.endsWith(" package -pl bench/jmh -am")),
            system.calls()::toString);
        assertTrue(lastCall().endsWith("belay.jar bench parts --list"), lastCall());

        system.run(belay, "bench", "parts");
        assertEquals(2, builds());
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        system.run(belay, "demo");
        assertEquals(2, builds(), "it is no part of the product");
        system.run(belay, "bench", "parts");
        assertEquals(3, builds());
    }

    @Test
    void shouldBuildOnceWhenTwoStartTogether() throws IOException, InterruptedException
    {
        // The first build lasts until the second launcher had every chance to begin its own.
        system.with("JAVA_HOME", system.javaHome("jdk", "17.0.15").toString())
            .program("mvn", "read -r line <\"$ROOM/gate\"\n" + BUILD)
            .with("ROOM", folder.toString());
        assertEquals(0, new ProcessBuilder("mkfifo", folder.resolve("gate").toString()).start().waitFor());

        final Process first = system.start(folder, belay, "first");
        final Process second = system.start(folder, belay, "second");
        Files.writeString(folder.resolve("gate"), "go\n");

        assertEquals(0, first.waitFor());
        assertEquals(0, second.waitFor());
        assertEquals(1, builds());
    }

    @Test
    void shouldHandOverArgumentsAndFlagsUntouchedThroughASymlink() throws IOException, InterruptedException
    {
        final Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(belay));
        system.with("JAVA_HOME", system.javaHome("jdk", "17.0.15").toString())
            .with("JVM_OPTS", "-Xmx2g -Da=b").with("JAVA_OPTS", "-Dc=d").program("mvn", BUILD);

        assertEquals(0, system.run(link.toString(), "append", "--", "a  b", "*").exitCode());

        final Path jar = system.project().toRealPath().resolve("bench/target/belay/belay.jar");
        assertTrue(lastCall().endsWith(" -Xmx2g -Da=b -Dc=d -jar " + jar + " append -- a  b *"), lastCall());
        assertFalse(lastCall().contains("unsafe-memory-access"), lastCall());
    }

    @Test
    void shouldAllowUnsafeMemoryAccessWhereJavaKnowsThatFlag() throws IOException, InterruptedException
    {
        system.with("JAVA_HOME", system.javaHome("jdk", "25").toString()).program("mvn", BUILD);

        system.run(belay, "x");

        assertTrue(lastCall().startsWith("jdk --sun-misc-unsafe-memory-access=allow "), lastCall());
    }

    @Test
    void shouldCountWhatRanAndAnswerMavensExitCode() throws IOException, InterruptedException
    {
        final Path reports = system.project().resolve("a/target/surefire-reports");
        Files.createDirectories(reports);
        Files.writeString(reports.resolve("TEST-Stale.xml"), "<testsuite tests=\"100\" errors=\"0\" failures=\"0\">");
        system.with("JAVA_HOME", system.javaHome("jdk", "17.0.15").toString()).program("mvn",
            "mkdir -p a/target/surefire-reports engine/b/target/surefire-reports\n" +
            "echo '<testsuite name=\"A\" tests=\"5\" errors=\"1\"\n skipped=\"1\" failures=\"1\">' " +
            ">a/target/surefire-reports/TEST-A.xml\n" +
            "echo '<testsuite tests=\"3\" errors=\"0\" skipped=\"0\" failures=\"0\"/>' " +
            ">engine/b/target/surefire-reports/TEST-B.xml\n" +
            "exit 7");

        final FakeSystem.Outcome outcome = system.run(system.project().resolve("scripts/test").toString(), "-o");

        assertEquals(7, outcome.exitCode(), outcome.err());
        final List<String> lines = outcome.out().lines().toList();
        assertEquals("5 passed, 2 failed, 1 skipped", lines.get(lines.size() - 1));
        assertTrue(lastCall().endsWith("--fail-at-end verify -o"), lastCall());
    }

    @Test
    void shouldNotBuildAgainWhatWasTested() throws IOException, InterruptedException
    {
        system.with("JAVA_HOME", system.javaHome("jdk", "17.0.15").toString()).program("mvn", BUILD);

        assertEquals(0, system.run(system.project().resolve("scripts/test").toString()).exitCode());
        assertEquals(0, system.run(belay, "x").exitCode());
        assertEquals(0, system.run(belay, "bench", "compare").exitCode());
        assertEquals(0, system.run(belay, "crash", "--rounds", "1").exitCode());
        assertEquals(1, builds());
        assertTrue(lastCall().endsWith("bench/crash/target/crash/belay-crash.jar crash --rounds 1"), lastCall());
    }

    @Test
    void shouldSayWhyWhenTheSystemsToCompareWithCannotBeBuilt() throws IOException, InterruptedException
    {
        system.with("JAVA_HOME", system.javaHome("jdk", "17.0.15").toString())
            .program("mvn", "echo no such artifact; exit 1");

        final FakeSystem.Outcome outcome = system.run(belay, "bench", "compare");

        assertEquals(6, outcome.exitCode());
        assertTrue(outcome.err().contains("no such artifact") && outcome.err().contains("the build failed"), outcome.err());
        assertEquals("", outcome.out());
    }

    @Test
    void shouldBuildTheSystemsToCompareWithForAComparisonOnly() throws IOException, InterruptedException
    {
        system.with("JAVA_HOME", system.javaHome("jdk", "17.0.15").toString()).program("mvn", BUILD);

        system.run(belay, "demo");
        system.run(belay, "bench", "latency");
        system.run(belay, "bench", "compare", "--help");
        assertEquals(1, builds());
        assertTrue(system.calls().get(0).contains("package -pl bench -am"), system.calls()::toString);

        assertEquals(0, system.run(belay, "bench", "compare", "--html", "out").exitCode());
        assertEquals(2, builds());
        assertTrue(lastCall().endsWith("bench compare --html out"), lastCall());
        assertTrue(system.calls().stream().anyMatch((call) -> call.contains("package -pl bench/peers -am")),
            system.calls()::toString);
        system.run(belay, "bench", "compare");
        system.run(belay, "demo");
        assertEquals(2, builds());
    }

    @Test
    void shouldBuildTheSystemsToCompareWithAgainWhenTheyOrTheProductChange() throws IOException, InterruptedException
    {
        system.with("JAVA_HOME", system.javaHome("jdk", "17.0.15").toString()).program("mvn", BUILD);
        system.run(belay, "bench", "compare");
        assertEquals(2, builds(), "the product, then what it is compared with");

        touch("bench/peers/src/main/P.java", 5);
        system.run(belay, "demo");
        assertEquals(2, builds(), "it is no part of the product");
        system.run(belay, "bench", "compare");
        assertEquals(3, builds());

        touch("bench/peers/src/main/P.java", -5);
        system.run(belay, "bench", "compare");
        assertEquals(3, builds());

        touch("engine/b/src/main/B.java", 0);
        system.run(belay, "demo");
        assertEquals(4, builds());
        system.run(belay, "bench", "compare");
        assertEquals(5, builds(), "its jars hold a copy of the product's");
        system.run(belay, "bench", "compare");
        assertEquals(5, builds());
    }

    private void touch(final String source, final long seconds) throws IOException
    {
        Files.setLastModifiedTime(
            system.project().resolve(source), FileTime.from(Instant.now().plusSeconds(seconds)));
    }

    private String lastCall() throws IOException
    {
        final List<String> calls = system.calls();

        return calls.get(calls.size() - 1);
    }

    private long builds() throws IOException
    {
        return system.calls().stream().filter((call) -> call.startsWith("mvn ")).count();
    }
}
