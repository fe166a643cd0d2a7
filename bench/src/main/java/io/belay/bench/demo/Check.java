package io.belay.bench.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;

import io.belay.bench.process.RunDirectories;
import io.belay.bench.process.RunException;
import io.belay.journal.JournalException;
import io.belay.node.cli.Belay;
import io.belay.node.cli.ExitCodes;

/**
 * Compares both journals with what was acknowledged, and with each other, when no node writes to them any more.
 */
final class Check
{
    private final DemoConfig config;
    private final Screen screen;
    private final RunDirectories directories;

    Check(final DemoConfig config, final Screen screen, final RunDirectories directories)
    {
        this.config = config;
        this.screen = screen;
        this.directories = directories;
    }

    /**
     * @param result  of the trading process.
     * @param owner   name of the node that owned the markets in the end.
     * @param standby name of the other one.
     */
    Verdict run(final TraderResult result, final String owner, final String standby) throws RunException, IOException
    {
        try (AckedFile file = AckedFile.open(directories.shared().resolve("acked"), result.acked()))
        {
            final int ackedBefore = result.pause().ackedBefore();
            final Verdict verdict = new Verdict(
                result, audit(owner, file, ackedBefore), audit(standby, file, ackedBefore), config.count(),
                Fault.NONE == config.fault() || isSame(directories.journal(owner), directories.journal(standby)));
            show(verdict);

            return verdict;
        }
    }

    private JournalAudit.Result audit(final String node, final AckedFile file, final int ackedBefore)
        throws RunException, IOException
    {
        try
        {
            return JournalAudit.run(directories.journal(node), config.markets(), file, ackedBefore, config.count());
        }
        catch (final JournalException ex)
        {
            throw new RunException(ExitCodes.CORRUPTION, "the journal of " + node + " in " +
                directories.journal(node) + " cannot be read: " + ex.getMessage(), ex);
        }
    }

    /**
     * As {@code belay diff} finds. What the owner wrote of itself while it was stopped, its standby need not have; that
     * every event is in both is counted elsewhere.
     */
    private static boolean isSame(final Path one, final Path other)
    {
        final PrintWriter nobody = new PrintWriter(new StringWriter());

        return ExitCodes.OK == Belay.commandLine().setOut(nobody).setErr(nobody)
            .execute("diff", "--common", one.toString(), other.toString());
    }

    private void show(final Verdict verdict)
    {
        final JournalAudit.Result owner = verdict.owner();
        final JournalAudit.Result standby = verdict.standby();
        screen.verdict("check", verdict.isCountEqual(), String.format(Locale.ROOT, "acknowledged %,d, owner's journal %,d, " +
            "standby's journal %,d", verdict.trader().acked(), owner.entries(), standby.entries()));
        screen.verdict("check", verdict.isSequenceWhole(), String.format(Locale.ROOT, "lost %,d, gaps %,d, duplicates %,d, never " +
            "acknowledged %,d", verdict.lost(), verdict.gaps(), verdict.duplicated(), verdict.unacknowledged()));
        screen.verdict("check", verdict.arePayloadsEqual(), String.format(Locale.ROOT, "payloads byte for byte: %,d differ",
            owner.different() + standby.different()));
        final HexFormat hex = HexFormat.of();
        screen.verdict("book", verdict.isStateHashEqual(), String.format(Locale.ROOT, "state hash: trader %s, replay of owner's " +
            "journal %s, of standby's %s (%,d orders rest)", hex.toHexDigits(verdict.trader().stateHash()),
            hex.toHexDigits(owner.stateHash()), hex.toHexDigits(standby.stateHash()), verdict.trader().resting()));
    }
}
