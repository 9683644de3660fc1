/** Checks from outside, as a client and as a back end, that a publication reaches a subscriber. */
@NullMarked
package dev.downlink.probeservice;

import org.jspecify.annotations.NullMarked;
