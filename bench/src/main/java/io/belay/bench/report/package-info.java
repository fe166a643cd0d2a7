/** Measurements shown and judged: the page, the histogram files, the merged run, and what became slower. */
package io.belay.bench.report;
