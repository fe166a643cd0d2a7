/** Owner, replica, quorum, epochs and catch-up: pure cores and the agents that feed them. */
package io.belay.replication;
