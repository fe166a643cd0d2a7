package io.belay.journal.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.belay.journal.CycleSummary;
import io.belay.journal.JournalFiles;
import io.belay.journal.SummaryFile;
import io.belay.wire.Crc32c;
import io.belay.wire.Defect;
import io.belay.wire.Entry;
import io.belay.wire.MarketNames;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;

/**
 * Reads a whole journal and checks everything that can be checked without another replica. Of one thread.
 */
final class JournalCheck
{
    private static final int REPORT_INTERVAL = 4096;

    private final JournalFiles files;
    private final LongHashSet marketIds;
    private final MarketNames names;
    private final Crc32c crc = new Crc32c();
    private final SummaryCheck summaryCheck = new SummaryCheck();
    private final ClientsCheck clientsCheck = new ClientsCheck();
    private final Long2ObjectHashMap<MarketCheck> markets = new Long2ObjectHashMap<>();
    private final CheckFigures figures = new CheckFigures();
    private final EntryWalk walk;
    private final Consumer<EntryView> onSuperseded;
    private Path first;
    private CycleSummary firstSummary;
    private long read;

    /**
     * @param files        of the journal.
     * @param marketIds    of the markets whose histories are checked; of none when all are.
     * @param names        to call markets by.
     * @param onSuperseded told each entry that ends others.
     */
    JournalCheck(
        final JournalFiles files,
        final LongHashSet marketIds,
        final MarketNames names,
        final Consumer<EntryView> onSuperseded)
    {
        this.onSuperseded = onSuperseded;
        this.files = files;
        this.marketIds = marketIds;
        this.names = names;
        this.walk = new EntryWalk(files);
    }

    /**
     * Reads and checks until the end or the first bad place.
     *
     * @param onBytes told now and then how many bytes were read.
     * @return the first bad place, or null.
     * @throws IOException when a file cannot be read.
     */
    Finding run(final LongConsumer onBytes) throws IOException
    {
        try (walk)
        {
            while (true)
            {
                final EntryWalk.Step step = walk.next();
                final Finding finding = switch (step)
                {
                    case FILE -> onFile();
                    case ENTRY -> onEntry();
                    case FILE_END -> onFileEnd();
                    case END, DEFECT -> null;
                };

                if (null != finding)
                {
                    return finding;
                }

                if (EntryWalk.Step.DEFECT == step)
                {
                    return onHole(walk.finding());
                }

                if (EntryWalk.Step.END == step)
                {
                    return onEnd();
                }

                if (EntryWalk.Step.ENTRY == step && 0 == read % REPORT_INTERVAL)
                {
                    onBytes.accept(figures.bytes + walk.cursor().offset());
                }
            }
        }
    }

    private Finding onFile() throws IOException
    {
        figures.cycles++;
        figures.firstSequence = 0 == figures.firstSequence ? walk.nextSequence() : figures.firstSequence;
        summaryCheck.onFile(walk.nextSequence());
        if (null != first)
        {
            return null;
        }

        first = walk.file().path();
        final String stranger = stranger();
        final String loss = null == stranger ? files.lossBefore(walk.file()) : stranger;

        return null == loss ? null : Finding.damage(first, 0, walk.nextSequence(), loss);
    }

    /** All files may be of one journal, and the folder of another. */
    private String stranger() throws IOException
    {
        final long expected = files.journalId();
        final long found = walk.file().journalId();

        return 0 == expected || expected == found ? null : "the file belongs to journal " + Long.toHexString(found) +
            ", and the folder's mark `identity` is that of " + Long.toHexString(expected);
    }

    private Finding onEntry()
    {
        final EntryView entry = walk.entry();
        read++;
        figures.entries += isWanted(entry) ? 1 : 0;
        figures.lastSequence = entry.sequence();
        final String defect = defect(entry);
        if (null != defect)
        {
            return Finding.damage(walk.file().path(), walk.cursor().offset(), entry.sequence(), defect);
        }

        if (entry.length() >= Entry.PREFIX_LENGTH)
        {
            summaryCheck.onEntry(entry);
            clientsCheck.onEntry(entry);
        }

        return null;
    }

    private String defect(final EntryView entry)
    {
        final Defect form = Entry.check(entry.buffer(), entry.offset(), entry.length());
        final boolean isOfLaterVersion = Defect.NEWER_VERSION == form ||
            Defect.UNKNOWN_TEMPLATE == form || Defect.WRONG_SCHEMA == form;
        if (Defect.NONE != form && !isOfLaterVersion)
        {
            return "an entry of a wrong form: " + form;
        }

        if (!entry.hasPrefix())
        {
            figures.unknown += isWanted(entry) ? 1 : 0;

            return null;
        }

        if (!crc.matches(entry.buffer(), entry.offset(), entry.length()))
        {
            return "an entry whose own CRC32C does not match, in an envelope that does: it was damaged before it was " +
                "appended";
        }

        return isWanted(entry) ? historyDefect(entry) : null;
    }

