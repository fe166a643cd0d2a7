/** Measures how long appends pause while a market changes its owner. */
package io.belay.bench.change;
