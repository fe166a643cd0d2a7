package io.belay.journal.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.WritableByteChannel;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.belay.journal.JournalFiles;
import io.belay.wire.MarketNames;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Sends the frames of a journal once more.
 */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
        "Sends the frames of a journal once more, in its order, from its files, without a node and without ever " +
            "writing there: to standard output, to an Aeron channel, or into the sample order books.",
        "Superseded frames are left out, and control entries. The journal of a running node is replayed up to its " +
            "present end; what is written there may be ahead of what is durable.",
        "No frame is ever dropped: a target without room is waited for. Ctrl-C ends it in order and says how to go on.",
        "With --benchmark nothing is sent: it is measured how fast frames are read, checked and handed over, against " +
            "a plain sequential read of the same bytes."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:all frames asked for were sent",
        "2:the command line is wrong",
        "3:the journal is damaged: what comes before the place was sent",
        "4:no media driver there, or it was lost",
        "6:no such directory, not a journal, of a newer format, without an entry of a market asked for, or a frame " +
            "that the target cannot take",
        "130:ended with Ctrl-C",
        "141:standard output was closed"})
public final class ReplayCommand extends JournalCommand
{
    private static final String DONE = "done";
    private static final String STOPPED = "stopped";
    private static final String FAILED = "failed";

    private final WritableByteChannel stdout;

    @Mixin
    private MarketOptions marketOptions = new MarketOptions();

    @Mixin
    private RangeOptions rangeOptions = new RangeOptions();

    @Option(
        names = "--target",
        paramLabel = "TARGET",
        defaultValue = ReplayTargets.STDOUT,
        description = "stdout; an Aeron channel as aeron:udp?endpoint=HOST:PORT or aeron:ipc; book: the sample order " +
            "books, which tell their state at the end; none: read, check and count only. Default: ${DEFAULT-VALUE}.")
    private String targetName = ReplayTargets.STDOUT;

    @Option(
        names = "--speed",
        paramLabel = "1x|10x|max",
        defaultValue = "max",
        converter = ReplayOptions.SpeedOption.class,
        description = "max: each frame as soon as the target has room; 1x: with the time between frames that their " +
            "timestamps tell, which count milliseconds; 10x: ten times faster. A frame that is late makes no other " +
            "one late. Default: ${DEFAULT-VALUE}.")
    private Speed speed = Speed.MAX;

    @Option(
        names = "--whole",
        description = "Send whole SBE frames, header and all, and not only the bytes that a client appended.")
    private boolean isWhole;

    @Option(
        names = "--delimiter",
        paramLabel = "newline|length|none",
        defaultValue = "newline",
        converter = ReplayOptions.DelimiterOption.class,
        description = "To stdout: a line feed behind each frame; its length before it, in 4 bytes, little-endian; or " +
            "nothing. Default: ${DEFAULT-VALUE}.")
    private Delimiter delimiter = Delimiter.NEWLINE;

    @Option(
        names = "--stream",
        paramLabel = "ID",
        defaultValue = "1001",
        description = "To Aeron: the stream's id. Default: ${DEFAULT-VALUE}.")
    private int streamId = 1001;

    @Option(
        names = "--aeron-dir",
        paramLabel = "DIR",
        description = "To Aeron: directory of the media driver. Default: Aeron's own default.")
    private String aeronDirectory;

    @Option(names = "--limit", paramLabel = "COUNT", description = "Send so many frames at the most.")
    private long limit = Long.MAX_VALUE;

    @Option(
        names = "--format",
        paramLabel = "text|json",
        defaultValue = "text",
        converter = OutputOptions.FormatOption.class,
        description = "Of what is told at the end, on standard output, or on standard error where frames go there. " +
            "Default: ${DEFAULT-VALUE}.")
    private Format format = Format.TEXT;

    @Mixin
    private BenchmarkOptions benchmarkOptions = new BenchmarkOptions();

    private final MarketNames names = new MarketNames();
    private EntryFilter filter;
    private Progress progress = Progress.none();

    /** Writes frames to standard output when nothing else is asked for. */
    public ReplayCommand()
    {
        this(null);
    }

    /**
     * @param stdout to write frames to, or null for standard output itself.
     */
    ReplayCommand(final WritableByteChannel stdout)
    {
        this.stdout = stdout;
    }

