package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import io.belay.wire.MarketId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest
{
    @TempDir
    private Path temp;

    private Path directoryA;
    private Path directoryB;
    private TestJournal journalA;
    private TestJournal journalB;

    @BeforeEach
    void open() throws IOException
    {
        directoryA = temp.resolve("a");
        directoryB = temp.resolve("b");
        journalA = new TestJournal(directoryA);
        journalB = new TestJournal(directoryB, 1);
    }

    @AfterEach
    void close()
    {
        journalA.close();
        journalB.close();
    }

    private CommandRun diff(final Object... options)
    {
        final Object[] arguments = new Object[options.length + 2];
        arguments[0] = directoryA;
        arguments[1] = directoryB;
        System.arraycopy(options, 0, arguments, 2, options.length);

        return CommandRun.of(new DiffCommand(), arguments);
    }

    private static void append(final TestJournal journal, final WalEntries market, final int from, final int to)
    {
        for (int i = from; i <= to; i++)
        {
            journal.append(market.frame("frame " + i));
        }
    }

    private static void assertDifferent(final CommandRun run, final String... firstLines)
    {
        assertEquals(1, run.exitCode(), run.err());
        assertEquals(firstLines.length + 1, run.lines().size(), run.out());
        for (int i = 0; i < firstLines.length; i++)
        {
            assertTrue(run.lines().get(i).startsWith(firstLines[i]), run.out());
        }

        assertTrue(run.lines().get(firstLines.length).startsWith("different markets="), run.out());
    }

    @Test
    void shouldExitWith2WhenTheCommandLineIsWrong()
    {
        assertEquals(2, CommandRun.of(new DiffCommand(), directoryA).exitCode());
        for (final List<String> wrong : List.of(
            List.of("--from", "5"),
            List.of("--to", "seq:5"),
            List.of("--from", "position:5"),
            List.of("--format", "csv"),
            List.of("third")))
        {
            final CommandRun run = diff(wrong.toArray());
            assertEquals(2, run.exitCode(), wrong + ": " + run.err());
            assertEquals("", run.out(), wrong.toString());
        }
    }

    @Test
    void shouldExitWith6WhenOneIsNoJournalOrNeitherHasTheMarket()
    {
        append(journalA, new WalEntries("BTC-USD"), 1, 1);
        append(journalB, new WalEntries("BTC-USD"), 1, 1);
        final Path absent = temp.resolve("absent");
        final CommandRun run = CommandRun.of(new DiffCommand(), directoryA, absent);
        assertEquals(6, run.exitCode());
        assertEquals("diff: " + absent + ": no such directory\n", run.err());

        final CommandRun market = diff("--market", "ETH-USD");
        assertEquals(6, market.exitCode());
        assertTrue(market.err().startsWith("diff: each of the two has no entry of market ETH-USD ("), market.err());
    }

    @Test
    void shouldExitWith3WhenOneIsDamaged() throws IOException
    {
        append(journalA, new WalEntries("BTC-USD"), 1, 3);
        append(journalB, new WalEntries("BTC-USD"), 1, 2);
        journalA.sync();
        journalB.sync();
        final WalEntries third = new WalEntries("BTC-USD");
        third.frame("frame 1");
        third.frame("frame 2");
        journalB.append(third.frame("frame 3"));
        journalB.sync();
        final Path file = journalB.files().get(0);
        TestJournal.flipBit(file, TestJournal.find(file, "frame 2"), 3);

        final CommandRun run = diff();
        assertEquals(3, run.exitCode(), run.err());
        assertTrue(run.err().contains("diff: corrupt: " + file + ": offset "), run.err());
        assertTrue(run.lines().get(0).contains(" missing position=2 what=\"only A holds this position\" "), run.out());
    }

    @Test
    void shouldFindNothingWhenOnlyTheOrderOfTheMarketsDiffers()
    {
        final WalEntries btcA = new WalEntries("BTC-USD");
        final WalEntries ethA = new WalEntries("ETH-USD");
        append(journalA, btcA, 1, 600);
        append(journalA, ethA, 1, 600);
        final WalEntries btcB = new WalEntries("BTC-USD");
        final WalEntries ethB = new WalEntries("ETH-USD");
        for (int i = 1; i <= 600; i++)
        {
            append(journalB, ethB, i, i);
            append(journalB, btcB, i, i);
        }

        final CommandRun run = diff();
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertEquals("same markets=2 different=0 compared=2 entriesA=1200 entriesB=1200 laterBegun=0\n", run.out());
        assertEquals("", run.err());
        assertEquals(0, CommandRun.of(new DiffCommand(), directoryB, directoryA).exitCode());
    }

    @Test
    void shouldNotCountASupersededTailAsADifference()
    {
        final WalEntries a = new WalEntries("BTC-USD");
        append(journalA, a, 1, 3);
        final WalEntries b = new WalEntries("BTC-USD");
        append(journalB, b, 1, 1);
        journalB.append(b.frame("divergent"));
        journalB.append(b.frame("divergent too"));
        final long hlc = b.hlc() - 2;
        journalB.append(b.supersede(2, 2, b.epoch()));
        b.at(1, 1, 0, hlc);
        append(journalB, b, 2, 3);

        final CommandRun run = diff();
        assertEquals(0, run.exitCode(), run.out() + run.err());
    }

    @Test
    void shouldFindTheFirstEntryThatDiffersAndSayInWhat() throws IOException
    {
        final WalEntries a = new WalEntries("BTC-USD");
        final WalEntries b = new WalEntries("BTC-USD");
        append(journalA, a, 1, 700);
        append(journalB, b, 1, 650);
        journalB.append(b.frame("Frame 651"));
        append(journalB, b, 652, 660);
        journalB.append(b.frame("another"));
        append(journalB, b, 662, 700);

        final CommandRun run = diff("--market", "BTC-USD");
        assertDifferent(run, "BTC-USD differs position=651 what=\"bytes from 80 on\" a={file=\"" +
            journalA.files().get(0) + "\" offset=");
        assertTrue(run.lines().get(0).contains(" sequence=651 "), run.out());
        assertTrue(run.lines().get(0).contains(" b={file=\"" + journalB.files().get(0) + "\" offset="), run.out());
    }

    @Test
    void shouldNameWhatDiffersOfTheHeader()
    {
        final WalEntries a = new WalEntries("BTC-USD");
        final WalEntries b = new WalEntries("BTC-USD");
        append(journalA, a, 1, 1);
        append(journalB, b, 1, 1);
        journalA.append(a.frame("same"));
        journalB.append(b.at(1, 7, 9, b.hlc() + 5).frame("longer"));

        assertDifferent(diff("--market", "BTC-USD"),
            "BTC-USD differs position=2 what=\"epoch, txid, hlc, length, bytes from 0 on\"".replace("from 0", "from 16"));
    }

    @Test
    void shouldSayWhereTheShorterOneEnds()
    {
        append(journalA, new WalEntries("BTC-USD"), 1, 300);
        append(journalB, new WalEntries("BTC-USD"), 1, 270);

        assertDifferent(diff("--market", "BTC-USD"),
            "BTC-USD ends position=271 what=\"B ends at position 270, A goes on to 300; before that they are the same\"");
        assertEquals(0, diff("--common").exitCode());
        assertEquals(0, diff("--market", "BTC-USD", "--to", "position:270").exitCode());
        assertEquals(1, diff("--market", "BTC-USD", "--from", "txid:271").exitCode());
    }

    @Test
    void shouldSayWhichOneHoldsAMarketAlone()
    {
        append(journalA, new WalEntries("BTC-USD"), 1, 2);
        append(journalB, new WalEntries("BTC-USD"), 1, 2);
        append(journalB, new WalEntries("ETH-USD"), 1, 3);

        assertDifferent(diff("--market", "BTC-USD", "--market", "ETH-USD"),
            "ETH-USD only-in-one position=1 what=\"only B holds the market, positions 1 to 3; A has nothing of it\"");
        assertEquals(0, diff("--market", "BTC-USD").exitCode());
        assertEquals(0, diff("--common").exitCode());
    }

    @Test
    void shouldCompareFromWhereBothBeginWhenRetentionHasDeleted() throws Exception
    {
        final WalEntries a = new WalEntries("BTC-USD");
        final WalEntries b = new WalEntries("BTC-USD");
        final byte[] bytes = new byte[1_000];
        while (journalB.files().size() < 4)
        {
            journalA.append(a.frame(bytes));
            journalB.append(b.frame(bytes));
        }

        journalB.sync();
        journalB.doHousekeeping();
        assertTrue(journalB.files().size() < 4, "retention has deleted nothing");

        final CommandRun run = diff();
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains(" laterBegun=1"), run.out());
        assertEquals("diff: 1 markets begin later in one journal: they were compared from there on\n", run.err());

        journalA.append(a.frame("one"));
        journalB.append(b.frame("two"));
        assertDifferent(diff(), MarketId.toHex(a.marketId()) + " differs position=" + a.position() + " what=\"bytes from 80");
    }

    @Test
    void shouldSayThatNothingIsInBothWhenTheyAreApart()
    {
        append(journalA, new WalEntries("BTC-USD"), 1, 3);
        append(journalB, new WalEntries("BTC-USD").at(5, 5, 0, WalEntries.START_MS << 16), 6, 8);

        assertDifferent(diff("--market", "BTC-USD"),
            "BTC-USD apart position=6 what=\"no position is in both: A holds 1 to 3, B holds 6 to 8\"");
    }

    @Test
    void shouldPrintOneJsonObjectALine()
    {
        append(journalA, new WalEntries("BTC-USD"), 1, 1);
        journalB.append(new WalEntries("BTC-USD").frame("frame ?"));

        final CommandRun run = diff("--format", "json");
        assertEquals(1, run.exitCode());
        assertTrue(run.lines().get(0).startsWith("{\"market\":null,\"marketId\":\"" +
            MarketId.toHex(MarketId.of("BTC-USD")) + "\",\"result\":\"differs\",\"position\":1,\"what\":\"bytes from 86 on\"," +
            "\"a\":{\"file\":\""), run.out());
        assertEquals("{\"result\":\"different\",\"markets\":1,\"different\":1,\"compared\":1,\"entriesA\":1,\"entriesB\":1," +
            "\"laterBegun\":0}", run.lines().get(1));
    }

    @Test
    void shouldSayNoWhenNothingWasComparedThoughOnlyCommonMarketsWereAskedFor()
    {
        append(journalA, new WalEntries("BTC-USD"), 1, 3);
        append(journalB, new WalEntries("ETH-USD"), 1, 2);

        final CommandRun run = diff("--common");
        assertEquals(1, run.exitCode());
        assertTrue(run.out().startsWith("apart markets=2 different=0 compared=0 "), run.out());
        assertTrue(run.err().contains("no market is in both journals: nothing was compared"), run.err());
    }

    @Test
    void shouldFindWhicheverEntryDiffersOfWhicheverMarket()
    {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final int markets = 5;
        final int count = 1_500;
        final int differing = random.nextInt(markets);
        final int at = 1 + random.nextInt(count);
        final WalEntries[] a = new WalEntries[markets];
        final WalEntries[] b = new WalEntries[markets];
        for (int i = 0; i < markets; i++)
        {
            a[i] = new WalEntries("M-" + i);
            b[i] = new WalEntries("M-" + i);
        }

        fill(journalA, a, count, random, -1, at);
        fill(journalB, b, count, random, differing, at);

        final CommandRun run = diff("--market", "M-" + differing);
        assertDifferent(run, "M-" + differing + " differs position=" + at + " what=\"length, bytes from 76 on\"");
        assertTrue(diff().lines().size() == 2, "seed " + seed);
    }

    /** Markets in a random order, each in its own. */
    private static void fill(
        final TestJournal journal, final WalEntries[] markets, final int count, final Random random,
        final int differing, final int at)
    {
        int left = count * markets.length;
        while (left > 0)
        {
            final int i = random.nextInt(markets.length);
            final int run = (int)Math.min(random.nextInt(40), count - markets[i].position());
            for (int j = 0; j < run; j++)
            {
                final long position = markets[i].position() + 1;
                journal.append(markets[i].frame("frame " + position + (i == differing && position == at ? "!" : "")));
            }

            left -= run;
        }
    }
}
