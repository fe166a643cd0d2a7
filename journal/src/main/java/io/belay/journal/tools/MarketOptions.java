package io.belay.journal.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.belay.wire.MarketId;
import io.belay.wire.MarketNames;
import org.agrona.collections.LongHashSet;
import picocli.CommandLine.Option;

/**
 * The options that choose and name markets.
 */
final class MarketOptions
{
    @Option(
        names = "--market",
        paramLabel = "NAME",
        description = "Only this market. May be given more than once.")
    private List<String> markets = new ArrayList<>();

    @Option(
        names = "--names",
        paramLabel = "FILE",
        description = "Names of markets to show in place of ids, one a line; a journal holds ids only. Empty lines " +
            "and lines with a # in front are passed over. May be given more than once.")
    private List<Path> nameFiles = new ArrayList<>();

    /**
     * Takes in all names that were given.
     *
     * @param names that are filled.
     * @return the ids of the markets wanted; none when all are.
     * @throws CommandException when a name is none, or a file cannot be read.
     */
    LongHashSet resolve(final MarketNames names) throws CommandException
    {
        final LongHashSet marketIds = new LongHashSet();
        try
        {
            for (final String market : markets)
            {
                marketIds.add(idOf(market, names));
            }

            for (final Path file : nameFiles)
            {
                addAll(file, names);
            }
        }
        catch (final IllegalArgumentException ex)
        {
            throw new CommandException(ExitCode.USAGE, ex.getMessage(), ex);
        }

        return marketIds;
    }

    /** A name may be given by more than one option. */
    private static long idOf(final String name, final MarketNames names)
    {
        final long known = names.id(name);

        return MarketId.NONE == known ? names.add(name) : known;
    }

    private static void addAll(final Path file, final MarketNames names) throws CommandException
    {
        try
        {
            for (final String line : Files.readAllLines(file, StandardCharsets.UTF_8))
            {
                final String name = line.strip();
                if (!name.isEmpty() && '#' != name.charAt(0))
                {
                    idOf(name, names);
                }
            }
        }
        catch (final IOException ex)
        {
            throw new CommandException(ExitCode.USAGE, "--names: cannot read " + file + ": " + reason(ex), ex);
        }
    }

    private static String reason(final IOException ex)
    {
        return ex.getClass().getSimpleName() + " " + ex.getMessage();
    }
}
