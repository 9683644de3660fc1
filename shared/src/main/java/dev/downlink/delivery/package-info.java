/** Delivery of publications to the subscribers of a channel, in order, once each. */
@NullMarked
package dev.downlink.delivery;

import org.jspecify.annotations.NullMarked;
