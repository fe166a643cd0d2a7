/** A node's one append-only log on disk, and what reads it. The only room that knows Chronicle Queue. */
package io.belay.journal;
