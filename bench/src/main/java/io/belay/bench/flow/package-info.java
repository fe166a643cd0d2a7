/** Where order events come from: a recorded file or a seeded generator, at their own times or at a rate. */
package io.belay.bench.flow;
