/** Benchmarks of the parts that an append passes through, with JMH. */
package io.belay.bench.parts;
