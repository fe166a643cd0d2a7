/** Replays a journal into the sample order books. */
package io.belay.bench.replay;
