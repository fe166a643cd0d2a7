/** Processes of a run on one machine: a driver, nodes, clients, peers. They end with it, whatever it dies of. */
package io.belay.bench.process;
