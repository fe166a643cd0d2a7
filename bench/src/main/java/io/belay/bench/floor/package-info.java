/** The floors that a journal is held against: the disk alone, the transport alone, and a bare pair of processes. */
package io.belay.bench.floor;
