/** The command {@code belay bench}. */
package io.belay.bench.command;
