package io.belay.replication;

import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.StateReason;
import io.belay.wire.Epoch;

/**
 * Says for operators why a replica does not follow an owner, and what to do about it.
 */
final class ReplicaWords
{
    static final String CANNOT_STORE = "it cannot store, or not read back; see its errors";
    static final String CANNOT_READ = "it received a frame that cannot be read; see its errors";
    static final String IS_COPY = "its journal and the own one have the same id, so one is a copy of the other and " +
        "both count as one disk. Find out which node was given a copied folder; stop that node, move its journal " +
        "folder away and start it: it is filled from the other one. Leave the original where it is";

    static final String NO_HOLDER = "neither its journal nor the own one is among those that were acknowledged from: " +
        "this node lost its disk and has taken back only a part, and the standby comes with another journal. Give it " +
        "its former journal folder again; nothing is numbered before";

    static final String FENCED = "it has heard of another attempt to own this market; the next one of this node goes " +
        "above it. When nobody promoted another node, both are configured as owner: compare the configurations";
    static final String FOLLOWS_ANOTHER = "the own journal takes the market from another node now, which owns it";

    private ReplicaWords()
    {
    }

    static String notFollowing(
        final ResponseCode code,
        final StateReason reason,
        final long replicaEntryLengthMax,
        final long entryLengthMax)
    {
        return switch (reason)
        {
            case DIVERGED -> "two histories: it holds established or committed entries that the own journal lacks, " +
                "and is not known to hold all that was acknowledged; nothing is dropped. Keep a copy of both " +
                "journals before you empty one";
            case FENCED -> FENCED;
            case OWNED -> "it takes the market from another node; compare the configurations of both nodes when " +
                "nobody was promoted";
            case ENTRY_LENGTH -> "it stores entries of at most " + replicaEntryLengthMax + " bytes, but here up to " +
                entryLengthMax + " may be appended; set belay.frame.length.max alike on both nodes";
            default -> switch (code)
            {
                case UNKNOWN_MARKET -> "it does not know the market; compare the configurations of both nodes";
                case SERVER_INTERNAL -> CANNOT_STORE;
                default -> "it answers " + code;
            };
        };
    }

    static String succeeded(final int replicaNodeId, final long successor)
    {
        return "node " + replicaNodeId + " holds epoch " + Epoch.toString(successor) + " of node " +
            Epoch.nodeId(successor) + ", which owns the market since; this node is no longer the owner. When nobody " +
            "promoted the other one, both are configured as owner: compare the configurations";
    }

    static String notOwner(final StateReason reason)
    {
        return StateReason.NOT_ELIGIBLE == reason ?
            "this node may not go on with the market: its newest epoch does not name this journal as one that holds " +
                "all, or gives the right to go on alone to the other node" :
            "the own journal says that another node owns the market";
    }
}
