/**
 * The commands over a journal that need no running node: dump, tail and verify. Nothing in here ever writes to a
 * journal's directory.
 */
package io.belay.journal.tools;
