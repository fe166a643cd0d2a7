/** Snapshots of markets between nodes, and from an application to its node. */
package io.belay.replication.snapshot;
