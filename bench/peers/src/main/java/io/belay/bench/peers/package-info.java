/** Systems that Belay is compared with, each as its own experts would run it. */
package io.belay.bench.peers;
