/** Hybrid logical time. */
package io.belay.clock;
