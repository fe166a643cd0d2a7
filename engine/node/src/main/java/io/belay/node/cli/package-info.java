/** The {@code belay} command: one vocabulary, one table of exit codes. */
package io.belay.node.cli;
