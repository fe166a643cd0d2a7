/** Puts a system under load, open or closed loop, and measures its answers without disturbing it. */
package io.belay.bench.load;
