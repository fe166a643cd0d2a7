package io.belay.journal.tools;

import java.util.function.Consumer;

import io.belay.wire.MarketNames;

/**
 * What the target of a replay must know.
 *
 * @param name           as given with {@code --target}.
 * @param streamId       of an Aeron stream.
 * @param aeronDirectory of the media driver, or null for Aeron's own default.
 * @param isWhole        whether whole SBE frames are wanted, and not only the bytes in them.
 * @param names          of markets.
 * @param notes          takes what people should know while it runs.
 */
public record ReplayOrder(
    String name, int streamId, String aeronDirectory, boolean isWhole, MarketNames names, Consumer<String> notes)
{
}
