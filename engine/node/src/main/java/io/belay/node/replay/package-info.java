/** Replays a journal into Aeron. */
package io.belay.node.replay;
