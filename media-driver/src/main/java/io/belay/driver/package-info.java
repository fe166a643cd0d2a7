/** A standalone, tuned Aeron media driver. */
package io.belay.driver;
