package io.belay.journal.tools;

import io.belay.wire.MarketId;
import io.belay.wire.MarketNames;

/**
 * Where a market's two histories part.
 *
 * @param marketId of the market.
 * @param kind     of it.
 * @param position the first at which they are not the same.
 * @param what     is different, in words.
 * @param a        the entry of the first journal, or null.
 * @param b        the entry of the second one, or null.
 */
record Divergence(long marketId, Kind kind, long position, String what, DiffPlace a, DiffPlace b)
{
    /** In which way two histories part. */
    enum Kind
    {
        /** Both hold an entry there, and these differ. */
        DIFFERS("differs"),
        /** One of them lacks an entry that both should hold. */
        MISSING("missing"),
        /** One ends where the other goes on. */
        ENDS("ends"),
        /** One holds nothing of the market. */
        ONLY_IN_ONE("only-in-one"),
        /** No position is held by both. */
        APART("apart");

        private final String word;

        Kind(final String word)
        {
            this.word = word;
        }
    }

    String print(final Line line, final MarketNames names, final Format format)
    {
        line.lead("market", Format.TEXT == format ? names.show(marketId) : names.name(marketId));
        if (Format.JSON == format)
        {
            line.text("marketId", MarketId.toHex(marketId));
        }

        line.lead("result", kind.word);
        line.unsigned("position", position);
        line.text("what", what);
        if (null != a)
        {
            a.print(line, "a");
        }

        if (null != b)
        {
            b.print(line, "b");
        }

        return line.take();
    }
}
