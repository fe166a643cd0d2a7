/** Belay, floors and peers in one run: the command {@code belay bench compare}. */
package io.belay.bench.compare;
