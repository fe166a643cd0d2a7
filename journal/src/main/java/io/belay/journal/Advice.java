package io.belay.journal;

/**
 * What an operator should do about a journal that is damaged, in words that lose nothing which was acknowledged.
 */
public final class Advice
{
    /** After data was found missing or wrong. */
    public static final String SAVE = "Delete nothing: move the node's directory away and run `belay verify` on it. " +
        "Run `belay verify` on the other node's journal, too; when that one is whole, start this node on an empty " +
        "directory: it is filled again from there, whether it owns markets or stands by, unless retention has " +
        "deleted the beginning there. Never empty both. A market with w=1 has no second copy: there only a backup of " +
        "this very journal can take the file's place.";

    /** After a reader from outside came upon what it cannot read, which may be a loss or not. */
    public static final String JUDGE = "Where a node has died this may be a rest behind its last sync, which was " +
        "promised to nobody: `belay verify` tells that from a loss, and what to do about one.";

    private Advice()
    {
    }
}
