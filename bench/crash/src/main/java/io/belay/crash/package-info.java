/** The crash harness: real processes under real faults, and the check that nothing acknowledged was lost. */
package io.belay.crash;
