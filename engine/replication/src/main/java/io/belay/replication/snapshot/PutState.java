package io.belay.replication.snapshot;

/** How far a client's snapshot has come at its node. */
enum PutState
{
    /** The market's state at its txid is looked for; its bytes are asked for when that is found. */
    LOCATING,
    /** Its bytes are taken. */
    TAKING,
    /** All bytes are there; the disk is waited for. */
    COMPLETE,
    /** It is durable here; the market is being told. */
    TELLING,
    /** It was answered for good. */
    ENDED,
    /** Its beginning is not known here. */
    LOST;

    boolean isOpen()
    {
        return this != ENDED && this != LOST;
    }
}
