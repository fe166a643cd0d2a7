package io.belay.replication;

/**
 * Who owns what in a simulated world, which decides what may go wrong with its disks.
 */
enum SimMix
{
    /** Each node owns markets; what a disk has forced stays. */
    TWO_WAY,
    /** One node owns all, so that the other's disk may be replaced at any time. */
    ONE_WAY,
    /** Each node owns markets, none of them alone, so that either disk may be damaged while the other is whole. */
    DAMAGED_DISKS,
    /** Operators promote, hand over and let owners go on alone; what a disk has forced stays. */
    CHANGES
}
