/** What a benchmark found, as it is written to JSON and read again. */
package io.belay.bench.result;
