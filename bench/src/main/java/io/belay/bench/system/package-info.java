/** Belay as a system under load: its processes, and the client that loads it. */
package io.belay.bench.system;
