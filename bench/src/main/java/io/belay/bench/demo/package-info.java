/** The demo: real processes, order flow through them, and a check of both journals against what was acknowledged. */
package io.belay.bench.demo;
