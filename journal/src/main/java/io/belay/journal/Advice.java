package io.belay.journal;

/**
 * What an operator should do about a journal that is damaged, in words that lose nothing which was acknowledged.
 */
public final class Advice
{
    /** After data was found missing or wrong. */
    public static final String SAVE = "Delete nothing: copy the node's directory away, and run `belay verify` on the " +
        "copy. If a backup of this very journal has the file, put that in its place. If this node is only a standby, " +
        "start it on an empty directory: the owner fills it again. If it owns markets, first save a copy of its " +
        "standby's journal, which has all that was acknowledged, and empty nothing before.";

    /** After a reader from outside came upon what it cannot read, which may be a loss or not. */
    public static final String JUDGE = "Where a node has died this may be a rest behind its last sync, which was " +
        "promised to nobody: `belay verify` tells that from a loss, and what to do about one.";

    private Advice()
    {
    }
}
