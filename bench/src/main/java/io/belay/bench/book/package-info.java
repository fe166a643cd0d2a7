/** A limit order book that follows order events, and the hash of its state. */
package io.belay.bench.book;
