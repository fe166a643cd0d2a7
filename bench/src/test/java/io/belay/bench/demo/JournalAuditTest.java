package io.belay.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.belay.bench.flow.OrderEvent;
import io.belay.wire.MarketId;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalAuditTest
{
    private static final int COUNT = 5;
    private static final int BEFORE = 3;

    @TempDir
    private Path directory;

    @Test
    void shouldFindLostEventsWhenTheJournalEndsEarlyOrMissesOne() throws IOException
    {
        try (AuditedJournal journal = journal())
        {
            journal.frame(1, 1, AuditedJournal.event(0)).frame(2, 2, AuditedJournal.event(1))
                .frame(3, 4, AuditedJournal.event(3));
        }

        final JournalAudit.Result result = audit();

        assertEquals(2, result.lost());
        assertEquals(2, result.presentBefore(), "of the first " + BEFORE);
        assertEquals(1, result.gaps());
        assertEquals(3, result.entries());
        assertFalse(result.isExact());
    }

    @Test
    void shouldFindADuplicateWhenAnEventHasTwoTxids() throws IOException
    {
        try (AuditedJournal journal = journal())
        {
            appendAll(journal);
            journal.frame(6, 6, AuditedJournal.event(4));
        }

        final JournalAudit.Result result = audit();

        assertEquals(1, result.duplicated());
        assertEquals(1, result.unacknowledged());
        assertFalse(result.isExact());
    }

    @Test
    void shouldFindADuplicateWhenATxidIsUsedTwice() throws IOException
    {
        try (AuditedJournal journal = journal())
        {
            appendAll(journal);
            journal.frame(6, 5, AuditedJournal.event(4));
        }

        assertEquals(2, audit().duplicated(), "the txid and the event");
    }

    @Test
    void shouldFindADifferenceWhenOneByteDiffers() throws IOException
    {
        try (AuditedJournal journal = journal())
        {
            for (int i = 0; i < COUNT; i++)
            {
                final UnsafeBuffer bytes = AuditedJournal.event(i);
                bytes.putByte(OrderEvent.LENGTH - 1, (byte)(3 == i ? 1 : 0));
                journal.frame(i + 1, i + 1, bytes);
            }
        }

        final JournalAudit.Result result = audit();

        assertEquals(1, result.different());
        assertEquals(0, result.lost());
    }

    @Test
    void shouldFindADifferenceWhenAFrameIsNoEvent() throws IOException
    {
        try (AuditedJournal journal = journal())
        {
            appendAll(journal);
            journal.frame(6, 6, new UnsafeBuffer(new byte[3]));
        }

        assertEquals(1, audit().different());
    }

    @Test
    void shouldHaveAnotherStateHashWhenAnEventIsMissing() throws IOException
    {
        try (AuditedJournal journal = journal())
        {
            journal.frame(1, 1, AuditedJournal.event(0));
        }

        assertNotEquals(expectedHash(), audit().stateHash());
    }

    @Test
    void shouldFailWhenThereIsNoJournal()
    {
        assertThrows(IOException.class, this::audit);
    }

    @Test
    void shouldRebuildTheBooksWhenTheJournalIsExact() throws IOException
    {
        try (AuditedJournal journal = journal())
        {
            appendAll(journal);
        }

        final JournalAudit.Result result = audit();

        assertTrue(result.isExact(), result.toString());
        assertEquals(COUNT, result.entries());
        assertEquals(expectedHash(), result.stateHash());
    }

    @Test
    void shouldPassOverWhatWasTakenBackWhenATailWasSuperseded() throws IOException
    {
        try (AuditedJournal journal = journal())
        {
            journal.frame(1, 1, AuditedJournal.event(0))
                .frame(2, 2, AuditedJournal.event(3))
                .frame(3, 3, AuditedJournal.event(4))
                .supersede(2, 3, 2, 3);
            for (int i = 1; i < COUNT; i++)
            {
                journal.frame(i + 1, i + 1, AuditedJournal.event(i));
            }
        }

        final JournalAudit.Result result = audit();

        assertTrue(result.isExact(), result.toString());
        assertEquals(expectedHash(), result.stateHash());
    }

    private AuditedJournal journal() throws IOException
    {
        return new AuditedJournal(directory.resolve("journal"));
    }

    private static void appendAll(final AuditedJournal journal)
    {
        for (int i = 0; i < COUNT; i++)
        {
            journal.frame(i + 1, i + 1, AuditedJournal.event(i));
        }
    }

    private static long expectedHash()
    {
        final Books books = new Books(List.of(AuditedJournal.MARKET));
        for (int i = 0; i < COUNT; i++)
        {
            books.apply(MarketId.of(AuditedJournal.MARKET), new OrderEvent().wrap(AuditedJournal.event(i), 0));
        }

        return books.stateHash();
    }

    private JournalAudit.Result audit() throws IOException
    {
        final Path file = directory.resolve("acked");
        try (AckedFile acked = AckedFile.create(file, COUNT))
        {
            for (int i = 0; i < COUNT; i++)
            {
                acked.add(MarketId.of(AuditedJournal.MARKET), i + 1, AuditedJournal.CLIENT_ID, i + 1,
                    AuditedJournal.event(i), 0);
            }
        }

        try (AckedFile acked = AckedFile.open(file, COUNT))
        {
            return JournalAudit.run(directory.resolve("journal"), List.of(AuditedJournal.MARKET), acked, BEFORE, COUNT);
        }
    }
}
