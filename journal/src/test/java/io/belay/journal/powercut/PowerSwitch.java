package io.belay.journal.powercut;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A small process that stops file systems at once. It is started ahead, so that the cut itself is one line of input;
 * and it is a script, since a system call of this kind cannot be made from Java without native code.
 */
final class PowerSwitch implements AutoCloseable
{
    private static final String SCRIPT = "power-switch.pl";

    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    private PowerSwitch(final Process process)
    {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Number of the system call sync_file_range, or 0 where it is not known. */
    static int syncFileRange()
    {
        return switch (System.getProperty("os.arch"))
        {
            case "amd64", "x86_64" -> 277;
            case "aarch64" -> 84;
            default -> 0;
        };
    }

    static PowerSwitch open(final Witness witness, final List<Path> power) throws IOException
    {
        final List<String> command = new ArrayList<>(List.of(
            "perl", "-e", script(), String.valueOf(syncFileRange()), witness.path().toString()));
        power.forEach(path -> command.add(path.toString()));
        final PowerSwitch opened = new PowerSwitch(new ProcessBuilder(command).redirectErrorStream(true).start());
        opened.expect("ready");

        return opened;
    }

    private static String script() throws IOException
    {
        try (InputStream in = PowerSwitch.class.getResourceAsStream(SCRIPT))
        {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void expect(final String wanted) throws IOException
    {
        final String line = out.readLine();
        if (!wanted.equals(line))
        {
            throw new IOException("the power switch is broken: " + line);
        }
    }

    /**
     * Has some ranges written back, in this order, then cuts. What the witness had said before the first file system
     * stopped is all that counts.
     */
    Witness.Saying cut(final List<WriteBack> writeBacks) throws IOException
    {
        for (final WriteBack writeBack : writeBacks)
        {
            in.write("write " + writeBack.path() + ' ' + writeBack.offset() + ' ' + writeBack.length() + '\n');
        }

        in.write("cut\n");
        in.flush();
        final String said = out.readLine();
        if (null == said || !said.matches("[0-9a-f]{256}"))
        {
            throw new IOException("the power switch failed: " + said);
        }

        return Witness.Saying.of(HexFormat.of().parseHex(said));
    }

    @Override
    public void close()
    {
        process.destroyForcibly().onExit().join();
    }

    /** A range of a file that the kernel writes to the device of its own accord. */
    record WriteBack(Path path, long offset, long length)
    {
    }
}
