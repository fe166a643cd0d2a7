/**
 * What the generated codecs cannot say: the shared prefix of entries, their checksum, market ids and epoch numbers.
 */
package io.belay.wire;
