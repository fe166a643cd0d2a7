package io.belay.replication;

import static io.belay.replication.TestReplica.FIRST_EPOCH;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import io.belay.journal.MemoryJournal;
import io.belay.sbe.wal.MarketOpenDecoder;
import io.belay.sbe.wal.MessageHeaderDecoder;
import io.belay.wire.Entry;
import io.belay.wire.Epoch;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** No epoch is made twice: which number an owner proposes next. */
class EpochNumbersTest
{
    @Test
    void shouldProposeAnEpochAboveTheFenceThatRefusedTheFirst()
    {
        final TestCluster cluster = new TestCluster(2);
        cluster.startAlpha();
        cluster.startBeta();
        cluster.beta.fence(cluster.market.marketId(), ownEpoch(9));
        final Pipe.Ear ear = cluster.wal.listen(null);
        cluster.runUntilLive();

        final List<String> proposed = ear.takeAll().stream()
            .map(UnsafeBuffer::new)
            .filter((message) -> MarketOpenDecoder.TEMPLATE_ID == Entry.templateId(message, 0))
            .map((message) -> new MarketOpenDecoder().wrapAndApplyHeader(message, 0, new MessageHeaderDecoder()))
            .map((open) -> Epoch.toString(open.epoch()))
            .distinct()
            .toList();
        assertEquals(List.of("1.1", "10.1"), proposed);
    }

    @Test
    void shouldProposeAnEpochAboveADeadOneOfItsOwnJournal()
    {
        final TestCluster cluster = new TestCluster(2);
        final TestEntries entries = new TestEntries(cluster.market.marketId());
        store(cluster.alphaJournal, entries.start(FIRST_EPOCH, 1, 1));
        store(cluster.alphaJournal, entries.established(FIRST_EPOCH, 2, 0));
        store(cluster.alphaJournal, entries.start(ownEpoch(7), 3, 1));
        store(cluster.alphaJournal, entries.superseded(ownEpoch(7), 3, 1));
        cluster.startAlpha();

        assertEquals("8.1", Epoch.toString(cluster.view.epoch()), "7.1 may stand elsewhere, with other entries");
    }

    @Test
    void shouldTakeNoNumberForAnEpochThatNoMakerCanHaveMade()
    {
        final EpochNumbers numbers = new EpochNumbers(TestCluster.ALPHA, FIRST_EPOCH);
        numbers.note(Long.MAX_VALUE);
        numbers.note(-1);
        numbers.next();

        assertEquals("3.1", Epoch.toString(numbers.present()));
    }

    private static void store(final MemoryJournal journal, final UnsafeBuffer entry)
    {
        journal.append(entry, 0, entry.capacity());
        journal.sync();
    }

    private static long ownEpoch(final long counter)
    {
        return counter << 16 | TestCluster.ALPHA;
    }
}