    @Override
    int run(final JournalFiles files, final Output output, final PrintWriter notes)
        throws IOException, CommandException
    {
        filter = rangeOptions.filter(marketOptions.resolve(names));
        if (limit < 1)
        {
            throw new CommandException(ExitCode.USAGE, "--limit must be 1 or more, not " + limit);
        }

        if (benchmarkOptions.isAskedFor())
        {
            return benchmarkOptions.run(files, filter, format, output);
        }

        final ReplayOrder order = new ReplayOrder(
            targetName, streamId, aeronDirectory, isWhole, names, text -> tell(notes, text));
        try (Stop stop = new Stop();
            ReplayTarget target = new ReplayTargets(stdout).open(order, delimiter))
        {
            final int exitCode = replay(files, target, stop, output, notes);
            output.flush();
            notes.flush();

            return exitCode;
        }
    }

    private void tell(final PrintWriter notes, final String text)
    {
        progress.end(); // Else it would stand on the same line.
        note(notes, text);
        notes.flush();
    }

    private int replay(
        final JournalFiles files, final ReplayTarget target, final Stop stop, final Output output,
        final PrintWriter notes) throws IOException, CommandException
    {
        final long beginNs = System.nanoTime();
        final DeadEntries dead = DeadEntries.find(files, filter.firstSequence());
        final Pacer pacer = new Pacer(speed, SystemNanoClock.INSTANCE);
        final Replay replay = new Replay(filter, target, pacer, stop::isAsked, limit, isWhole);
        progress = replay.newProgress(files, dead, notes);
        String result = FAILED;
        try
        {
            replay.run(files, dead);
            result = replay.isStopped() ? STOPPED : DONE;
        }
        catch (final CommandException ex)
        {
            result = ExitCode.OUTPUT_CLOSED == ex.exitCode() ? null : FAILED; // Nobody is left to be told.
            throw ex;
        }
        finally
        {
            progress.end();
            if (null != result)
            {
                report(replay, pacer, result, System.nanoTime() - beginNs, output, notes);
            }
        }

        if (replay.framesLeft() > 0)
        {
            note(notes, replay.framesLeft() + " superseded frames were left out");
        }

        if (replay.isStopped())
        {
            note(notes, replay.resumeWords());

            return ExitCode.INTERRUPTED;
        }

        for (final Map<String, Object> line : target.results())
        {
            output.line(print(line));
        }

        final int exitCode = null == replay.hole() ? ExitCode.OK : conclude(notes, replay.hole());

        return ExitCode.OK == exitCode ? tellAbsent(
            notes, "the journal", AbsentMarkets.of(files, filter.marketIds()), names, "") : exitCode;
    }

    private void report(
        final Replay replay, final Pacer pacer, final String result, final long elapsedNs, final Output output,
        final PrintWriter notes)
    {
        final Line line = format.newLine();
        final double seconds = Math.max(1, elapsedNs) / (double)TimeUnit.SECONDS.toNanos(1);
        line.lead("result", result);
        line.number("frames", replay.frames());
        line.number("bytes", replay.bytes());
        line.unsigned("firstSequence", replay.firstSequence());
        line.unsigned("lastSequence", replay.lastSequence());
        line.number("ms", TimeUnit.NANOSECONDS.toMillis(elapsedNs));
        line.number("framesPerSecond", Math.round(replay.frames() / seconds));
        line.decimal("mbPerSecond", Math.round(replay.bytes() / seconds / 100_000) / 10.0);
        if (!speed.isMax())
        {
            line.decimal("latestMs", Math.round(pacer.latenessMaxNs() / 10_000.0) / 100.0);
        }

        if (!ReplayTargets.STDOUT.equals(targetName))
        {
            output.line(line.take());
        }
        else if (Format.JSON == format)
        {
            notes.println(line.take());
        }
        else
        {
            note(notes, line.take());
        }
    }

    private String print(final Map<String, Object> result)
    {
        final Line line = format.newLine();
        result.forEach((name, value) ->
        {
            if (value instanceof Number number)
            {
                line.number(name, number.longValue());
            }
            else
            {
                line.text(name, String.valueOf(value));
            }
        });

        return line.take();
    }
}
