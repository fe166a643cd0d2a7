/** The composition root: configuration, wiring, lifecycle, counters, and the command line. */
package io.belay.node;
