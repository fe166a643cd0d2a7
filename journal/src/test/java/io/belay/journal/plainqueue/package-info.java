/**
 * What Chronicle Queue does when the power goes, each fault reproduced against the plain library and, beside it, the
 * same moment survived by the journal. They are the reasons for what {@code io.belay.journal} does itself; when a newer
 * version of the library mends one, its test here fails and says that a reason is gone.
 */
package io.belay.journal.plainqueue;
