package io.belay.journal.plainqueue;

import java.nio.file.Path;

import net.openhft.chronicle.bytes.SyncMode;

/**
 * A process that opens a plain queue, reads it, appends five records, syncs, and reads it again. It says what it read.
 * On its own, since surefire switches the library's assertions on, and production does not.
 */
public final class GoOnMain
{
    private GoOnMain()
    {
    }

    /**
     * Prints a line with how many records could be read before and after.
     *
     * @param args directory of the queue.
     */
    public static void main(final String[] args)
    {
        try (PlainQueue queue = new PlainQueue(Path.of(args[0]), SyncMode.SYNC))
        {
            final long before = queue.read().count();
            queue.numberFrom(before);
            queue.append(5);
            queue.sync();
            System.out.println("READ " + before + ' ' + queue.read().count());
        }
    }
}
