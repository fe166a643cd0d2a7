/**
 * A node's one append-only log on disk, and what reads it. The only room that knows Chronicle Queue.
 * <p>
 * Where to begin: {@link io.belay.journal.Journal} is the seam; {@link io.belay.journal.ChronicleJournal} is the real
 * one and {@link io.belay.journal.MemoryJournal} its twin for tests. {@link io.belay.journal.Envelope} is an entry's
 * layout, {@link io.belay.journal.JournalFiles} the layout of the directory and the way in for tools.
 * <p>
 * What a promise rests on, in the order in which it happens:
 * <ol>
 * <li>{@code CyclePreparer} writes zeros into the next file, so that no append and no sync allocates a block.</li>
 * <li>{@code CycleWriter} appends in the queue's format, but never past what was prepared, says itself when to go on
 * in the next file, and makes durable exactly what was written: from offset 0 in a new file, the end mark of an old
 * one, the directory when a name changed. {@code QueueCycleWriter} does it through the queue's appender and forces a
 * {@code CycleMap}, {@code DirectCycleWriter} by direct writes. The queue's own sync is never used.</li>
 * <li>{@code CycleReader} and {@code CycleCursor} walk the files by our own sequences and checksums. The queue's index,
 * metadata and write position are never read.</li>
 * <li>{@code CycleSealer} puts a summary beside each finished file; {@code Retention} deletes old ones.</li>
 * <li>{@code JournalScan} finds the valid prefix when a journal is opened and refuses when acknowledged data is
 * missing; {@code JournalRecovery} then empties the queue's folder. The queue is never given a file that another
 * process wrote, whether that one stopped in order or not: it cannot append behind a hole that it cannot see.</li>
 * </ol>
 */
package io.belay.journal;
