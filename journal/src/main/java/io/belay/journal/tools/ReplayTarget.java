package io.belay.journal.tools;

import java.util.List;
import java.util.Map;

/**
 * Where a replay puts frames. Of one thread; the frames come in the order of the journal.
 */
public interface ReplayTarget extends AutoCloseable
{
    /**
     * Takes a frame. Allocates nothing once it is warm.
     *
     * @param frame to take.
     * @return false when there is no room now: it will be handed over again, and nothing else before it.
     * @throws CommandException when it can never be taken.
     */
    boolean onFrame(ReplayFrame frame) throws CommandException;

    /**
     * Passes on what it has gathered: time will pass before the next frame, or it was the last one.
     *
     * @throws CommandException when it cannot be passed on.
     */
    default void flush() throws CommandException
    {
    }

    /**
     * @return what to tell at the end, one map a line, whose values are texts and whole numbers.
     */
    default List<Map<String, Object>> results()
    {
        return List.of();
    }

    @Override
    void close();
}
