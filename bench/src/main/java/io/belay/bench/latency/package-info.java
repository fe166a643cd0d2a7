/** Where the time of an acknowledged append went: recorded, logged, read again and shown. */
package io.belay.bench.latency;
