/** Inbound and outbound streams over Aeron: the one place that reads an offer's result. */
package io.belay.transport;
