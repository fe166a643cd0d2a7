package io.belay.replication.snapshot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.belay.journal.FileSnapshotStore;
import io.belay.journal.SnapshotConfig;
import io.belay.journal.SnapshotStore;
import org.agrona.DirectBuffer;

/**
 * A node that has snapshots and one that wants them, on one thread with a clock of their own.
 */
final class TwoNodes
{
    static final int SOURCE = 1;
    static final int ASKER = 2;
    static final long MILLISECOND_NS = 1_000_000;
    static final SenderConfig SENDER_CONFIG = new SenderConfig(4096, 64 << 10, 4, 3, 30_000 * MILLISECOND_NS);
    static final ReceiverConfig RECEIVER_CONFIG = new ReceiverConfig(
        4000, 16_000, 10_000, 20 * MILLISECOND_NS, 200 * MILLISECOND_NS, 5_000 * MILLISECOND_NS, 3);

    final FakeMarkets markets = new FakeMarkets();
    final List<Throwable> errors = new ArrayList<>();
    final Wire toSource = new Wire(20);
    final Wire toAsker = new Wire(20);
    SnapshotStore sourceStore;
    SnapshotStore askerStore;
    SnapshotSender sender;
    SnapshotReceiver receiver;
    SnapshotAdapter sourceAdapter;
    SnapshotAdapter askerAdapter;
    long nowNs = 77;
    private final Path directory;
    private long nextSession = 1_000;

    TwoNodes(final Path directory)
    {
        this.directory = directory;
        sourceStore = openStore("source");
        askerStore = openStore("asker");
        startSource();
        startAsker();
    }

    private SnapshotStore openStore(final String name)
    {
        return FileSnapshotStore.open(new SnapshotConfig(directory.resolve(name), 2, 0), errors::add);
    }

    /** A life of the source, after whatever happened to the last one. */
    void startSource()
    {
        final SnapshotPublisher publisher = new SnapshotPublisher();
        publisher.add(ASKER, toAsker);
        sender = new SnapshotSender(SOURCE, sourceStore, markets, publisher, SENDER_CONFIG, errors::add);
        sourceAdapter = new SnapshotAdapter(new Ear());
    }

    void startAsker()
    {
        final SnapshotPublisher publisher = new SnapshotPublisher();
        publisher.add(SOURCE, toSource);
        nextSession += 1_000_000;
        receiver = new SnapshotReceiver(ASKER, 72, nextSession, askerStore, publisher, RECEIVER_CONFIG);
        askerAdapter = new SnapshotAdapter(new Ear());
    }

    /** The process is gone without a word; what it had in its files is there. */
    void crashAsker()
    {
        toSource.messages.clear();
        toAsker.messages.clear();
        askerStore = openStore("asker");
        startAsker();
    }

    void fetch(final long fromTxid)
    {
        receiver.fetch(SOURCE, TestSnapshots.MARKET_ID, TestSnapshots.EPOCH, fromTxid, nowNs);
    }

    /** Everybody works once and the clock moves on. */
    void step()
    {
        deliver();
        work();
    }

    void deliver()
    {
        toSource.deliver(sourceAdapter, nowNs);
        toAsker.deliver(askerAdapter, nowNs);
    }

    void work()
    {
        sender.doWork(nowNs);
        receiver.doWork(nowNs);
        nowNs += MILLISECOND_NS;
    }

    FetchState run(final int stepsMax)
    {
        for (int i = 0; i < stepsMax && !receiver.state().isEnd(); i++)
        {
            step();
        }

        return receiver.state();
    }

    private final class Ear implements SnapshotAdapter.Listener
    {
        @Override
        public void onRequest(final SnapshotRequest message, final long atNs)
        {
            sender.onRequest(message, atNs);
        }

        @Override
        public void onResponse(
            final SnapshotResponse message,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long atNs)
        {
            receiver.onResponse(message, buffer, offset, length, atNs);
        }
    }
}
