/**
 * The commands over a journal that need no running node: dump, tail, replay, diff, export and verify. Nothing in here
 * ever writes to a journal's directory.
 */
package io.belay.journal.tools;
