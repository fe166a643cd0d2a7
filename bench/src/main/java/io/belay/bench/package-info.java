/** The demo, and later the latency harness. */
package io.belay.bench;