    private boolean isWanted(final EntryView entry)
    {
        return marketIds.isEmpty() || (entry.hasPrefix() && marketIds.contains(entry.marketId()));
    }

    private String historyDefect(final EntryView entry)
    {
        final MarketCheck market = markets.computeIfAbsent(entry.marketId(), this::newMarket);
        if (!entry.isKnown())
        {
            figures.unknown++;
            market.onUnknownEntry(entry);

            return null;
        }

        figures.frames += entry.isFrame() ? 1 : 0;
        figures.superseded -= market.superseded();
        final String defect = market.onEntry(entry);
        figures.superseded += market.superseded();
        if (entry.isSuperseded())
        {
            onSuperseded.accept(entry);
        }


        return null == defect ? null : "market " + names.show(entry.marketId()) + ": " + defect;
    }

    /** Where entries came before that are gone, ceilings may have been set in them: the first summary knows. */
    private MarketCheck newMarket(final long marketId)
    {
        final MarketCheck market = new MarketCheck();
        if (summaryCheck.isFromTheBeginning())
        {
            market.onCeilingKnown(0);
        }
        else if (null != firstSummary)
        {
            learnCeiling(market, marketId);
        }

        return market;
    }

    private void learnCeilings(final CycleSummary summary)
    {
        if (null == firstSummary)
        {
            firstSummary = summary;
            markets.forEach((marketId, market) -> learnCeiling(market, marketId));
        }
    }

    private void learnCeiling(final MarketCheck market, final long marketId)
    {
        final CycleSummary.Market said = firstSummary.market(marketId);
        market.onCeilingKnown(null == said ? 0 : said.ceilingMs());
    }

    private Finding onFileEnd() throws IOException
    {
        figures.bytes += walk.cursor().nextOffset();

        return checkSummary();
    }

    private Finding checkSummary() throws IOException
    {
        final CycleSummary summary = SummaryFile.read(walk.file().path());
        if (null == summary)
        {
            figures.unsummarized++;

            return null;
        }

        figures.summaries++;
        String difference = summaryCheck.check(summary, walk.file(), walk.cursor());
        if (null == difference)
        {
            learnCeilings(summary);
            difference = clientsCheck.check(
                walk.file().path(), summary, summaryCheck.markets(), summaryCheck.isFromTheBeginning());
            figures.clients = clientsCheck.checked();
        }

        return null == difference ? null :
            Finding.damage(walk.file().path(), walk.cursor().offset(), walk.nextSequence() - 1, difference);
    }

    private Finding onEnd() throws IOException
    {
        final boolean isNew = null != walk.file() && !walk.isBetweenFiles();
        figures.bytes += isNew ? walk.cursor().nextOffset() : 0;
        final Finding finding = isNew && walk.isMarked() ? checkSummary() : null;

        if (null != finding)
        {
            return finding;
        }

        final Finding loss = take(Hole.judgeEnd(files, walk));

        return null == loss ? missingBase() : loss;
    }

    /** What retention deleted must live on in a summary. While it deletes, there is nothing to say. */
    private Finding missingBase() throws IOException
    {
        final boolean isMissing = figures.firstSequence > 1 && 0 == figures.summaries && files.isJournal() &&
            first.equals(files.paths().get(0));

        if (isMissing)
        {
            return Finding.damage(first, 0, figures.firstSequence, "the markets before it are unknown: " +
                "retention deleted their entries and no .summary file is left that is whole");
        }

        final boolean areClientsLost = figures.firstSequence > 1 && 0 < figures.summaries && files.isJournal() &&
            ClientsCheck.isLost(files);

        return areClientsLost ? Finding.damage(first, 0, figures.firstSequence, "what markets remember of clients that " +
            "appended before it is lost: retention deleted their entries and no .clients file is left that is whole. " +
            "A node starts all the same, and refuses clients that it does not know as forgotten") : null;
    }

    private Finding onHole(final Finding place) throws IOException
    {
        final boolean isNew = null != walk.file() && !walk.isBetweenFiles();
        figures.bytes += isNew ? walk.cursor().nextOffset() : 0;

        return take(Hole.judge(files, place));
    }

    private Finding take(final Hole hole)
    {
        figures.tailBytes = hole.tailBytes();

        return hole.finding();
    }

    CheckFigures figures()
    {
        return figures;
    }

    /**
     * @return ids of the markets that were asked for and have no entry here.
     */
    LongHashSet absentMarkets()
    {
        final LongHashSet absent = new LongHashSet();
        for (final long marketId : marketIds)
        {
            if (!markets.containsKey(marketId))
            {
                absent.add(marketId);
            }
        }

        return absent;
    }

    int marketCount()
    {
        return markets.size();
    }
}
